"""Who stands on which side of an occurrence, and what kind of actor each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml

from dateline.codebook import Codebook
from dateline.model import Actor
from dateline.publish.derive import all_actors, all_targets
from dateline.publish.record import Occurrence

EXTERNAL = "external_forces"
CIVILIANS = "civilians"
STATE = "state_forces"
UNARMED = (CIVILIANS, "protesters", "rioters", "other")
MASS = {CIVILIANS: "Civilians", "protesters": "Protesters", "rioters": "Rioters"}
BOOKS, NAMES = 8, 50_000  # how many codebooks and names are remembered

Kind = str | None


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as a table shows it: name, the codebook's kind of actor (None: unknown), country (alpha-2)."""

    name: str
    kind: Kind
    country: str | None
    id: str | None = None
    text: str = ""


def party_values(party: Party) -> tuple[str | None, ...]:
    """The party's values in their order."""
    return (party.name, party.kind, party.country, party.id, party.text)


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides, each led by its first party. `apart` are fighters whose side no report tells.

    `directed` where one side does it to the other; else both do it.
    """

    first: tuple[Party, ...]
    second: tuple[Party, ...]
    apart: tuple[Party, ...] = ()
    directed: bool = True

    @property
    def kinds(self) -> tuple[Kind, Kind]:
        """The kinds of the two leading parties."""
        return (lead_kind(self.first), lead_kind(self.second))


def lead_kind(side: tuple[Party, ...]) -> Kind:
    """The kind of a side's leading party; None where there is none or it is unknown."""
    return side[0].kind if side else None


def find_sides(occurrence: Occurrence, book: Codebook) -> Sides:
    """Actors against targets; where there are only actors, the first against the second."""
    first = _led(party_of(a, book) for a in all_actors(occurrence))
    second = _led(party_of(a, book) for a in all_targets(occurrence))
    if second or len(first) < 2:
        return Sides(first, second)
    return Sides(first[:1], first[1:2], first[2:], directed=False)


def _led(side: Iterable[Party]) -> tuple[Party, ...]:
    # A party of a known kind leads; else the order of the reports stands.
    return tuple(sorted(side, key=lambda party: party.kind is None))


def party_of(actor: Actor, book: Codebook) -> Party:
    """The actor with its kind: that of its name in the codebook, else of its words in the report."""
    kind_of = kind_finder(book)
    kind = kind_of(actor.name) or kind_of(actor.span.text)
    return Party(actor.name, kind, actor.country, actor.id, actor.span.text)


def kind_finder(book: Codebook) -> Callable[[str], Kind]:
    """`book.actor_kind`, which remembers what it was asked: the same names come up by the thousand."""
    known = _finders.get(id(book))
    if known is None or known[0] is not book:
        if len(_finders) >= BOOKS:
            _finders.clear()
        known = _finders[id(book)] = (book, lru_cache(maxsize=NAMES)(book.actor_kind))
    return known[1]


# By the codebook's identity, as a codebook of mappings has no hash; it is held, so that none takes its place.
_finders: dict[int, tuple[Codebook, Callable[[str], Kind]]] = {}


def is_armed(party: Party) -> bool:
    """Whether the party is of a kind that fights."""
    return party.kind is not None and party.kind not in UNARMED


def dead_kind(who: str | None, book: Codebook) -> Kind:
    """The kind of actor that the dead called `who` were; None where the words do not tell ('people')."""
    if not who or who.casefold() in _of_unknown_status():
        return None
    return kind_finder(book)(who)


@lru_cache(maxsize=1)
def _of_unknown_status() -> frozenset[str]:
    text = files("dateline.publish").joinpath("data", "sides.yml").read_text("utf-8")
    return frozenset(yaml.safe_load(text)["of_unknown_status"])


def who_died(who: str | None, sides: Sides, book: Codebook) -> Literal["a", "b", "civilians", "unknown"]:
    """Which side the dead called `who` in a report belonged to; 'unknown' where the words do not tell."""
    kind = dead_kind(who, book)
    if kind in (CIVILIANS, "protesters"):
        return "civilians"
    if kind is None or kind in UNARMED:
        return "unknown"
    on_first = any(p.kind == kind for p in sides.first)
    on_second = any(p.kind == kind for p in sides.second)
    if on_first == on_second:
        return "unknown"
    return "a" if on_first else "b"
