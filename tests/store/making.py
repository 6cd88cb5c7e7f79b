"""Reports and codings made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.model import Actor, CodedReport, Event, PlaceRef, Report, ReportHead, SourceLink, Span, When
from dateline.model.event import event_id
from dateline.read import Incoming

TEXT = (
    "Rebels shelled the village of Kafr Nabuda on Monday, killing at least 3 people, Sana said. "
    "Warplanes later struck the market."
)


def make_incoming(text: str = TEXT, *, origin: str = "a.txt", **known: Any) -> Incoming:
    report = Report.of(text, **known)
    return Incoming(report, text.encode(), "text/plain", origin, None)


def find_span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def make_event(report: Report, words: str, type: str = "shelling", **values: Any) -> Event:
    mention = find_span(report.text, words)
    values = {"family": "remote", "status": "happened", "confidence": 0.8, **values}
    return Event(
        id=event_id(report.sha256, "conflict", type, (mention,)), type=type, mentions=(mention,), **values
    )


def make_place(report: Report, words: str, name: str, lat: float, lon: float) -> PlaceRef:
    span = find_span(report.text, words)
    return PlaceRef(span, name, "settlement", f"geonames:{name}", lat, lon, 1.0, country="SY")


def make_day(report: Report, words: str, first: date | None, last: date | None) -> When:
    return When(find_span(report.text, words), first, last, "day", "by hand")


def make_coded(
    report: Report, *events: Event, codebook: str = "conflict@1", coder: str = "dateline@1"
) -> CodedReport:
    return CodedReport(ReportHead.of(report), events, report.unread, codebook, coder)


def shelled(report: Report) -> Event:
    """The shelling that TEXT tells of, every field filled."""
    return make_event(
        report,
        "shelled",
        actors=(Actor(find_span(report.text, "Rebels"), "Syrian opposition", "syrian-opposition", "SY"),),
        places=(make_place(report, "Kafr Nabuda", "Kafr Nabūdah", 35.42, 36.50),),
        date=make_day(report, "on Monday", date(2019, 8, 19), date(2019, 8, 19)),
        chains=((SourceLink(find_span(report.text, "Sana"), "SANA", "agency"),),),
        type_why="the word 'shelled'",
    )


def struck(report: Report) -> Event:
    """The air strike that TEXT tells of, at a time and place it does not fix."""
    return make_event(report, "struck", "air_strike", confidence=0.4)
