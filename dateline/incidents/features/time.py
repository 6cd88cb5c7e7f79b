"""When: the days both reports give, or else how far apart the reports appeared."""

from __future__ import annotations

from datetime import date

from dateline.incidents.features.base import Feature
from dateline.incidents.record import LinkEvent

OPEN_DAYS = 31
"""How far an open end is taken to reach: 'until Sunday' seldom means more than the month before."""

SHORT_DAYS = 7
"""A stretch no longer than this pins an occurrence down; a longer one ('in 2016') only bounds it."""

LEVELS = (
    "same_day", "same_stretch", "within_stretch", "next_day", "days_apart", "weeks_apart", "far_apart",
    "told_then", "told_soon", "told_later", "told_long_after", "told_before", "planned_before",
    "one_date_untold",
    "no_dates_told_together", "no_dates_told_near", "no_dates_told_apart", "no_dates",
)  # fmt: skip

APPEARED_LEVELS = ("together", "same_week", "same_month", "same_year", "years_apart", "unknown")


def bounds(event: LinkEvent) -> tuple[int, int] | None:
    """The event's days, an open end taken `OPEN_DAYS` far; None where it has no date."""
    if event.first is not None:
        return event.first, event.first + OPEN_DAYS if event.last is None else event.last
    return None if event.last is None else (event.last - OPEN_DAYS, event.last)


def compare(a: LinkEvent, b: LinkEvent) -> str:
    """How the two events lie in time."""
    x, y = bounds(a), bounds(b)
    if x and y:
        return _both_dated(x, y)
    if x or y:
        return _one_dated(a, b) if x else _one_dated(b, a)
    return _none_dated(a.report.published, b.report.published)


def _both_dated(x: tuple[int, int], y: tuple[int, int]) -> str:
    gap = max(x[0], y[0]) - min(x[1], y[1])
    if gap <= 0:
        lengths = sorted((x[1] - x[0], y[1] - y[0]))
        if lengths[1] == 0:
            return "same_day"
        return "same_stretch" if lengths[1] <= SHORT_DAYS else "within_stretch"
    return _first_within(gap, ((1, "next_day"), (5, "days_apart"), (31, "weeks_apart")), "far_apart")


def _one_dated(dated: LinkEvent, undated: LinkEvent) -> str:
    told, when = undated.report.published, bounds(dated)
    if told is None or when is None:
        return "one_date_untold"
    if told < when[0]:
        return "planned_before" if "happened" not in (dated.status, undated.status) else "told_before"
    steps = ((2, "told_then"), (14, "told_soon"), (120, "told_later"))
    return _first_within(told - when[1], steps, "told_long_after")


def _none_dated(told_a: int | None, told_b: int | None) -> str:
    if told_a is None or told_b is None:
        return "no_dates"
    steps = ((2, "no_dates_told_together"), (21, "no_dates_told_near"))
    return _first_within(abs(told_a - told_b), steps, "no_dates_told_apart")


def _first_within(value: int, steps: tuple[tuple[int, str], ...], otherwise: str) -> str:
    return next((level for limit, level in steps if value <= limit), otherwise)


def say(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    x, y = bounds(a), bounds(b)
    if x and y:
        if level == "same_day":
            return f"both on {_day(x[0])}"
        return f"{_days(x)} and {_days(y)}"
    if x or y:
        dated, undated = (a, b) if x else (b, a)
        told = undated.report.published
        when = _days(bounds(dated) or (0, 0))
        return f"one on {when}, the other undated in a report " + (
            f"of {_day(told)}" if told else "without a date"
        )
    days = [_day(d) if d else "an unknown day" for d in (a.report.published, b.report.published)]
    return f"neither gives a date; reports of {days[0]} and {days[1]}"


def _day(ordinal: int | None) -> str:
    return date.fromordinal(ordinal).isoformat() if ordinal else "?"


def _days(when: tuple[int, int]) -> str:
    return _day(when[0]) if when[0] == when[1] else f"{_day(when[0])} to {_day(when[1])}"


def compare_appearances(a: LinkEvent, b: LinkEvent) -> str:
    """How far apart the two reports appeared."""
    if a.report.published is None or b.report.published is None:
        return "unknown"
    steps = ((1, "together"), (7, "same_week"), (31, "same_month"), (365, "same_year"))
    return _first_within(abs(a.report.published - b.report.published), steps, "years_apart")


def say_appearances(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    if level == "unknown":
        return "not both reports have a date"
    return f"reports of {_day(a.report.published)} and {_day(b.report.published)}"


TIME = Feature("time", LEVELS, compare, say)
APPEARED = Feature("appeared", APPEARED_LEVELS, compare_appearances, say_appearances, frozenset({"unknown"}))
