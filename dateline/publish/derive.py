"""One value out of several tellings, by rules that can be said in a sentence each.

Nothing is averaged and nothing filled in: a value is one that some telling gives, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dateline.model import LEVELS, Actor, PlaceRef, Toll, When
from dateline.publish.record import Occurrence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Range:
    """How many people, over all tellings: `low` and `high` None where no telling gives that end."""

    low: int | None
    high: int | None


def best_date(occurrence: Occurrence) -> When | None:
    """The narrowest date that a telling fixes at both ends, else one fixed at one end, else None."""
    dates = [e.date for e in occurrence.events if e.date and (e.date.first or e.date.last)]
    return min(dates, key=_width, default=None)


def _width(when: When) -> tuple[int, date]:
    first, last = when.first, when.last
    known = first or last or date.min
    return ((last - first).days if first and last else 10**6, known)


def date_bounds(when: When | None) -> tuple[date | None, date | None]:
    """The first and the last day, in order, each None where open."""
    return (when.first, when.last) if when else (None, None)


def all_places(occurrence: Occurrence) -> tuple[PlaceRef, ...]:
    """Every place, once, the most specific of each telling first."""
    return tuple(_once((p for e in occurrence.events for p in e.places), lambda p: p.id or p.name))


def best_place(occurrence: Occurrence) -> PlaceRef | None:
    """The most specific place with coordinates, else the most specific; of equals the most precise."""
    return min(all_places(occurrence), key=place_rank, default=None)


def place_rank(place: PlaceRef) -> tuple[bool, int, float]:
    """Sorts places by how well they locate an event, best first."""
    precision = place.precision if place.precision is not None else 1e9
    return (place.lat is None, LEVELS.index(place.level), precision)


def all_actors(occurrence: Occurrence) -> tuple[Actor, ...]:
    """Everyone who did it, once."""
    return tuple(_once((a for e in occurrence.events for a in e.actors), actor_key))


def all_targets(occurrence: Occurrence) -> tuple[Actor, ...]:
    """Everyone it was done to, once."""
    return tuple(_once((a for e in occurrence.events for a in e.targets), actor_key))


def actor_key(actor: Actor) -> str:
    """What makes two actors the same: the codebook's id, else the name without case."""
    return actor.id or actor.name.casefold()


def all_weapons(occurrence: Occurrence) -> tuple[str, ...]:
    """The names of everything it was done with, once."""
    return tuple(dict.fromkeys(w.name for e in occurrence.events for w in e.weapons))


def all_sources(occurrence: Occurrence) -> tuple[str, ...]:
    """Who publishes it and who is quoted, as 'outlet' or 'outlet: A > B', once each."""
    return tuple(dict.fromkeys(_sources(occurrence)))


def _sources(occurrence: Occurrence) -> Iterator[str]:
    for telling in occurrence.tellings:
        outlet = telling.report.outlet or telling.report.id
        chains = [" > ".join(link.name for link in chain) for chain in telling.event.chains if chain]
        yield from (f"{outlet}: {chain}" for chain in chains)
        if not chains:
            yield outlet


def toll_range(occurrence: Occurrence, effect: str) -> Range | None:
    """The span of what the tellings say for `effect`: the lowest low to the highest high; None where unsaid.

    Within one telling the largest figure stands: the others are parts of it ('12, among them 3 children').
    """
    ranges = [r for r in (_said(e.toll, effect) for e in occurrence.events) if r]
    if not ranges:
        return None
    lows = [r.low for r in ranges if r.low is not None]
    highs = [r.high for r in ranges if r.high is not None]
    return Range(min(lows, default=None), max(highs, default=None))


def _said(toll: Iterable[Toll], effect: str) -> Range | None:
    entries = [t for t in toll if t.effect == effect]
    lows = [t.low for t in entries if t.low is not None]
    highs = [t.high for t in entries if t.high is not None]
    return Range(max(lows, default=None), max(highs, default=None)) if entries else None


def _once(values: Iterable[T], key: Callable[[T], str]) -> Iterator[T]:
    seen: set[str] = set()
    for value in values:
        if key(value) not in seen:
            seen.add(key(value))
            yield value
