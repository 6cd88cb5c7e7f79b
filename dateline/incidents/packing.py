"""A comparison record as compact JSON, for the index of a record that grows, and back."""

from __future__ import annotations

import json
from typing import Any

from dateline.incidents.record import (
    LinkActor,
    LinkEvent,
    LinkPlace,
    LinkReport,
    LinkSource,
    LinkToll,
)
from dateline.model.incident import EventKey


def pack_report(report: LinkReport) -> str:
    """The report as JSON."""
    sets = (sorted(report.words), sorted(report.prints), sorted(report.credits))
    return json.dumps([report.published, report.outlet, report.title, *sets, report.norm], ensure_ascii=False)


def unpack_report(id: str, text: str) -> LinkReport:
    """The report that `pack_report` wrote."""
    published, outlet, title, words, prints, credited, norm = json.loads(text)
    return LinkReport(
        id, published, outlet, title, frozenset(words), frozenset(prints), frozenset(credited), norm
    )


def pack_event(event: LinkEvent) -> str:
    """The event as JSON, without its report."""
    row: list[Any] = [
        event.type,
        event.family,
        event.status,
        event.first,
        event.last,
        [_actor(a) for a in event.actors],
        [_actor(a) for a in event.targets],
        [
            [p.key, p.name, p.level, p.lat, p.lon, p.precision, sorted(p.admin), p.country]
            for p in event.places
        ],
        [[t.effect, t.low, t.high, t.who] for t in event.toll],
        [[[s.name, s.kind] for s in chain] for chain in event.chains],
        sorted(event.trigger),
        sorted(event.words),
        sorted(event.runs),
        event.norm,
        event.alike,
        event.quote,
    ]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def unpack_event(key: EventKey, report: LinkReport, text: str) -> LinkEvent:
    """The event that `pack_event` wrote."""
    (
        type_,
        family,
        status,
        first,
        last,
        actors,
        targets,
        places,
        toll,
        chains,
        trigger,
        words,
        runs,
        norm,
        alike,
        quote,
    ) = json.loads(text)
    return LinkEvent(
        key=key,
        report=report,
        type=type_,
        family=family,
        status=status,
        first=first,
        last=last,
        actors=tuple(_read_actor(a) for a in actors),
        targets=tuple(_read_actor(a) for a in targets),
        places=tuple(_read_place(p) for p in places),
        toll=tuple(LinkToll(*t) for t in toll),
        chains=tuple(tuple(LinkSource(*s) for s in chain) for chain in chains),
        trigger=frozenset(trigger),
        words=frozenset(words),
        runs=frozenset(runs),
        norm=norm,
        alike=alike,
        quote=quote,
    )


def _actor(actor: LinkActor) -> list[Any]:
    return [actor.key, actor.name, sorted(actor.own), sorted(actor.all), actor.country]


def _read_actor(row: list[Any]) -> LinkActor:
    return LinkActor(row[0], row[1], frozenset(row[2]), frozenset(row[3]), row[4])


def _read_place(row: list[Any]) -> LinkPlace:
    key, name, level, lat, lon, precision, admin, country = row
    return LinkPlace(key, name, level, lat, lon, precision, frozenset(admin), country)
