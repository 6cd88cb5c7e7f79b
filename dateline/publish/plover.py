"""PLOVER: one JSON object a line for each occurrence.

Source: Open Event Data Alliance, PLOVER manual (2022), 'Fields'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dateline.publish.context import Context
from dateline.publish.derive import all_sources, toll_range
from dateline.publish.plover_parts import HYPOTHETICAL, PloverEvent, actor_code, plover_event, sector_of
from dateline.publish.projection import LeftOutError
from dateline.publish.record import Occurrence, Record, occurrences
from dateline.publish.rows import json_bytes, trace_row
from dateline.publish.sides import Party
from dateline.publish.trace import TraceLine

SIZES = {"dead": "killed", "injured": "injured", "arrested": "detained"}
LOCATION = ("placename", "geonameid", "lat", "lon", "city", "district", "province", "country", "resolution")


class Plover:
    """See the module."""

    name = "plover"
    suffix = ".plover.jsonl"
    about = "PLOVER events, one JSON object a line"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One line an occurrence; those whose type PLOVER does not have are left out and traced."""
        for occurrence in occurrences(records, context.incidents):
            try:
                event = plover_event(occurrence, context.codebook)
            except LeftOutError as reason:
                yield reason.line(occurrence)
                continue
            out.write(json_bytes(plover_json(event)) + b"\n")
            yield trace_row(occurrence, rule="PLOVER: one event per occurrence")


def plover_json(event: PloverEvent) -> dict[str, Any]:
    """The event as PLOVER's JSON; what is unknown is null."""
    occurrence = event.occurrence
    status = occurrence.lead.event.status
    return {
        "id": occurrence.id,
        "date": event.start,
        "enddate": event.end,
        "event": event.code.event,
        "mode": event.code.mode,
        "context": list(event.contexts),
        "quad_code": event.quad_code,
        "actor": [_party(p) for p in event.actors],
        "recipient": [_party(p) for p in event.recipients],
        "event_loc": {key: event.place.get(key) for key in LOCATION} if event.place else None,
        "text_info": [_words(t) for t in _mentions(occurrence)],
        "size": {size: _lowest(occurrence, effect) for size, effect in SIZES.items()},
        "cite_info": list(all_sources(occurrence)),
        "negation": status == "denied",
        "future": status == "planned",
        "hypothetical": status in HYPOTHETICAL,
    }


def _party(party: Party) -> dict[str, Any]:
    return {"code": actor_code(party), "sector": sector_of(party), "entity_text": party.text or party.name}


def _mentions(occurrence: Occurrence) -> Iterator[tuple[str, int, int, str]]:
    for telling in occurrence.tellings:
        for mention in telling.event.mentions:
            yield telling.report.id, mention.start, mention.end, mention.text


def _words(mention: tuple[str, int, int, str]) -> dict[str, Any]:
    return dict(zip(("report", "start", "end", "text"), mention, strict=True))


def _lowest(occurrence: Occurrence, effect: str) -> int | None:
    said = toll_range(occurrence, effect)
    return said.low if said else None


FORMAT = Plover()
