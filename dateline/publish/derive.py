"""One value out of several tellings, by rules that can be said in a sentence each.

Nothing is averaged and nothing filled in: a value is one that some telling gives, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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


NOTHING = Range(None, None)


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
    return _once([p for e in occurrence.events for p in e.places], _place_key)


def _place_key(place: PlaceRef) -> str:
    return place.id or place.name


def best_place(occurrence: Occurrence) -> PlaceRef | None:
    """The most specific place with coordinates, else the most specific; of equals the most precise."""
    return min(all_places(occurrence), key=place_rank, default=None)


def place_rank(place: PlaceRef) -> tuple[bool, int, float]:
    """Sorts places by how well they locate an event, best first."""
    precision = place.precision if place.precision is not None else 1e9
    return (place.lat is None, LEVELS.index(place.level), precision)


def all_actors(occurrence: Occurrence) -> tuple[Actor, ...]:
    """Everyone who did it, once."""
    return _once([a for e in occurrence.events for a in e.actors], actor_key)


def all_targets(occurrence: Occurrence) -> tuple[Actor, ...]:
    """Everyone it was done to, once."""
    return _once([a for e in occurrence.events for a in e.targets], actor_key)


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
    return toll_ranges(occurrence).get(effect)


def toll_ranges(occurrence: Occurrence) -> dict[str, Range]:
    """What `toll_range` gives, for every effect that is said."""
    found: dict[str, Range] = {}
    for event in occurrence.events:
        for effect, said in _said(event.toll).items():
            before = found.get(effect)
            found[effect] = _joined(before, said) if before else said
    return found


def _said(toll: Iterable[Toll]) -> dict[str, Range]:
    said: dict[str, Range] = {}
    for entry in toll:
        before = said.get(entry.effect, NOTHING)
        ends = (_known(max, before.low, entry.low), _known(max, before.high, entry.high))
        said[entry.effect] = Range(*ends)
    return said


def _joined(one: Range, other: Range) -> Range:
    return Range(_known(min, one.low, other.low), _known(max, one.high, other.high))


def _known(choose: Callable[[int, int], int], one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return choose(one, other)


def _once(values: Sequence[T], key: Callable[[T], str]) -> tuple[T, ...]:
    if len(values) < 2:
        return tuple(values)
    first: dict[str, T] = {}
    for value in values:
        first.setdefault(key(value), value)
    return tuple(first.values())
