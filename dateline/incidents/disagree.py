"""What an incident's tellings agree on and what they contest: every value with who says it, none erased."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Literal

from dateline.incidents.features.place import DEFAULT_PRECISION
from dateline.incidents.features.place import compare as compare_places
from dateline.incidents.features.sides import match
from dateline.incidents.features.time import bounds
from dateline.incidents.features.toll import figure
from dateline.incidents.origins import Origin, sayers
from dateline.incidents.record import LinkEvent
from dateline.model.incident import EventKey

Rule = Literal["lowest", "most_origins", "latest", "most_precise"]
RULES: tuple[Rule, ...] = ("lowest", "most_origins", "latest", "most_precise")


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a field, the tellings that give it, who says it, and how many independent origins that is.

    `value` is plain JSON; `size` orders values for the rule 'lowest', `width` for 'most_precise'.
    """

    value: Any
    events: tuple[EventKey, ...]
    by: tuple[str, ...]
    origins: int
    latest: int
    size: float = 0.0
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an incident: all its values, most independent origins first. Contested where they differ.

    `against` is what those say who deny the incident as a whole: shown beside, and never a best value.
    """

    name: str
    values: tuple[Said, ...]
    contested: bool
    against: tuple[Said, ...] = ()

    def best(self, rule: Rule) -> Said | None:
        """The value that `rule` picks; None where nobody gives one.

        'lowest': the smallest figure or earliest day; 'most_origins': what most independent origins say;
        'latest': what the latest report says; 'most_precise': the narrowest. Ties go to more origins, then to
        the order of the values.
        """
        keys: dict[Rule, Callable[[Said], tuple[float, ...]]] = {
            "lowest": lambda s: (s.size, -s.origins),
            "most_origins": lambda s: (-s.origins, -len(s.events)),
            "latest": lambda s: (-s.latest, -s.origins),
            "most_precise": lambda s: (s.width, -s.origins),
        }
        return min(self.values, key=keys[rule], default=None)


def find_fields(
    events: Sequence[LinkEvent], origins: Sequence[Origin], deniers: Sequence[LinkEvent] = ()
) -> tuple[Field, ...]:
    """Every field that at least one telling gives a value for; `deniers` are tellings that deny it all."""
    origin_of = {key: n for n, origin in enumerate(origins) for key in origin.events}
    gather = _Gather(events, origin_of)
    fields = [
        gather.field("type", lambda e: [(e.type, e.type, 0, 0)]),
        _with_denials(gather.field("status", _statuses, differ=_statuses_differ), deniers),
        gather.field("date", _dates, differ=_dates_differ),
        gather.field(
            "places", lambda e: [(p.key, _place(p), 0, _width(p)) for p in e.places], differ=_places_differ
        ),
        gather.field("actors", lambda e: [(a.key, a.name, 0, 0) for a in e.actors], differ=_sides_differ),
        gather.field("targets", lambda e: [(a.key, a.name, 0, 0) for a in e.targets], differ=_sides_differ),
        *(
            gather.field(f"toll.{effect}", partial(_tolls, effect=effect), differ=_tolls_differ)
            for effect in sorted({t.effect for e in events for t in e.toll})
        ),
    ]
    return tuple(f for f in fields if f.values)


Value = tuple[Hashable, Any, float, float]


def _statuses(event: LinkEvent) -> list[Value]:
    return [(event.status, event.status, 0, 0)]


def _with_denials(status: Field, deniers: Sequence[LinkEvent]) -> Field:
    if not deniers:
        return status
    denied = _Gather(deniers, {e.key: n for n, e in enumerate(deniers)}).field("status", _statuses)
    return replace(status, contested=True, against=denied.values)


class _Gather:
    """Collects a field's values over the tellings."""

    def __init__(self, events: Sequence[LinkEvent], origin_of: dict[EventKey, int]) -> None:
        self._events = events
        self._origin_of = origin_of

    def field(
        self,
        name: str,
        read: Callable[[LinkEvent], Iterable[Value]],
        *,
        differ: Callable[[Sequence[LinkEvent], Sequence[Said]], bool] | None = None,
    ) -> Field:
        found: dict[Hashable, tuple[Value, list[LinkEvent]]] = {}
        for event in self._events:
            for value in read(event):
                found.setdefault(value[0], (value, []))[1].append(event)
        values = sorted((self._said(v, e) for v, e in found.values()), key=_rank)
        contested = differ(self._events, values) if differ else len(values) > 1
        return Field(name, tuple(values), contested)

    def _said(self, value: Value, events: Sequence[LinkEvent]) -> Said:
        return Said(
            value=value[1],
            events=tuple(e.key for e in events),
            by=tuple(dict.fromkeys(who for e in events for who in sayers(e))),
            origins=len({self._origin_of[e.key] for e in events}),
            latest=max(e.report.published or 0 for e in events),
            size=value[2],
            width=value[3],
        )


def _rank(said: Said) -> tuple[int, int, str]:
    return -said.origins, -len(said.events), repr(said.value)


def _dates(event: LinkEvent) -> Iterator[Value]:
    days = bounds(event)
    if days:
        first, last = event.first, event.last
        value = {"from": _iso(first), "to": _iso(last)}
        yield (first, last), value, days[0], days[1] - days[0]


def _iso(day: int | None) -> str | None:
    return date.fromordinal(day).isoformat() if day is not None else None


def _place(place: Any) -> Any:
    where = {"lat": place.lat, "lon": place.lon, "admin": sorted(place.admin), "country": place.country}
    return {"name": place.name, "level": place.level, **where}


def _width(place: Any) -> float:
    return float(DEFAULT_PRECISION.get(place.level, 25.0) if place.precision is None else place.precision)


def _tolls(event: LinkEvent, effect: str) -> Iterator[Value]:
    for toll in event.toll:
        if toll.effect == effect:
            floor = toll.low if toll.low is not None else 0
            width = (toll.high if toll.high is not None else floor * 2 + 10) - floor
            value = {"low": toll.low, "high": toll.high, "who": toll.who, "words": figure(toll)}
            yield (toll.low, toll.high, toll.who), value, float(toll.low or toll.high or 0), float(width)


def _tolls_differ(events: Sequence[LinkEvent], values: Sequence[Said]) -> bool:
    """Two figures of different tellings, for the same people, that cannot both be true."""
    for i, x in enumerate(values):
        for y in values[i + 1 :]:
            apart = set(x.events).isdisjoint(y.events) and x.value["who"] == y.value["who"]
            if apart and (_above(x.value, y.value) or _above(y.value, x.value)):
                return True
    return False


def _above(x: Any, y: Any) -> bool:
    return x["low"] is not None and y["high"] is not None and x["low"] > y["high"]


def _dates_differ(events: Sequence[LinkEvent], values: Sequence[Said]) -> bool:
    days = [d for e in events if (d := bounds(e))]
    return bool(days) and max(d[0] for d in days) > min(d[1] for d in days)


def _places_differ(events: Sequence[LinkEvent], values: Sequence[Said]) -> bool:
    """Two tellings whose places cannot be one, nor one within the other."""
    placed = [e for e in events if e.places]
    return any(
        compare_places(a, b) in ("other", "apart") for i, a in enumerate(placed) for b in placed[i + 1 :]
    )


def _statuses_differ(events: Sequence[LinkEvent], values: Sequence[Said]) -> bool:
    statuses = {s.value for s in values}
    return "denied" in statuses and len(statuses) > 1 or {"happened", "feared"} <= statuses


def _sides_differ(events: Sequence[LinkEvent], values: Sequence[Said]) -> bool:
    """Two tellings that name sides and share none: 'different' in the comparison of their names."""
    keys = {key for said in values for key in said.events}
    tellings = [e for e in events if e.key in keys]
    for i, a in enumerate(tellings):
        for b in tellings[i + 1 :]:
            ours = [x for x in (*a.actors, *a.targets) if x.own]
            theirs = [y for y in (*b.actors, *b.targets) if y.own]
            if ours and theirs and all(match(x, y) == "none" for x in ours for y in theirs):
                return True
    return False


def toll_range(field: Field) -> tuple[int | None, int | None]:
    """The range over all figures of a toll field: the lowest and the highest that anybody gives."""
    lows = [v for s in field.values for v in (s.value["low"], s.value["high"]) if v is not None]
    open_top = any(s.value["high"] is None for s in field.values)
    return (min(lows, default=None), None if open_top else max(lows, default=None))
