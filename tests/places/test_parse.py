"""Place phrases taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.places.parse import parse_phrase


@pytest.mark.parametrize(
    ("said", "name", "relation", "within"),
    [
        ("Idlib", "Idlib", "at", ()),
        ("the northern countryside of Hama", "Hama", "countryside", ()),
        ("Homs' eastern countryside", "Homs", "countryside", ()),
        ("rural Idlib", "Idlib", "countryside", ()),
        ("Khan Sheikhoun city in Idlib countryside", "Khan Sheikhoun", "at", ("Idlib",)),
        ("the hills of Kabina north of Lattakia", "Kabina", "at", ("Lattakia",)),
        ("on the outskirts of Mariinka", "Mariinka", "near", ()),
        ("near godhra", "godhra", "near", ()),
        ("the town of Kilis", "Kilis", "at", ()),
        ("eastern Aleppo", "Aleppo", "part", ()),
        ("north-eastern Syria", "Syria", "part", ()),
        ("the border with Turkey", "Turkey", "border", ()),
        ("the Lebanese capital of Beirut", "Beirut", "capital", ("Lebanon",)),
        ("Madrid's Barajas Airport", "Barajas Airport", "at", ("Madrid",)),
    ],
)
def test_a_phrase_gives_its_name_and_relation(
    said: str, name: str, relation: str, within: tuple[str, ...]
) -> None:
    phrase = parse_phrase(said)
    assert (phrase.name, phrase.relation, phrase.within) == (name, relation, within)


@pytest.mark.parametrize(
    ("said", "km", "bearing"),
    [
        ("18km northeast of El Fasher", 18, 45),
        ("15 kilometres east of Palmyra", 15, 90),
        ("ten miles from Mosul", 16.09, None),
    ],
)
def test_a_distance_and_direction_are_an_offset(said: str, km: float, bearing: float | None) -> None:
    phrase = parse_phrase(said)
    assert (phrase.relation, phrase.km, phrase.bearing) == ("offset", km, bearing)


def test_a_road_between_two_places_names_both() -> None:
    phrase = parse_phrase("the road between Saraqib and Ariha")
    assert (phrase.relation, phrase.name, phrase.other) == ("between", "Saraqib", "Ariha")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Idlib province", "region"),
        ("the town of Kilis", "settlement"),
        ("the Doura district of Baghdad", "district"),
    ],
)
def test_a_kind_word_announces_the_level(said: str, kind: str) -> None:
    assert parse_phrase(said).kind == kind


def test_a_site_in_a_town_is_placed_by_the_town_and_is_not_it() -> None:
    phrase = parse_phrase("a market in the town of Kafr Nabl")
    assert (phrase.name, phrase.kind, phrase.own) == ("Kafr Nabl", "site", False)


@pytest.mark.parametrize("said", ["a market", "the capital", "his house", "the north of the country"])
def test_a_phrase_without_a_name_has_none(said: str) -> None:
    assert parse_phrase(said).name is None


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text: str) -> None:
    name = parse_phrase(text).name
    assert name is None or name.strip() == name
