"""The trace: beside every file, which rule made each row of which events, and what was left out and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

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
        values = {"outcome": self.outcome, "rule": self.rule, "row": self.row, "events": list(self.events)}
        return json.dumps({**values, "why": self.why}, ensure_ascii=False)


def count_rules(lines: Iterable[TraceLine]) -> dict[tuple[str, str], int]:
    """How often each (outcome, rule) was applied, the most frequent first."""
    counts = Counter((line.outcome, line.rule) for line in lines)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
