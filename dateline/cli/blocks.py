"""The record as people read it in a terminal: a block for each event, every value with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.model import Actor, Chain, CodedReport, Event, PlaceRef, ReportHead, Span, Toll, When
from dateline.model.wire import event_to_json
from dateline.text.printable import printable

CONTEXT = 60
"""Code points of the text shown on either side of an event's words."""


def report_lines(coded: CodedReport, text: str | None, *, why: bool = False) -> Iterator[str]:
    """A report's heading and its events, numbered; `why` adds what decided each value."""
    yield heading(coded.report)
    if not coded.events:
        yield "no events"
    for number, event in enumerate(coded.events, 1):
        yield ""
        yield from event_lines(event, text, lead=f"{number}. ", why=why)


def heading(head: ReportHead) -> str:
    """Who published what when, and the report's id, on one line."""
    published = head.published.isoformat() if head.published else "publication date unknown"
    title = f"“{head.title.strip()}”" if head.title and head.title.strip() else None
    return printable(" · ".join(filter(None, (f"report {head.id}", head.outlet, published, title))))


def event_lines(event: Event, text: str | None, *, lead: str = "", why: bool = False) -> Iterator[str]:
    """An event's block: what happened between whom, then a line for each thing that is known of it."""
    sides = _sides(event.actors, event.targets)
    yield f"{lead}{event.status} {printable(event.type)}{f' — {sides}' if sides else ''}"
    known = [
        ("where", [_place(place) for place in event.places]),
        ("when", [_when(event.date)] if event.date else []),
        ("toll", [_toll(toll) for toll in event.toll]),
        ("with", [_named(w.span, w.name) for w in event.weapons]),
        ("says", [_chain(chain) for chain in event.chains] or ["the outlet, in its own voice"]),
        ("words", [_in_context(mention, text) for mention in event.mentions]),
        ("sure", [f"{event.confidence:.2f} · event {printable(event.id)}"]),
        ("why", [printable(line) for line in event_to_json(event)["why"]] if why else []),
    ]
    for label, values in known:
        yield from _labelled(label, values)


def _labelled(label: str, values: Iterable[str]) -> Iterator[str]:
    for i, value in enumerate(values):
        yield f"   {label if i == 0 else '':<6} {value}"


def _sides(actors: Sequence[Actor], targets: Sequence[Actor]) -> str:
    who, whom = (", ".join(_named(a.span, a.name) for a in side) for side in (actors, targets))
    return " → ".join(filter(None, (who or ("?" if whom else ""), whom)))


def _named(span: Span, name: str) -> str:
    words, name = printable(span.text), printable(name)
    return words if name in ("", words) else f"{words} ({name})"


def _place(place: PlaceRef) -> str:
    within = [part for part in (*reversed(place.admin), place.country) if part and part != place.name]
    names = printable(", ".join([place.name, *within]))
    said = "" if place.span.text == place.name else f" (“{printable(place.span.text)}”)"
    if place.lat is None or place.lon is None:
        return f"{names}{said} · in no gazetteer"
    precision = "" if place.precision is None else f", within {place.precision:g} km"
    return f"{names}{said} · {place.lat:.3f}, {place.lon:.3f}{precision}"


def _when(when: When) -> str:
    first, last = (day.isoformat() if day else "?" for day in (when.first, when.last))
    days = first if first == last else f"{first} to {last}"
    how = f" · {printable(when.how)}" if when.how else ""
    return f"{days} (“{printable(when.span.text)}”){how}"


def _toll(toll: Toll) -> str:
    who = f" {printable(toll.who)}" if toll.who else ""
    return f"{_count(toll.low, toll.high)}{who} {toll.effect} (“{printable(toll.span.text)}”)"


def _count(low: int | None, high: int | None) -> str:
    if low == high:
        return "an unknown number of" if low is None else str(low)
    if high is None:
        return f"{low} or more"
    return f"up to {high}" if low is None else f"{low} to {high}"


def _chain(chain: Chain) -> str:
    return " › ".join(_named(link.span, link.name) for link in chain)


def _in_context(mention: Span, text: str | None) -> str:
    if text is None:
        return f"“{printable(mention.text)}” at {mention.start}–{mention.end}"
    before, after = _before(text, mention.start), _after(text, mention.end)
    return (
        f"“{printable(before)}[{printable(mention.text)}]{printable(after)}” at {mention.start}–{mention.end}"
    )


def _before(text: str, start: int) -> str:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if len(line) <= CONTEXT:
        return line.lstrip()
    return "…" + line[-CONTEXT:].partition(" ")[2]


def _after(text: str, end: int) -> str:
    line = text[end : end + CONTEXT + 1].partition("\n")[0]
    if len(line) <= CONTEXT:
        return line.rstrip()
    return line[:CONTEXT].rpartition(" ")[0] + "…"
