"""When something happened, as far as the report fixes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.model.span import Span

Precision = Literal["day", "week", "month", "season", "year", "range", "decade"]


@dataclass(frozen=True, slots=True)
class When:
    """Days, both ends inclusive, either open (None); `how` says in words what it was resolved against."""

    span: Span
    first: date | None
    last: date | None
    precision: Precision
    how: str
    why: str = ""
