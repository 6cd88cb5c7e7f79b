"""Stretches of days and the arithmetic of calendar periods; weeks begin on Monday (ISO 8601).

Every function is pure; a day outside the years 1-9999 raises OverflowError or ValueError.
"""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateline.model.when import Precision

Against = Literal["words", "publication", "anchor"]

DAYS_OF = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both inclusive, either open; `against` is what fixed it."""

    first: date | None
    last: date | None
    precision: Precision
    against: Against = "words"


def add_days(day: date, days: int) -> date:
    """`day` moved by `days`."""
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """`day` moved by `months`; a day the new month lacks becomes its last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, count: float, unit: str) -> tuple[date, date]:
    """`day` moved by `count` units (negative: back); a half gives the two days around it."""
    if unit == "hour":
        count, unit = count / 24, "day"
    if unit in DAYS_OF:
        days = count * DAYS_OF[unit]
        return add_days(day, math.floor(days)), add_days(day, math.ceil(days))
    months = count * MONTHS_OF[unit]
    moved = add_months(day, math.trunc(months))
    odd = round((months - math.trunc(months)) * 30)
    return add_days(moved, odd), add_days(moved, odd)


def month_of(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def period_of(day: date, unit: str) -> tuple[date, date]:
    """The calendar period of this unit that holds `day`; a weekend is that of its week."""
    if unit in ("week", "fortnight", "weekend"):
        monday = add_days(day, -day.weekday())
        return add_days(monday, 5 if unit == "weekend" else 0), add_days(monday, 6)
    if unit not in MONTHS_OF:
        return day, day
    size = MONTHS_OF[unit]
    first = (day.year * 12 + day.month - 1) // size * size
    start = date(max(first // 12, 1), first % 12 + 1, 1)
    return start, add_days(add_months(start, size), -1)


def season_of(year: int, month: int) -> tuple[date, date]:
    """The three months that begin with `month`."""
    start = date(year, month, 1)
    return start, add_days(add_months(start, 3), -1)


def third_of(first: date, last: date, third: int) -> tuple[date, date]:
    """The early (1), middle (2) or late (3) part of a period.

    A month falls into days 1-10, 11-20 and the rest; a year into January-April, May-August and, as 'late' is
    used in the press, October-December; anything else into thirds of its days.
    """
    if first.month == 1 and (last.month, last.day) == (12, 31) and first.year == last.year:
        start, end = {1: (1, 4), 2: (5, 8), 3: (10, 12)}[third]
        return date(first.year, start, 1), month_of(first.year, end)[1]
    days = (last - first).days + 1
    if 28 <= days <= 31:
        edges = [0, 10, 20, days]
    elif days > 3600:
        return _third_of_decade(first, third)
    else:
        edges = [0, round(days / 3), days - round(days / 3), days]
    return add_days(first, edges[third - 1]), add_days(first, edges[third] - 1)


def _third_of_decade(first: date, third: int) -> tuple[date, date]:
    start, end = {1: (0, 3), 2: (4, 6), 3: (7, 9)}[third]
    return date(first.year + start, 1, 1), date(first.year + end, 12, 31)


def weekday_back(day: date, weekday: int) -> date:
    """The latest such weekday (0 Monday) on or before `day`."""
    return add_days(day, -((day.weekday() - weekday) % 7))


def weekday_ahead(day: date, weekday: int) -> date:
    """The first such weekday (0 Monday) on or after `day`."""
    return add_days(day, (weekday - day.weekday()) % 7)
