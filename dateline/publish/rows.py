"""What all one-row-per-occurrence formats share: the row's line in the trace."""

from __future__ import annotations

from dateline.publish.record import Occurrence
from dateline.publish.trace import TraceLine


def trace_row(occurrence: Occurrence, *, rule: str = "one row per occurrence") -> TraceLine:
    """The line of a row made of this occurrence: 'merged' where several tellings share it."""
    n = len(occurrence.tellings)
    if n == 1:
        return TraceLine("written", rule, occurrence.id, occurrence.keys, "told by one report, one event")
    why = f"{n} events judged one incident; each value is the most specific one a telling gives"
    return TraceLine("merged", "one row per incident", occurrence.id, occurrence.keys, why)
