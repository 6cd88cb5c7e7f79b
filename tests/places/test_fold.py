"""Names brought to one written form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.places.fold import bare_name, fold_name, fold_names, script_of


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_folding_many_at_once_is_folding_each(texts: list[str]) -> None:
    assert fold_names(texts) == [fold_name(t) for t in texts]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -'", max_size=30))
def test_folding_keeps_every_latin_letter(text: str) -> None:
    assert fold_name(text).replace(" ", "") == "".join(c for c in text if c.isalpha())


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Al Laţāminah", "al lataminah"), ("Kup'yans'k", "kupyansk"), ("Łódź", "lodz"), ("أريحا", "اريحا")],
)
def test_marks_and_apostrophes_are_gone(written: str, folded: str) -> None:
    assert fold_name(written) == folded


@pytest.mark.parametrize(
    ("folded", "bare"),
    [("al lataminah", "lataminah"), ("tall as sayyad", "tall sayyad"), ("as far", "as far"), ("al", "al")],
)
def test_an_article_goes_only_where_it_is_one(folded: str, bare: str) -> None:
    assert bare_name(folded) == bare


def test_the_script_is_that_of_the_first_letter() -> None:
    assert [script_of(t) for t in ("1 Hama", "حماة", "Луганськ", "—")] == [
        "Latin",
        "Arabic",
        "Cyrillic",
        "Other",
    ]
