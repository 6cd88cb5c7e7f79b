"""Timemap JSON: events, sources and associations as Forensic Architecture's TimeMap reads them.

Source: forensic-architecture/timemap, docs/data-schema: `events` with id, description, date, time, location,
latitude, longitude, associations, sources; `sources` by id; `associations` as filters.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dateline.publish.context import Context
from dateline.publish.derive import best_date, best_place
from dateline.publish.geojson import left_out
from dateline.publish.page_parts import toll_phrases, type_title
from dateline.publish.projection import quote_tellings
from dateline.publish.record import Occurrence, Record, occurrences
from dateline.publish.rows import json_bytes, trace_row
from dateline.publish.trace import TraceLine


class Timemap:
    """See the module."""

    name = "timemap"
    suffix = ".timemap.json"
    about = "events, sources and filters for TimeMap"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One event for each occurrence with day and coordinates; the others are left out and traced."""
        families: dict[str, None] = {}
        with tempfile.TemporaryFile() as sources:
            out.write(b'{"events": [')
            told: set[str] = set()
            before = b"\n"
            for occurrence in occurrences(records, context.incidents):
                event = timemap_event(occurrence, context)
                if event is None:
                    yield _left_out(occurrence)
                    continue
                families[occurrence.lead.event.family] = None
                out.write(before + json_bytes(event))
                before = b",\n"
                _write_sources(occurrence, told, sources)
                yield trace_row(occurrence)
            out.write(b'\n],\n"sources": {')
            sources.seek(0)
            shutil.copyfileobj(sources, out)
        out.write(b'\n},\n"associations": ' + json_bytes(list(_associations(families, context))) + b"}\n")


def timemap_event(occurrence: Occurrence, context: Context) -> dict[str, Any] | None:
    """The occurrence as a TimeMap event; None without a day or coordinates."""
    when, place = best_date(occurrence), best_place(occurrence)
    day = when and (when.first or when.last)
    if day is None or place is None or place.lat is None or place.lon is None:
        return None
    event = occurrence.lead.event
    toll = toll_phrases(occurrence)
    title = type_title(event.type, context.codebook)
    return {
        "id": occurrence.id,
        "title": title,
        "description": "; ".join(filter(None, (title, ", ".join(toll), quote_tellings([occurrence])))),
        "date": f"{day:%m/%d/%Y}",
        "time": "",
        "location": place.name,
        "latitude": str(place.lat),
        "longitude": str(place.lon),
        "type": event.type,
        "category": event.family,
        "associations": [event.family],
        "sources": list(dict.fromkeys(t.report.id for t in occurrence.tellings)),
        "comments": "" if event.status == "happened" else event.status,
    }


def _left_out(occurrence: Occurrence) -> TraceLine:
    place = best_place(occurrence)
    if place is None or place.lat is None:
        return left_out(occurrence)
    return TraceLine("left out", "no date", None, occurrence.keys, "no report fixes a day for it")


def _write_sources(occurrence: Occurrence, told: set[str], out: BinaryIO) -> None:
    for telling in occurrence.tellings:
        head = telling.report
        if head.id in told:
            continue
        source = {
            "id": head.id,
            "title": head.title or head.id,
            "thumbnail": "",
            "paths": [head.url] if head.url else [],
            "type": head.outlet or "",
            "date": head.published.isoformat() if head.published else "",
            "description": "",
        }
        out.write((b",\n" if told else b"\n") + json_bytes(head.id) + b": " + json_bytes(source))
        told.add(head.id)


def _associations(families: Iterable[str], context: Context) -> Iterator[dict[str, Any]]:
    for family in sorted(families):
        known = context.codebook.families.get(family)
        title = known.title if known else family
        yield {
            "id": family,
            "title": title,
            "desc": known.definition if known else "",
            "mode": "FILTER",
            "filter_paths": ["Family", title],
        }


FORMAT = Timemap()
