"""The standing incidents held in memory, so that map, timeline and filters answer at once."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import RowMapping, and_, func, select

from dateline.desk.terms import Terms
from dateline.store import SqlStore
from dateline.store.engine import reading
from dateline.store.folding import fold
from dateline.store.tables import event_places, events, incident_events, incidents, reports

Picked = NDArray[np.intp]
Flags = NDArray[np.bool_]
Degrees = NDArray[np.float64]
NO_DAY = -1
BATCH = 2000
folded = lru_cache(maxsize=200_000)(fold)


@dataclass(frozen=True, slots=True)
class Spot:
    """One incident: what the lists say of it and what it is found by.

    `first`/`last` are day numbers (`date.toordinal`), None where no telling gives one; `precision` is in km.
    `sides` and `sources` are names, `areas` folded names of its places and what encloses them, `words` folded
    words. `unplaced`: a place is named, and none of them is located. `events` are written REPORT/EVENT.
    """

    id: str
    type: str
    family: str
    status: str
    first: int | None
    last: int | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: float | None
    reports: int
    origins: int
    confidence: float
    contested: tuple[str, ...]
    place: str
    actor: str
    target: str
    words: tuple[str, ...]
    sides: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    unplaced: bool = False
    events: tuple[str, ...] = ()

    @property
    def day(self) -> str | None:
        """The first day, as people read it."""
        return date.fromordinal(self.first).isoformat() if self.first else None


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
    "areas": lambda s: s.areas,
    "events": lambda s: s.events,
}


@dataclass(frozen=True)
class Atlas:
    """The incidents, newest first (unknown days last), with columns and terms to sift them by.

    `kept` holds what was worked out once about these very incidents: areas and squares of the map.
    """

    spots: tuple[Spot, ...]
    changed: str
    columns: Mapping[str, NDArray[np.float64]]
    terms: Mapping[str, Terms]
    kept: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, spots: Iterable[Spot], changed: str = "") -> Atlas:
        """An atlas of these incidents."""
        ordered = tuple(sorted(spots, key=_newest_first))
        return cls(ordered, changed, _columns(ordered), _terms(ordered, {}))

    def after(self, gone: frozenset[str], come: Sequence[Spot], changed: str) -> Atlas:
        """The atlas without the incidents `gone` and with those that `come`; the rest is left as it was."""
        come = sorted(come, key=_newest_first)
        left = np.array([n for n, s in enumerate(self.spots) if s.id not in gone], dtype=np.intp)
        spots = [self.spots[n] for n in left]
        places = np.array([bisect_left(spots, _newest_first(s), key=_newest_first) for s in come], dtype=int)
        added = np.arange(len(self.spots), len(self.spots) + len(come), dtype=np.intp)
        order = np.insert(left, places, added)
        everything = (*self.spots, *come)
        fresh, known = _columns(come), {name: terms.known for name, terms in self.terms.items()}
        columns = {n: np.concatenate([c, fresh[n]])[order] for n, c in self.columns.items()}
        terms = {n: self.terms[n].followed_by(t).take(order) for n, t in _terms(come, known).items()}
        return Atlas(tuple(everything[n] for n in order), changed, columns, terms)

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


def load_atlas(
    store: SqlStore, known: Atlas | None = None, *, seen: Callable[[Spot], Spot] | None = None
) -> Atlas:
    """The atlas of the record; `known` is the one before, of which only what changed since is read again.

    `seen` makes of each incident what those see who use this atlas.
    """
    since = known.changed if known else ""
    with reading(store.engine) as connection:
        newest = connection.execute(select(func.max(incidents.c.changed_at))).scalar() or ""
        if known and newest == since:
            return known
        precisions = {id: km for id, km in connection.execute(_precisions(since))}  # noqa: C416
        outlets: dict[str, list[str]] = defaultdict(list)
        for id, outlet in connection.execute(_outlets(since)):
            outlets[id].append(outlet)
        query = select(incidents).where(incidents.c.changed_at >= since)
        rows = connection.execution_options(yield_per=BATCH).execute(query).mappings()
        read = [
            (row["id"], _spot(row, precisions, outlets.get(row["id"], [])) if row["standing"] else None)
            for row in rows
        ]
    come = [seen(spot) if seen else spot for _, spot in read if spot]
    if known is None:
        return Atlas.of(come, newest)
    return known.after(frozenset(id for id, _ in read), come, newest)


def _precisions(since: str) -> Any:
    member = and_(
        events.c.current,
        events.c.report_id == incident_events.c.report_id,
        events.c.id == incident_events.c.event_id,
    )
    same_point = and_(event_places.c.lat == incidents.c.lat, event_places.c.lon == incidents.c.lon)
    return (
        select(incidents.c.id, func.max(event_places.c.precision))
        .join(incident_events, incident_events.c.incident == incidents.c.id)
        .join(events, member)
        .join(event_places, and_(event_places.c.event == events.c.pk, same_point))
        .where(incidents.c.changed_at >= since, incidents.c.standing)
        .group_by(incidents.c.id)
    )


def _outlets(since: str) -> Any:
    return (
        select(incidents.c.id, reports.c.outlet)
        .join(incident_events, incident_events.c.incident == incidents.c.id)
        .join(reports, reports.c.id == incident_events.c.report_id)
        .where(incidents.c.changed_at >= since, incidents.c.standing, reports.c.outlet.is_not(None))
        .order_by(incidents.c.id, reports.c.outlet)
        .distinct()
    )


def _spot(row: RowMapping, precisions: Mapping[str, float | None], outlets: Sequence[str]) -> Spot:
    record = json.loads(row["record"])
    best, fields = record.get("best", {}), record.get("fields", {})
    known = row["latest"] is not None
    sides = [str(said["value"]) for name in ("actors", "targets") for said in _values(fields, name)]
    places = [said["value"] for said in _values(fields, "places")]
    quoted = [who for name in fields for said in _values(fields, name) for who in said["by"]]
    sources = [*outlets, *quoted]
    areas = [name for place in places for name in (place["name"], *place["admin"])]
    named = dict.fromkeys([*sides, *areas, *sources])
    return Spot(
        **{name: row[name] for name in ("id", "type", "family", "status", "country", "lat", "lon")},
        **{name: row[name] for name in ("reports", "origins", "confidence")},
        first=row["day"].toordinal() if known else None,
        last=row["latest"].toordinal() if known else None,
        precision=precisions.get(row["id"]),
        contested=tuple(record.get("contested", ())),
        place=(best.get("places") or {}).get("name", ""),
        actor=best.get("actors") or "",
        target=best.get("targets") or "",
        words=tuple(dict.fromkeys(word for name in named for word in folded(name).split())),
        sides=tuple(dict.fromkeys(sides)),
        sources=tuple(dict.fromkeys(sources)),
        areas=tuple(dict.fromkeys(folded(name) for name in areas)),
        unplaced=bool(places) and all(place["lat"] is None for place in places),
        events=tuple(f"{report}/{event}" for report, event in record.get("events", ())),
    )


def _values(fields: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    yield from fields.get(name, {}).get("values", ())


def without_days(asked: Asked) -> Asked:
    """The same, over all days: what the timeline shows beside the days that are picked on it."""
    return replace(asked, since=None, until=None)


def spots_at(atlas: Atlas, positions: Iterable[int]) -> list[Spot]:
    """The incidents at these positions."""
    return [atlas.spots[int(n)] for n in positions]
