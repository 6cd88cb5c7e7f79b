"""Resolving expressions that name their day, month, year, season or feast."""

from __future__ import annotations

from datetime import date

from dateline.dates import calendars
from dateline.dates.expression import DateExpression
from dateline.dates.frame import Frame
from dateline.dates.stretch import (
    Against,
    Stretch,
    add_days,
    add_months,
    month_of,
    period_of,
    season_of,
    third_of,
    weekday_ahead,
    weekday_back,
)
from dateline.model.when import Precision

_LEAP_CYCLE = 8  # years between two 29ths of February, at most
_YEARS_OFF = {"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1, "same": 0}
_HALVES = {1: (1, 15), 2: (16, 31)}


def resolve_named_date(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A day and a month, with or without a year; `day2` makes it a range."""
    day, month = expression.number("day"), expression.number("month")
    if not day or not month:
        return None
    day2 = expression.number("day2")
    year = _said_year(expression, frame) or _year_of_day(expression, frame, month, day)
    if year is None:
        return None
    first = date(year[0], month, day)
    last = date(year[0], month, day2) if day2 else first
    if last < first:
        return None
    return Stretch(first, last, "day" if first == last else "range", year[1])


def resolve_month(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A month, or a week, half or third of it."""
    month = expression.number("month")
    if not month:
        return None
    year = _said_year(expression, frame) or _year_of_month(expression, frame, month)
    if year is None:
        return None
    first, last = month_of(year[0], month)
    part = _part_of_month(expression, first, last)
    if part is None:
        return None
    whole = part == (first, last)
    within: Precision = "week" if expression.word("part") == "week" else "range"
    return Stretch(*part, "month" if whole else within, year[1])


def resolve_year(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A year, or a half, quarter or third of it."""
    year = expression.number("year")
    if not year:
        return None
    first, last = date(year, 1, 1), date(year, 12, 31)
    ordinal, part = expression.number("ordinal"), expression.word("part")
    if ordinal and part:
        size = {"half": 6, "quarter": 3}[part]
        index = (12 // size if ordinal == -1 else ordinal) - 1
        start = add_months(first, index * size)
        return Stretch(start, add_days(add_months(start, size), -1), "range") if start.year == year else None
    return _thirded(expression, first, last, "year")


def resolve_decade(expression: DateExpression, frame: Frame) -> Stretch | None:
    """Ten years, or a part of them."""
    decade = expression.number("decade")
    return _thirded(expression, date(decade, 1, 1), date(decade + 9, 12, 31), "decade") if decade else None


def resolve_year_span(expression: DateExpression, frame: Frame) -> Stretch | None:
    """Two years joined; a short second one belongs to the first one's century."""
    one, two = expression.number("year"), expression.number("year2")
    if one is None or two is None:
        return None
    two = two if two > 99 else one - one % 100 + two
    return Stretch(date(one, 1, 1), date(two, 12, 31), "range") if two > one else None


def resolve_season(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A season of the northern half of the world."""
    month = expression.number("season")
    if not month:
        return None
    year = _said_year(expression, frame) or _year_of_season(expression, frame, month)
    if year is None:
        return None
    first, last = season_of(year[0], month)
    third = expression.number("third")
    part = (add_months(first, third - 1), add_days(add_months(first, third), -1)) if third else (first, last)
    return Stretch(*part, "range" if third else "season", year[1])


def resolve_feast(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A feast: of the year said, else the latest that has begun, or ahead the coming one."""
    feast = expression.word("feast") or ""
    said = _said_year(expression, frame)
    if said is not None:
        days = calendars.feast_in(feast, said[0])
        return _day_of_feast(expression, days[0], said[1]) if len(days) == 1 else None
    if frame.today is None:
        return None
    ref, against = frame.today
    years = (ref.year - 1, ref.year, ref.year + 1)
    near = sorted(days for year in years for days in calendars.feast_in(feast, year))
    past, coming = [d for d in near if d[0] <= ref], [d for d in near if d[1] >= ref]
    chosen = coming[:1] if frame.ahead else past[-1:]
    return _day_of_feast(expression, chosen[0], against) if chosen else None


def resolve_calendar(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A date or month of another calendar."""
    calendar = expression.word("calendar") or ""
    month, year = expression.number(calendar), expression.number("year")
    day = expression.number("day")
    if not month or not year:
        return None
    if day:
        found = calendars.day_in(calendar, year, month, day)
        return Stretch(found, found, "day")
    return Stretch(*calendars.month_in(calendar, year, month), "month")


def resolve_week_of(expression: DateExpression, frame: Frame) -> Stretch | None:
    """The week, from Monday, that holds the named day."""
    named = resolve_named_date(expression, frame)
    if named is None or named.first is None:
        return None
    return Stretch(*period_of(named.first, "week"), "week", named.against)


def _thirded(expression: DateExpression, first: date, last: date, precision: str) -> Stretch:
    third = expression.number("third")
    if third:
        return Stretch(*third_of(first, last, third), "range")
    return Stretch(first, last, "decade" if precision == "decade" else "year")


def _said_year(expression: DateExpression, frame: Frame) -> tuple[int, Against] | None:
    """The year that the words give, in figures or as 'last year', if they do."""
    year, which = expression.number("year"), expression.word("which")
    if year:
        return year, "words"
    if which in ("previous", "following", "same"):
        return (frame.told.year + _YEARS_OFF[which], "anchor") if frame.told else None
    if which and frame.published and expression.rule in _YEAR_IS_MEANT:
        return frame.published.year + _YEARS_OFF[which], "publication"
    return None


_YEAR_IS_MEANT = frozenset({"day-month", "month-day", "month-year", "season-year", "feast-year"})


def _year_of_day(
    expression: DateExpression, frame: Frame, month: int, day: int
) -> tuple[int, Against] | None:
    if frame.today is None:
        return None
    ref, against = frame.today
    if against == "anchor":
        return ref.year, against
    past = [y for y in range(ref.year, ref.year - _LEAP_CYCLE - 1, -1) if _is_day(y, month, day, last=ref)]
    coming = [y for y in range(ref.year, ref.year + _LEAP_CYCLE + 1) if _is_day(y, month, day, first=ref)]
    order = coming[:1] + past[:1] if frame.ahead else past[:1] + coming[:1] + past[1:2]
    weekday = expression.number("weekday")
    fitting = [y for y in order if weekday is None or date(y, month, day).weekday() == weekday]
    chosen = fitting or order
    return (chosen[0], against) if chosen else None


def _is_day(year: int, month: int, day: int, *, first: date = date.min, last: date = date.max) -> bool:
    """Whether the year has this day, and within these bounds."""
    if not date.min.year <= year <= date.max.year or day > month_of(year, month)[1].day:
        return False
    return first <= date(year, month, day) <= last


def _year_of_month(expression: DateExpression, frame: Frame, month: int) -> tuple[int, Against] | None:
    which = expression.word("which")
    if which == "same":
        return (frame.told.year, "anchor") if frame.told else None
    if frame.today is None:
        return None
    ref, against = frame.today
    if against == "anchor" or which == "this":
        return ref.year, against
    if which == "next" or (frame.ahead and which is None):
        begun = month < ref.month or (month == ref.month and which == "next")
        return ref.year + begun, against
    if which == "last":
        return ref.year - (month >= ref.month), against
    return ref.year - (month > ref.month), against


def _year_of_season(expression: DateExpression, frame: Frame, month: int) -> tuple[int, Against] | None:
    if frame.today is None:
        return None
    ref, against = frame.today
    which = expression.word("which")
    begun = season_of(ref.year, month)[0] <= ref
    if which == "next" or (frame.ahead and which is None):
        return ref.year + begun, against
    if which == "last":
        over = season_of(ref.year, month)[1] < ref
        return ref.year - (not over), against
    if which == "this":
        running = season_of(ref.year - 1, month)[1] >= ref
        return ref.year - running, against
    return ref.year - (not begun), against


def _part_of_month(expression: DateExpression, first: date, last: date) -> tuple[date, date] | None:
    third, ordinal, part = expression.number("third"), expression.number("ordinal"), expression.word("part")
    if third:
        return third_of(first, last, third)
    if part == "half" and ordinal:
        start, end = _HALVES[2 if ordinal == -1 else ordinal]
        return first.replace(day=start), first.replace(day=min(end, last.day))
    if part == "week" and ordinal:
        begins = add_days(last, -6) if ordinal == -1 else add_days(first, 7 * (ordinal - 1))
        return begins, add_days(begins, 6)
    if part == "weekend" and ordinal:
        nth = add_days(weekday_ahead(first, 5), 7 * (ordinal - 1))
        saturday = weekday_back(last, 5) if ordinal == -1 else nth
        return saturday, add_days(saturday, 1)
    return first, last


def _day_of_feast(expression: DateExpression, days: tuple[date, date], against: Against) -> Stretch:
    first, last = days
    ordinal = expression.number("ordinal")
    if expression.has("eve"):
        first = last = add_days(first, -1)
    elif ordinal:
        first = last = last if ordinal == -1 else add_days(first, ordinal - 1)
    return Stretch(first, last, "day" if first == last else "range", against)
