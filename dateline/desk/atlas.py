"""The standing incidents held in memory, so that map, timeline and filters answer at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.desk.spots import Packed, Spot, folded
from dateline.desk.terms import Terms

Picked = NDArray[np.intp]
Flags = NDArray[np.bool_]
Degrees = NDArray[np.float64]
NO_DAY = -1


@dataclass(frozen=True, slots=True)
class Asked:
    """Which incidents: all conditions hold at once. `box` is west, south, east, north in WGS84 degrees.

    `area` names a saved area; `side` and `source` are parts of a name.
    """

    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    country: str = ""
    words: str = ""
    side: str = ""
    source: str = ""
    area: str = ""
    contested: bool = False
    min_origins: int = 0
    min_confidence: float = 0.0
    box: tuple[float, float, float, float] | None = None


COLUMNS: dict[str, Callable[[Spot], float]] = {
    "first": lambda s: s.first or NO_DAY,
    "last": lambda s: s.last or s.first or NO_DAY,
    "lat": lambda s: np.nan if s.lat is None else s.lat,
    "lon": lambda s: np.nan if s.lon is None else s.lon,
    "origins": lambda s: s.origins,
    "confidence": lambda s: s.confidence,
    "contested": lambda s: bool(s.contested),
    "unplaced": lambda s: s.unplaced,
}
TERMS: dict[str, Callable[[Spot], Sequence[str]]] = {
    "type": lambda s: (s.type,),
    "family": lambda s: (s.family,),
    "status": lambda s: (s.status,),
    "country": lambda s: (s.country or "",),
    "words": lambda s: s.words,
    "side": lambda s: [folded(name) for name in s.sides],
    "source": lambda s: [folded(name) for name in s.sources],
    "places": lambda s: s.places,
    "events": lambda s: s.events,
}


@dataclass(frozen=True)
class Atlas:
    """The incidents, newest first (unknown days last), with columns and terms to sift them by.

    `kept` holds what was worked out once about these very incidents: areas and squares of the map.
    """

    spots: Packed
    changed: str
    columns: Mapping[str, NDArray[np.float64]]
    terms: Mapping[str, Terms]
    kept: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, spots: Iterable[Spot], changed: str = "") -> Atlas:
        """An atlas of these incidents."""
        ordered = sorted(spots, key=_newest_first)
        return cls(Packed.of(ordered), changed, _columns(ordered), _terms(ordered, {}))

    def after(self, gone: frozenset[str], come: Sequence[Spot], changed: str) -> Atlas:
        """The atlas without the incidents `gone` and with those that `come`; the rest is left as it was."""
        come = sorted(come, key=_newest_first)
        ids, first = self.spots.ids, self.columns["first"]
        left = np.array([n for n, id in enumerate(ids) if id not in gone], dtype=np.intp)

        def key(n: np.intp) -> tuple[int, str]:
            return -max(0, int(first[n])), ids[int(n)]

        places = np.array([bisect_left(left, _newest_first(s), key=key) for s in come], dtype=int)
        added = np.arange(len(ids), len(ids) + len(come), dtype=np.intp)
        order = np.insert(left, places, added)
        fresh, known = _columns(come), {name: terms.known for name, terms in self.terms.items()}
        columns = {n: np.concatenate([c, fresh[n]])[order] for n, c in self.columns.items()}
        terms = {n: self.terms[n].followed_by(t).take(order) for n, t in _terms(come, known).items()}
        spots = self.spots.followed_by(Packed.of(come)).take(order)
        return Atlas(spots, changed, columns, terms)

    def pick(self, asked: Asked, area: Flags | None = None) -> Picked:
        """The positions of the incidents asked for, newest first; `area` says which lie in the saved area."""
        fits = np.ones(len(self.spots), dtype=bool) if area is None else area.copy()
        columns = self.columns
        if asked.since:
            fits &= columns["last"] >= asked.since.toordinal()
        if asked.until:
            fits &= (columns["first"] <= asked.until.toordinal()) & (columns["first"] != NO_DAY)
        for name, values in (("type", asked.types), ("status", asked.statuses)):
            if values:
                fits &= self.terms[name].having(values)
        if asked.country:
            fits &= self.terms["country"].having([asked.country.upper()])
        if asked.min_origins:
            fits &= columns["origins"] >= asked.min_origins
        if asked.min_confidence:
            fits &= columns["confidence"] >= asked.min_confidence
        if asked.contested:
            fits &= columns["contested"] > 0
        if asked.box:
            fits &= self._within(asked.box)
        for name, words in (("words", asked.words), ("side", asked.side), ("source", asked.source)):
            for word in folded(words).split():
                fits &= self.terms[name].holding(word)
        return np.flatnonzero(fits)

    def _within(self, box: tuple[float, float, float, float]) -> Flags:
        west, south, east, north = box
        lat, lon = self.columns["lat"], self.columns["lon"]
        across = (lon >= west) | (lon <= east) if west > east else (lon >= west) & (lon <= east)
        return across & (lat >= south) & (lat <= north)


def _columns(spots: Sequence[Spot]) -> dict[str, NDArray[np.float64]]:
    return {name: np.array([get(s) for s in spots], dtype=np.float64) for name, get in COLUMNS.items()}


def _terms(spots: Sequence[Spot], known: Mapping[str, dict[str, int]]) -> dict[str, Terms]:
    return {name: Terms.of((get(s) for s in spots), known.get(name)) for name, get in TERMS.items()}


def _newest_first(spot: Spot) -> tuple[int, str]:
    return -(spot.first or 0), spot.id


def without_days(asked: Asked) -> Asked:
    """The same, over all days: what the timeline shows beside the days that are picked on it."""
    return replace(asked, since=None, until=None)


def spots_at(atlas: Atlas, positions: Iterable[int]) -> list[Spot]:
    """The incidents at these positions."""
    return [atlas.spots[int(n)] for n in positions]
