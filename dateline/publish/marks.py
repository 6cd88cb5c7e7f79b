"""A report's text cut where its marks begin and end, so that overlapping marks can be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.model import CodedReport, Event, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that an event's field stands on; `event` is its number in the report, from 1."""

    start: int
    end: int
    event: int
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text within which the same marks hold; `debris` is why it was set aside, or None."""

    text: str
    marks: tuple[Mark, ...]
    debris: str | None


def marks_of(events: Sequence[Event]) -> Iterator[Mark]:
    """Every mark of every event: mention, actor, target, place, date, toll, weapon, source."""
    for number, event in enumerate(events, 1):
        for role, spans in _spans(event):
            yield from (Mark(s.start, s.end, number, role) for s in spans if s.end > s.start)


def cut_text(text: str, coded: CodedReport) -> Iterator[Piece]:
    """The whole text in pieces, in order; joined they are the text again.

    A mark that reaches past the end of `text` is cut off there.
    """
    marks = list(marks_of(coded.events))
    begins, ends = _by_offset(marks, "start"), _by_offset(marks, "end")
    debris = {offset for u in coded.unread for offset in (u.start, u.end)}
    cuts = {0, len(text), *begins, *ends, *debris}
    offsets = sorted(o for o in cuts if 0 <= o <= len(text))
    held: dict[Mark, None] = {}
    for start, end in zip(offsets, offsets[1:], strict=False):
        for mark in ends.get(start, ()):
            held.pop(mark, None)
        held.update(dict.fromkeys(begins.get(start, ())))
        why = next((u.why for u in coded.unread if u.start <= start < u.end), None)
        yield Piece(text[start:end], tuple(held), why)


def _spans(event: Event) -> Iterator[tuple[str, Iterable[Span]]]:
    yield "mention", event.mentions
    yield "actor", (a.span for a in event.actors)
    yield "target", (a.span for a in event.targets)
    yield "place", (p.span for p in event.places)
    yield "date", (event.date.span,) if event.date else ()
    yield "toll", (t.span for t in event.toll)
    yield "weapon", (w.span for w in event.weapons)
    yield "source", (link.span for chain in event.chains for link in chain)


def _by_offset(marks: Iterable[Mark], end: str) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[getattr(mark, end)].append(mark)
    return found
