"""Which pairs of events are worth comparing: those that share a block key that is not too common.

A key joins a subject (place, side) with a slot of time and the kind of event; some join two subjects without
time, for the old occurrence that a report harks back to. A key that more than `CAP` events share tells
nothing apart and is left out, as a stop word is; finer keys still bring its events together. Which pairs come
out depends only on the set of events, never on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.incidents.features.kind import groups
from dateline.incidents.features.time import bounds
from dateline.incidents.record import LinkEvent

CAP = 150
"""Events that may share a key before it is left out."""

SLOT_DAYS = 10
LONGEST = 40
"""A stretch longer than this, in days, is blocked by its report's date and without time."""


def block_keys(event: LinkEvent) -> tuple[str, ...]:
    """The event's block keys, sorted, each once."""
    group = groups().get(event.type, event.family or "other")
    places = {p.key for p in event.places}
    sides = {a.key for a in (*event.actors, *event.targets) if a.own}
    slots = _slots(event)
    keys = {f"{group}|{slot}|{subject}" for slot in slots for subject in places | sides}
    keys |= {f"{event.type}|{slot}|{place}" for slot in slots for place in places}
    keys |= {f"{event.type}|{slot}|{place}|{side}" for slot in slots for place in places for side in sides}
    keys |= {f"{event.type}||{place}|{side}" for place in places for side in sides}
    keys |= {f"{event.type}||{x}|{y}" for x in sides for y in sides if x < y}
    keys |= {f"{event.type}||{place}" for place in places}
    keys |= {f"run|{run}" for run in sorted(event.runs)[:2]}
    return tuple(sorted(keys))


def _slots(event: LinkEvent) -> set[str]:
    days = bounds(event)
    slots: set[str] = set()
    if days and days[1] - days[0] <= LONGEST:
        for day in {*range(days[0], days[1] + 1, SLOT_DAYS), days[1]}:
            slots |= _slots_of(day)
    if event.report.published and not (days and slots):
        slots |= _slots_of(event.report.published)
    return slots


def _slots_of(day: int) -> set[str]:
    # Two rows of slots, half a slot apart: days within half a slot always share one.
    half = SLOT_DAYS // 2
    return {f"a{day // SLOT_DAYS}", f"b{(day + half) // SLOT_DAYS}"}


def candidate_pairs(events: Iterable[LinkEvent], *, cap: int = CAP) -> Iterator[tuple[LinkEvent, LinkEvent]]:
    """Every pair of events of different reports that share a key of at most `cap` events, once, in order."""
    blocks: defaultdict[str, list[LinkEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.key):
        for key in block_keys(event):
            blocks[key].append(event)
    seen: set[tuple[str, str, str, str]] = set()
    for key in sorted(blocks):
        members = blocks[key]
        if 1 < len(members) <= cap:
            for i, a in enumerate(members):
                for b in members[i + 1 :]:
                    pair = (*a.key, *b.key)
                    if a.report.id != b.report.id and pair not in seen:
                        seen.add(pair)
                        yield a, b
