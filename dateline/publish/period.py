"""Which occurrences count in a period, and which are only dated to a range that reaches beyond it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dateline.publish.derive import best_date
from dateline.publish.projection import days_wide, middle_day
from dateline.publish.record import Occurrence

A_NIGHT, A_WEEK = 2, 7  # days


def is_counted(occurrence: Occurrence, since: date, until: date) -> bool:
    """Whether an occurrence counts in the days `since` to `until`, both included.

    It does where its whole range lies in them, or where its range is fine and its middle day lies in them: at
    most a week and no wider than the period, or a night. So no occurrence counts in two periods that follow
    one another. What has no day, or an open range ('since 2015'), counts in none.
    """
    when = best_date(occurrence)
    if when is None or when.first is None or when.last is None:
        return False
    if since <= when.first and when.last <= until:
        return True
    fine = max(A_NIGHT, min(A_WEEK, days_wide(since, until)))
    return days_wide(when.first, when.last) <= fine and since <= middle_day(when.first, when.last) <= until


def split_counted(
    found: Iterable[Occurrence], since: date, until: date
) -> tuple[list[Occurrence], list[Occurrence]]:
    """Those of `found` that count in these days, and the others, each in their order."""
    counted: list[Occurrence] = []
    others: list[Occurrence] = []
    for occurrence in found:
        (counted if is_counted(occurrence, since, until) else others).append(occurrence)
    return counted, others
