"""What a place phrase may be called as it stands."""

from __future__ import annotations

from dateline.places.wordings import core_of_site, wordings


def test_a_kind_word_alone_is_no_name() -> None:
    assert wordings("near airport") == () and wordings("the Airport") == ("Airport",)


def test_a_site_gives_the_name_it_is_called_after() -> None:
    assert core_of_site("Abu al-Duhur Military Airport") == "Abu al-Duhur"
    assert core_of_site("Kafr Nabl") is None
