"""Days and stretches of days as people write them; the same in every locale."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.model import When

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_words(day: date) -> str:
    """'4 May 2014'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def range_words(first: date, last: date) -> str:
    """'4 May 2014', '4–9 May 2014', '30 April – 2 May 2014', 'May 2014', '2014'; both days counted."""
    after = last + timedelta(days=1) if last < date.max else last
    if first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    lead = day_words(first).removesuffix(f" {last.year}") if first.year == last.year else day_words(first)
    return f"{lead} – {day_words(last)}"


def when_words(when: When) -> str:
    """A date for people: `range_words`, an open end said, or the report's words where it fixes no day."""
    if when.first and when.last:
        return range_words(when.first, when.last)
    if when.first or when.last:
        return f"from {day_words(when.first)}" if when.first else f"until {day_words(when.last or date.min)}"
    return when.span.text
