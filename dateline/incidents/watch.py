"""News of an area: its incidents by day, type and side, alleged breaches, and the change against weeks
before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from dateline.incidents.areas import WatchedArea, follows, locate
from dateline.incidents.features.kind import groups
from dateline.incidents.features.sides import match
from dateline.incidents.names import read_actor

WEEKS = 4
"""How many weeks before the last seven days the change is told against."""

WORDS_ONLY = frozenset({"dealings", "speech"})
"""Kinds of incidents that are words or dealings and breach nothing."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sighting:
    """An incident in or near an area. `breach` names the bound parties that are said to have done it."""

    record: Json
    where: Literal["within", "near"]
    first: date | None
    last: date | None
    breach: tuple[str, ...] = ()
    alleged_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What an area saw: the day's incidents, counts of the seven days up to it, and the weekly mean
    before."""

    area: WatchedArea
    day: date
    today: tuple[Sighting, ...]
    undated: tuple[Sighting, ...]
    by_day: Mapping[str, int]
    by_type: Mapping[str, int]
    by_side: Mapping[str, int]
    this_week: int
    weekly_mean_before: float


def sightings(area: WatchedArea, records: Iterable[Json]) -> Iterator[Sighting]:
    """The incidents in or near the area while it is valid; plans, threats and what was denied are not
    events."""
    for record in records:
        where = "within" if follows(area, _sides(record)) else locate(area, _places(record))
        if where and record["best"]["status"] == "happened":
            first, last = days_of(record)
            if area.valid_on(first) or (last != first and area.valid_on(last)):
                deed = groups().get(record["best"]["type"]) not in WORDS_ONLY
                breach, by = _breach(area, record) if deed and where == "within" else ((), ())
                yield Sighting(record, where, first, last, breach, by)


def _places(record: Json) -> list[Json]:
    return [said["value"] for said in record["fields"].get("places", {}).get("values", ())]


def _sides(record: Json) -> list[str]:
    return [
        s["value"] for side in ("actors", "targets") for s in record["fields"].get(side, {}).get("values", ())
    ]


def days_of(record: Json) -> tuple[date | None, date | None]:
    """The days of an incident's best date; an open end counts as the other end."""
    when = record["best"].get("date") or {}
    ends = [date.fromisoformat(d) if d else None for d in (when.get("from"), when.get("to"))]
    return ends[0] or ends[1], ends[1] or ends[0]


def _breach(area: WatchedArea, record: Json) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which bound parties are said to have done it, and who says so."""
    parties = [read_actor({"name": name}) for name in area.parties]
    found: dict[str, None] = {}
    by: dict[str, None] = {}
    for said in record["fields"].get("actors", {}).get("values", ()):
        doer = read_actor({"name": said["value"]})
        for party in parties:
            if match(doer, party) in ("same", "alike"):
                found[party.name] = None
                by.update(dict.fromkeys(said["by"]))
    return tuple(found), tuple(by)


def tell_news(area: WatchedArea, seen: Iterable[Sighting], day: date) -> News:
    """The news of `day`: what covers it, the seven days up to it, and the weekly mean of the weeks before."""
    seen = tuple(seen)
    week = [s for s in seen if _overlaps(s, day - timedelta(6), day)]
    before = [s for s in seen if _overlaps(s, day - timedelta(6 + 7 * WEEKS), day - timedelta(7))]
    today = tuple(s for s in seen if _overlaps(s, day, day))
    return News(
        area=area,
        day=day,
        today=today,
        undated=tuple(s for s in seen if s.first is None),
        by_day=dict(sorted(Counter(str(s.first) for s in week).items())),
        by_type=_counts(s.record["best"]["type"] for s in week),
        by_side=_counts(a for s in week for a in _doers(s.record)),
        this_week=len(week),
        weekly_mean_before=round(len(before) / WEEKS, 2),
    )


def _doers(record: Json) -> list[str]:
    return sorted({said["value"] for said in record["fields"].get("actors", {}).get("values", ())})


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _overlaps(sighting: Sighting, first: date, last: date) -> bool:
    if sighting.first is None or sighting.last is None:
        return False
    return sighting.first <= last and first <= sighting.last
