"""What all one-row-per-occurrence formats share: the row's line in the trace."""

from __future__ import annotations

import json

from dateline.publish.record import Occurrence
from dateline.publish.trace import TraceLine

_encoder = json.JSONEncoder(ensure_ascii=False)  # made once: json.dumps makes one a call


def json_bytes(value: object) -> bytes:
    """`value` as JSON in UTF-8, letters as they are."""
    return _encoder.encode(value).encode("utf-8", "replace")


def trace_row(occurrence: Occurrence, *, rule: str = "one row per occurrence") -> TraceLine:
    """The line of a row made of this occurrence: 'merged' where several tellings share it."""
    n = len(occurrence.tellings)
    if n == 1:
        return TraceLine("written", rule, occurrence.id, occurrence.keys, "told by one report, one event")
    why = f"{n} events judged one incident; each value is the most specific one a telling gives"
    return TraceLine("merged", "one row per incident", occurrence.id, occurrence.keys, why)
