"""The trace: beside every file, which rule made each row of which events, and what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring as quote
from typing import Any, Literal

Outcome = Literal["written", "merged", "left out", "held back", "unknown"]


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One decision on the way from events to a row.

    `outcome`: 'written' (a row stands), 'merged' (events share one row), 'left out' (no row), 'held back'
    (a value or row withheld from the public), 'unknown' (a column stays empty). `rule` is the rule's short
    id, `row` the id that stands in the file (None where there is no row), `events` are 'report/event' ids.
    """

    outcome: Outcome
    rule: str
    row: str | None
    events: tuple[str, ...]
    why: str

    def to_json(self) -> str:
        """The line as it stands in the trace file, without the line end."""
        row = "null" if self.row is None else quote(self.row)
        events = ", ".join(map(quote, self.events))
        told = f'"outcome": "{self.outcome}", "rule": {quote(self.rule)}, "row": {row}, "events": [{events}]'
        return f'{{{told}, "why": {quote(self.why)}}}'

    def __reduce__(self) -> tuple[Any, ...]:
        # Lines wait on disk by the million (spool); a dataclass's own way of pickling is slow.
        return TraceLine, (self.outcome, self.rule, self.row, self.events, self.why)


def count_rules(lines: Iterable[TraceLine]) -> dict[tuple[str, str], int]:
    """How often each (outcome, rule) was applied, the most frequent first."""
    counts = Counter((line.outcome, line.rule) for line in lines)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
