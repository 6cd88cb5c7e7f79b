"""A record of synthetic incidents, written in bulk: as many tellings, places and words as a real one has."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, insert

from dateline.incidents.keep import to_row
from dateline.incidents.read_events import link_events
from dateline.model import Actor, CodedReport, Event, PlaceRef, Report, ReportHead, SourceLink, Span, When
from dateline.model.incident import EventKey, Incident
from dateline.store import SqlStore
from dateline.store.engine import writing
from dateline.store.incidents import _to_row as incident_row
from dateline.store.rows import (
    actor_rows,
    digest_coding,
    dump_unread,
    event_to_row,
    place_rows,
    report_to_row,
    source_rows,
)
from dateline.store.tables import (
    codings,
    event_actors,
    event_places,
    event_sources,
    events,
    incident_events,
    incident_versions,
    incidents,
    originals,
    reports,
)

TYPES = [("shelling", "remote"), ("air_strike", "remote"), ("armed_clash", "battle"), ("arrest", "custody"),
         ("protest", "unrest"), ("abduction", "civilian_harm")]  # fmt: skip
TOWNS = 5000
PER_REPORT = 5
SAID = "Rebels shelled the town of {town} on Monday, {source} said. "
NOW = "2026-01-01T00:00:00.000000+00:00"
BATCH = 2000
FIRST = "r0000"


def make_report(number: int, told: list[tuple[int, int]]) -> tuple[Report, CodedReport]:
    """A report of one event for each (town, day) that is told."""
    lines = [SAID.format(town=f"Town {town}", source=f"Source {town % 300}") for town, _ in told]
    text = "".join(lines) + "Nothing else was known on that evening. " * 20
    day = date(2015, 1, 1) + timedelta(told[0][1])
    report = Report.of(text, id=f"r{number:07}", published=day, outlet=f"Outlet {number % 40}")
    starts = [sum(map(len, lines[:n])) for n in range(len(lines))]
    made = tuple(make_event(report, n, start, *told[n]) for n, start in enumerate(starts))
    return report, CodedReport(ReportHead.of(report), made, (), "conflict@1", "dateline@1")


def make_event(report: Report, n: int, start: int, town: int, day: int) -> Event:
    """The event in the sentence that starts there."""

    def span(words: str) -> Span:
        at = report.text.index(words, start)
        return Span.of(report.text, at, at + len(words))

    type, family = TYPES[(town * 7 + day) % len(TYPES)]
    lat, lon = 20 + (town * 37 % 1900) / 100, 20 + (town * 91 % 2900) / 100
    name, on = f"Town {town}", date(2015, 1, 1) + timedelta(day)
    return Event(
        id=f"{report.id}{n:02}",
        type=type,
        family=family,
        status="happened",
        confidence=((town * 31 + day * 17 + n) % 1000) / 1000,
        mentions=(span("shelled"),),
        actors=(Actor(span("Rebels"), f"Group {town % 50}"),),
        places=(PlaceRef(span(name), name, "settlement", f"g{town}", lat, lon, 1.0, country="SY"),),
        date=When(span("on Monday"), on, on, "day", ""),
        chains=((SourceLink(span(f"Source {town % 300}"), f"Source {town % 300}", "official"),),),
    )


def fill(store: SqlStore, count: int) -> None:
    """Writes `count` incidents, each told by two reports, without linking them: the load is on reading.

    BATCH are made, and written again and again under other ids.
    """
    luck = random.Random(1)
    told = [
        (min(int(luck.paretovariate(0.8)), TOWNS), luck.randrange(3000)) for _ in range(min(count, BATCH))
    ]
    groups = [told[n : n + PER_REPORT] for n in range(0, len(told), PER_REPORT)]
    made = [make_report(n, group) for n, group in enumerate(g for g in groups for _ in (0, 1))]
    rows = dict(_rows(made))
    for n in range(-(-count // BATCH)):
        with writing(store.engine) as connection:
            for table, batch in rows.items():
                connection.execute(insert(table), [_renamed(row, n, len(made)) for row in batch])
    store.tune()


def _renamed(row: dict[str, Any], n: int, reports_each: int) -> dict[str, Any]:
    """The row with the ids and keys of the n-th batch."""
    new, now = f"r{n:04}", NOW.replace(".000000", f".{n:06}")
    keys = {"seq": reports_each, "report": reports_each, "coding": reports_each}
    keys |= {"pk": (reports_each + 1) * PER_REPORT, "event": (reports_each + 1) * PER_REPORT}
    keys |= {"id": reports_each}
    return {
        name: value.replace(FIRST, new).replace(NOW, now)
        if isinstance(value, str)
        else value + n * keys[name]
        if name in keys and isinstance(value, int)
        else value
        for name, value in row.items()
    }


def _rows(made: list[tuple[Report, CodedReport]]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows of the first batch, table by table, in the order in which they refer to each other."""
    yield originals, [_original(report) for report, _ in made]
    yield reports, [_report(n, r) for n, (r, _) in enumerate(made, 1)]
    yield codings, [_coding(n, c) for n, (_, c) in enumerate(made, 1)]
    parts = list(_events(made))
    yield events, [row for row, _ in parts]
    for table, make in ((event_places, place_rows), (event_actors, actor_rows), (event_sources, source_rows)):
        yield table, [{"event": row["pk"], **part} for row, event in parts for part in make(event)]
    found = list(_incidents(made))
    yield incidents, [{**row, "version": 1} for row, _ in found]
    kept = ("standing", "record")
    yield (
        incident_versions,
        [{"incident": row["id"], "version": 1, "at": NOW, **{k: row[k] for k in kept}} for row, _ in found],
    )
    yield (
        incident_events,
        [
            {"incident": row["id"], "report_id": report, "event_id": event}
            for row, keys in found
            for report, event in keys
        ],
    )


def _original(report: Report) -> dict[str, Any]:
    content = report.text.encode()
    return {"sha256": f"{report.id}{report.sha256}"[:64], "bytes": content, "media_type": "text/plain",
            "origin": f"{report.id}.txt", "retrieved": None}  # fmt: skip


def _report(seq: int, report: Report) -> dict[str, Any]:
    original = f"{report.id}{report.sha256}"[:64]
    return {"seq": seq, **report_to_row(report, original=original, origin=f"{report.id}.txt", now=NOW)}


def _coding(key: int, coded: CodedReport) -> dict[str, Any]:
    return {"id": key, "report": key, "codebook": coded.codebook, "coder": coded.coder, "settings": "",
            "digest": digest_coding(coded), "current": True, "events": len(coded.events),
            "unread": dump_unread(()), "coded_at": NOW}  # fmt: skip


def _events(made: list[tuple[Report, CodedReport]]) -> Iterator[tuple[dict[str, Any], Event]]:
    for n, (report, coded) in enumerate(made, 1):
        for position, event in enumerate(coded.events):
            row = event_to_row(event, report=report, position=position)
            yield {"pk": n * PER_REPORT + position, "coding": n, **row}, event


def _incidents(
    made: list[tuple[Report, CodedReport]],
) -> Iterator[tuple[dict[str, Any], tuple[EventKey, ...]]]:
    for (ours, first), (theirs, second) in zip(made[::2], made[1::2], strict=True):
        known = {e.key: e for e in (*link_events(first), *link_events(second))}
        for one, other in zip(first.events, second.events, strict=True):
            keys = (EventKey(ours.id, one.id), EventKey(theirs.id, other.id))
            row = to_row(Incident(f"i{one.id}", keys, cohesion=0.9), known)
            yield incident_row(row, NOW), keys
