"""Records made by hand for the formats' tests."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from dateline.model import (
    Actor,
    CodedReport,
    Event,
    PlaceRef,
    ReportHead,
    SourceLink,
    Span,
    Toll,
    Weapon,
    When,
)
from dateline.publish import Context, Format, Record, TraceLine
from dateline.text.hashing import short_id

TEXT = (
    "Twelve civilians were killed on 3 May when army jets bombed Kafr Zeita, local monitors said. "
    "<script>alert(1)</script> Related: =HYPERLINK(1) "
    "Rebels clashed with soldiers near Lake Orin."
)


def span(words: str, text: str = TEXT) -> Span:
    """The first place where `words` stand in `text`."""
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def make_event(id: str = "e1", type: str = "air_strike", family: str = "remote", **values: Any) -> Event:
    """An air strike on Kafr Zeita that killed twelve, or as `values` say."""
    known: dict[str, Any] = {
        "mentions": (span("bombed"),),
        "status": "happened",
        "confidence": 0.9,
        "actors": (Actor(span("army jets"), "Military of Syria", "forces:SY", "SY"),),
        "targets": (Actor(span("civilians"), "civilians"),),
        "places": (kafr_zeita(),),
        "date": When(
            span("3 May"), date(2014, 5, 3), date(2014, 5, 3), "day", "'3 May' from publication 2014-05-04"
        ),
        "toll": (Toll(span("Twelve"), "killed", 12, 12, "civilians"),),
        "weapons": (Weapon(span("jets"), "jets"),),
        "chains": ((SourceLink(span("local monitors"), "local monitors", "monitor"),),),
    }
    return Event(id, type, family, **{**known, **values})


def kafr_zeita() -> PlaceRef:
    """A located settlement."""
    admin = ("Hama", "Muhradah")
    return PlaceRef(
        span("Kafr Zeita"), "Kafr Zeita", "settlement", "geonames:1", 35.37, 36.6, 2.0, admin, "SY"
    )


def lake_orin() -> PlaceRef:
    """A place that no gazetteer knows."""
    return PlaceRef(span("Lake Orin"), "Lake Orin", "site")


def make_record(*events: Event, report: str = "r1", text: str | None = TEXT, **head: Any) -> Record:
    """A coded report of these events."""
    known = {"published": date(2014, 5, 4), "outlet": "Morning Post", "title": "Strike", "language": "en"}
    heading = ReportHead(report, "ab" * 32, **{**known, **head})
    return Record(CodedReport(heading, events, (), "conflict@1.0", "dateline@0.1"), text)


def row_id(event: str, report: str = "r1") -> str:
    """The id of the row of an event that stands alone."""
    return short_id(report, event)


def write(format_: Format, records: Iterable[Record], **context: Any) -> tuple[bytes, list[TraceLine]]:
    """What a format writes, and its trace."""
    out = io.BytesIO()
    trace = list(format_.write(records, out, context=Context(**context)))
    return out.getvalue(), trace


def lines(data: bytes) -> list[Any]:
    """JSON Lines read back."""
    return [json.loads(line) for line in data.decode().splitlines()]
