"""What changed between two codings of one report, event by event and field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.model import CodedReport, Event
from dateline.model.wire import event_to_json

FIELDS = (
    "type",
    "status",
    "confidence",
    "mentions",
    "actors",
    "targets",
    "places",
    "date",
    "toll",
    "weapons",
    "chains",
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an event as it was and as it is, as plain JSON values."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event that came, went (one of the two is None) or changed in `fields`."""

    before: Event | None
    after: Event | None
    fields: tuple[FieldChange, ...] = ()


def find_changes(before: CodedReport, after: CodedReport) -> tuple[EventChange, ...]:
    """The events that differ, in the order of the text; the same event is told by its words, not by its id.

    Two events are one where they share an id, else the same type and words, else only words: an id also
    depends on the codebook, and a newer codebook may call the same words by another type.
    """
    pairs = list(_pair(before.events, after.events))
    changes = [EventChange(old, new, tuple(_changed_fields(old, new))) for old, new in pairs]
    told = [change for change in changes if change.fields or None in (change.before, change.after)]
    return tuple(sorted(told, key=_place_in_text))


def _pair(old: Sequence[Event], new: Sequence[Event]) -> Iterator[tuple[Event | None, Event | None]]:
    left, right = list(old), list(new)
    for is_same in (_same_id, _same_type_and_words, _same_words):
        for event in list(left):
            match = next((other for other in right if is_same(event, other)), None)
            if match is not None:
                left.remove(event)
                right.remove(match)
                yield event, match
    yield from ((event, None) for event in left)
    yield from ((None, event) for event in right)


def _same_id(a: Event, b: Event) -> bool:
    return a.id == b.id


def _same_words(a: Event, b: Event) -> bool:
    return any(one.overlaps(other) for one in a.mentions for other in b.mentions)


def _same_type_and_words(a: Event, b: Event) -> bool:
    return a.type == b.type and _same_words(a, b)


def _changed_fields(old: Event | None, new: Event | None) -> Iterator[FieldChange]:
    if old is None or new is None:
        return
    before, after = event_to_json(old), event_to_json(new)
    for field in FIELDS:
        if before[field] != after[field]:
            yield FieldChange(field, before[field], after[field])


def _place_in_text(change: EventChange) -> tuple[int, str]:
    event = change.after or change.before
    assert event is not None
    return min(event.mentions).start, event.id


def change_to_json(change: EventChange) -> Mapping[str, Any]:
    """A change as plain JSON values."""
    return {
        "before": event_to_json(change.before) if change.before else None,
        "after": event_to_json(change.after) if change.after else None,
        "fields": [{"field": f.field, "before": f.before, "after": f.after} for f in change.fields],
    }
