"""The names that the built-in gazetteer knows divisions by."""

from __future__ import annotations

import pytest

from dateline.places.builtin import builtin_entries


@pytest.fixture(scope="module")
def russian_republics() -> dict[str, tuple[str, ...]]:
    entries = (e for e in builtin_entries() if e.country == "RU" and e.kind == "ADM1")
    return {e.names[0][0]: tuple(name for name, _ in e.names) for e in entries}


@pytest.mark.parametrize("name", ["Dagestan", "Tatarstan", "Komi"])
def test_a_republic_is_known_first_by_its_bare_name(
    name: str, russian_republics: dict[str, tuple[str, ...]]
) -> None:
    assert f"{name}, Respublika" in russian_republics[name]


def test_no_name_of_a_division_stands_twice(russian_republics: dict[str, tuple[str, ...]]) -> None:
    for names in russian_republics.values():
        assert len(names) == len(set(names))
