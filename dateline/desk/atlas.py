"""The standing incidents held in memory, so that map, timeline and filters answer at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import RowMapping, and_, func, select

from dateline.store import SqlStore
from dateline.store.engine import reading
from dateline.store.folding import fold
from dateline.store.tables import event_places, events, incident_events, incidents

Picked = NDArray[np.intp]
NO_DAY = -1
MANY = 5000
"""So many incidents at once are drawn no finer than at zoom 6."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One incident: what the lists say of it and what it is found by.

    `first`/`last` are day numbers (`date.toordinal`), None where no telling gives one; `precision` is in km.
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
    words: str

    @property
    def day(self) -> str | None:
        """The first day, as people read it."""
        return date.fromordinal(self.first).isoformat() if self.first else None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which incidents: all conditions hold at once. `box` is west, south, east, north in WGS84 degrees."""

    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    country: str = ""
    words: str = ""
    contested: bool = False
    min_origins: int = 0
    min_confidence: float = 0.0
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Atlas:
    """The incidents, newest first (unknown days last), with columns to sift them by."""

    spots: tuple[Spot, ...]
    changed: str = ""

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """First days; NO_DAY where unknown."""
        return np.array([s.first or NO_DAY for s in self.spots], dtype=np.int64)

    @cached_property
    def last(self) -> NDArray[np.int64]:
        """Last days; NO_DAY where unknown."""
        return np.array([s.last or s.first or NO_DAY for s in self.spots], dtype=np.int64)

    @cached_property
    def lat(self) -> NDArray[np.float64]:
        """Latitudes; not a number where unknown."""
        return np.array([np.nan if s.lat is None else s.lat for s in self.spots], dtype=np.float64)

    @cached_property
    def lon(self) -> NDArray[np.float64]:
        """Longitudes; not a number where unknown."""
        return np.array([np.nan if s.lon is None else s.lon for s in self.spots], dtype=np.float64)

    @cached_property
    def _figures(self) -> NDArray[np.float64]:
        rows = [(s.origins, s.confidence, bool(s.contested)) for s in self.spots]
        return np.array(rows, dtype=np.float64).reshape(-1, 3)

    @cached_property
    def _names(self) -> tuple[NDArray[np.str_], NDArray[np.str_], NDArray[np.str_]]:
        columns = ("type", "status", "country")
        types, statuses, countries = (
            np.array([getattr(s, c) or "" for s in self.spots], dtype=str) for c in columns
        )
        return types, statuses, countries

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """Where each incident stands."""
        return {s.id: n for n, s in enumerate(self.spots)}

    def pick(self, asked: Asked) -> Picked:
        """The positions of the incidents asked for, newest first."""
        fits = np.ones(len(self.spots), dtype=bool)
        if not self.spots:
            return np.flatnonzero(fits)
        if asked.since:
            fits &= self.last >= asked.since.toordinal()
        if asked.until:
            fits &= (self.first <= asked.until.toordinal()) & (self.first != NO_DAY)
        types, statuses, countries = self._names
        for column, values in ((types, asked.types), (statuses, asked.statuses)):
            if values:
                fits &= np.isin(column, values)
        if asked.country:
            fits &= countries == asked.country.upper()
        fits &= self._figures[:, 0] >= asked.min_origins
        fits &= self._figures[:, 1] >= asked.min_confidence
        if asked.contested:
            fits &= self._figures[:, 2] > 0
        if asked.box:
            fits &= self._within(asked.box)
        return self._with_words(np.flatnonzero(fits), asked.words)

    def _within(self, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
        west, south, east, north = box
        across = (
            (self.lon >= west) | (self.lon <= east)
            if west > east
            else (self.lon >= west) & (self.lon <= east)
        )
        return across & (self.lat >= south) & (self.lat <= north)

    def _with_words(self, picked: Picked, words: str) -> Picked:
        wanted = fold(words).split()
        if not wanted:
            return picked
        fits = [all(w in self.spots[n].words for w in wanted) for n in picked]
        return picked[np.array(fits, dtype=bool)] if len(picked) else picked


def load_atlas(store: SqlStore, known: Atlas | None = None) -> Atlas:
    """The atlas of the record; `known` is the one before, of which only what changed since is read again."""
    since = known.changed if known else ""
    with reading(store.engine) as connection:
        newest = connection.execute(select(func.max(incidents.c.changed_at))).scalar() or ""
        if known and newest == since:
            return known
        query = select(incidents).where(incidents.c.changed_at >= since)
        rows = connection.execute(query).mappings().all()
        precisions = {id: km for id, km in connection.execute(_precisions(since))}  # noqa: C416
    spots = {spot.id: spot for spot in known.spots} if known else {}
    for row in rows:
        spots.pop(row["id"], None)
        if row["standing"]:
            spots[row["id"]] = _spot(row, precisions.get(row["id"]))
    return Atlas(tuple(sorted(spots.values(), key=_newest_first)), newest)


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


def _newest_first(spot: Spot) -> tuple[int, str]:
    return -(spot.first or 0), spot.id


def _spot(row: RowMapping, precision: float | None) -> Spot:
    record = json.loads(row["record"])
    best = record.get("best", {})
    known = row["latest"] is not None
    return Spot(
        **{name: row[name] for name in ("id", "type", "family", "status", "country", "lat", "lon")},
        **{name: row[name] for name in ("reports", "origins", "confidence")},
        first=row["day"].toordinal() if known else None,
        last=row["latest"].toordinal() if known else None,
        precision=precision,
        contested=tuple(record.get("contested", ())),
        place=(best.get("places") or {}).get("name", ""),
        actor=best.get("actors") or "",
        target=best.get("targets") or "",
        words=fold(" ".join(dict.fromkeys(_words(record)))),
    )


def _words(record: Mapping[str, Any]) -> Iterable[str]:
    for name, field in record.get("fields", {}).items():
        for said in field["values"]:
            value = said["value"]
            if name in ("actors", "targets"):
                yield str(value)
            elif name == "places":
                yield from (value["name"], *value["admin"])
            yield from said["by"]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents that lie close together on the map: where they lie in the mean, and their positions."""

    lat: float
    lon: float
    members: tuple[int, ...]


def cluster(atlas: Atlas, picked: Picked, zoom: int) -> list[Cluster]:
    """The located incidents of `picked` by squares of about 56 pixels at that zoom of a web map."""
    located = picked[~np.isnan(atlas.lat[picked])] if len(picked) else picked
    if not len(located):
        return []
    if len(located) > MANY:
        zoom = min(zoom, 6)
    side = 360.0 * 56 / (256 * 2**zoom)
    lat, lon = atlas.lat[located], atlas.lon[located]
    stretch = np.degrees(np.arcsinh(np.tan(np.radians(np.clip(lat, -85, 85)))))
    if zoom >= 11:
        side, stretch = 1e-5, lat
    columns, rows = (np.floor(degrees / side).astype(np.int64) for degrees in (lon, stretch))
    _, which = np.unique(columns * 2**32 + rows, return_inverse=True)
    order = np.argsort(which, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(which[order])) + 1)
    return [Cluster(float(lat[g].mean()), float(lon[g].mean()), tuple(located[g].tolist())) for g in groups]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, both inclusive, and how many incidents begin in it."""

    first: date
    last: date
    count: int


def histogram(atlas: Atlas, picked: Picked, *, most: int = 120) -> list[Bar]:
    """At most `most` bars of equal length over the days of `picked`; incidents of unknown day are in none."""
    days = atlas.first[picked] if len(picked) else np.array([], dtype=np.int64)
    days = days[days != NO_DAY]
    if not len(days):
        return []
    start, end = int(days.min()), int(days.max())
    width = -(-(end - start + 1) // most)
    counts = np.bincount((days - start) // width)
    return [_bar(start + n * width, width, int(count)) for n, count in enumerate(counts)]


def _bar(start: int, width: int, count: int) -> Bar:
    return Bar(date.fromordinal(start), date.fromordinal(min(start + width - 1, date.max.toordinal())), count)


def without_days(asked: Asked) -> Asked:
    """The same, over all days: what the timeline shows beside the days that are picked on it."""
    return replace(asked, since=None, until=None)


def spots_at(atlas: Atlas, positions: Sequence[int]) -> list[Spot]:
    """The incidents at these positions."""
    return [atlas.spots[n] for n in positions]
