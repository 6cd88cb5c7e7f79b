"""Resolving expressions told from publication or from what the narrative told last."""

from __future__ import annotations

from datetime import date

from dateline.dates.expression import DateExpression
from dateline.dates.frame import Frame
from dateline.dates.lexicon import english
from dateline.dates.stretch import (
    Against,
    Stretch,
    add_days,
    add_months,
    period_of,
    shift,
    third_of,
    weekday_ahead,
    weekday_back,
)
from dateline.model.when import Precision

_PRECISION: dict[str, Precision] = {
    "day": "day",
    "week": "week",
    "weekend": "range",
    "month": "month",
    "year": "year",
    "decade": "decade",
}
_STEPS = {"last": -1, "previous": -1, "this": 0, "same": 0, "next": 1, "following": 1}
_FROM_ANCHOR = frozenset({"previous", "following", "same"})
_TOO_COARSE = frozenset({"year", "decade"})
_SUNDAY = 6


def resolve_weekday(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A weekday, perhaps of a week named by its distance."""
    weekday, which = expression.number("weekday"), expression.word("which")
    if weekday is None:
        return None
    if which in _FROM_ANCHOR and frame.told:
        return _one_day(_weekday_from(frame.told, weekday, which), "anchor")
    if frame.published is None:
        return None
    if expression.has("week") or expression.has("count"):
        return _weekday_of_week(expression, frame, frame.published, weekday)
    day = _weekday_from(frame.published, weekday, which or ("ahead" if frame.ahead else "back"))
    if expression.has("night"):
        return Stretch(add_days(day, -1), day, "range", "publication")
    return _one_day(day, "publication")


def resolve_deictic(expression: DateExpression, frame: Frame) -> Stretch | None:
    """'today', 'yesterday', 'overnight' and their like."""
    if frame.published is None:
        return None
    first, last = (add_days(frame.published, n) for n in english().offsets[expression.word("deictic") or ""])
    if frame.ahead and first < last:
        first, last = add_days(first, 1), add_days(last, 1)
    return Stretch(first, last, "day" if first == last else "range", "publication")


def resolve_period(expression: DateExpression, frame: Frame) -> Stretch | None:
    """The last, this or next week, weekend, month, quarter, year, decade or century."""
    unit, which = expression.word("unit") or "", expression.word("which") or ""
    from_anchor = which in _FROM_ANCHOR and frame.told is not None
    against: Against = "anchor" if from_anchor else "publication"
    ref = frame.told if from_anchor else frame.published
    if ref is None:
        return None
    first, last = _period(ref, unit, which, ahead=frame.ahead)
    third, edge = expression.number("third"), expression.word("edge")
    if third:
        return Stretch(*third_of(first, last, third), "range", against)
    if edge:
        first, last = (first, min(last, ref)) if edge == "earlier" else (max(first, ref), last)
        return Stretch(first, last, "day" if first == last else "range", against) if first <= last else None
    if which == "this" and unit != "weekend":
        first, last = (max(first, ref), last) if frame.ahead else (first, min(last, ref))
    return Stretch(first, last, _PRECISION.get(unit, "range"), against)


def resolve_ago(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A counted distance back from publication."""
    if frame.published is None:
        return None
    return _at_distance(expression, frame.published, -1, "publication")


def resolve_offset(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A counted distance from what the narrative told last."""
    anchor = frame.anchor
    if anchor is None or anchor.first is None or anchor.last is None or anchor.precision in _TOO_COARSE:
        return None
    side = expression.number("side") or 0
    first = _at_distance(expression, anchor.first, side, "anchor")
    last = _at_distance(expression, anchor.last, side, "anchor")
    if first is None or last is None:
        return None
    day = first.precision == "day" and first.first == last.last
    precision = "day" if day else _coarser(first.precision, anchor.precision)
    return Stretch(first.first, last.last, precision, "anchor")


def resolve_same(expression: DateExpression, frame: Frame) -> Stretch | None:
    """The day, week, month or year of what the narrative told last."""
    anchor, unit = frame.anchor, expression.word("unit") or "day"
    if anchor is None and frame.published and expression.has("today"):
        return _one_day(frame.published, "publication")
    if anchor is None or anchor.first is None or anchor.last is None:
        return None
    unit = unit if unit in _PRECISION else "day"
    if unit == "day":
        near = _is_near(anchor.first, anchor.last)
        return Stretch(anchor.first, anchor.last, anchor.precision, "anchor") if near else None
    first, last = period_of(anchor.first, unit)
    return Stretch(first, last, _PRECISION[unit], "anchor") if first <= anchor.last <= last else None


def resolve_trailing(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A stretch that ends at publication."""
    published, unit = frame.published, expression.word("unit") or ""
    if published is None:
        return None
    count = expression.amount("count") or (None if expression.has("plural") else 1)
    if count is None or (unit == "day" and count == 1):
        return Stretch(None, published, "range", "publication")
    if unit in ("day", "night") and not expression.has("loose"):
        count -= 1
    return Stretch(shift(published, -count, unit)[0], published, "range", "publication")


def resolve_recent(expression: DateExpression, frame: Frame) -> Stretch | None:
    """Some time up to publication."""
    return Stretch(None, frame.published, "range", "publication") if frame.published else None


def resolve_coming(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A stretch that begins at publication."""
    published, count = frame.published, expression.amount("count")
    if published is None:
        return None
    if count is None and not expression.has("plural"):
        count = 1
    if count is None or expression.has("loose"):
        return Stretch(published, None, "range", "publication")
    last = shift(published, count, expression.word("unit") or "")[1]
    return Stretch(published, last, "range", "publication")


def resolve_within(expression: DateExpression, frame: Frame) -> Stretch | None:
    """Ahead only: from publication to the end of the time allowed."""
    return resolve_coming(expression, frame) if frame.ahead else None


def resolve_lasting(expression: DateExpression, frame: Frame) -> Stretch | None:
    """A length of time, fixed where it reaches up to publication or begins there."""
    if frame.ahead and expression.has("count"):
        return resolve_coming(expression, frame)
    if not expression.has("perfect") or frame.published is None:
        return None
    if not expression.has("count"):
        return Stretch(None, frame.published, "range", "publication")
    return resolve_trailing(expression, frame)


def resolve_rest(expression: DateExpression, frame: Frame) -> Stretch | None:
    """From publication to the end of what is named."""
    published, year, month = frame.published, expression.number("year"), expression.number("month")
    if published is None:
        return None
    if year:
        last = date(year, 12, 31)
    elif month:
        last = period_of(date(published.year + (month < published.month), month, 1), "month")[1]
    else:
        last = period_of(published, expression.word("unit") or "")[1]
    return Stretch(published, last, "range", "publication") if published <= last else None


def _weekday_from(ref: date, weekday: int, which: str) -> date:
    if which in ("last", "previous"):
        return weekday_back(add_days(ref, -1), weekday)
    if which in ("next", "following"):
        return weekday_ahead(add_days(ref, 1), weekday)
    if which == "this":
        return add_days(period_of(ref, "week")[0], weekday)
    return weekday_back(ref, weekday) if which == "back" else weekday_ahead(ref, weekday)


def _weekday_of_week(
    expression: DateExpression, frame: Frame, published: date, weekday: int
) -> Stretch | None:
    week, weeks_ago = expression.word("week"), expression.amount("count")
    if weeks_ago:
        return _one_day(_weekday_in(published, weekday, -round(weeks_ago)), "publication")
    if week in _FROM_ANCHOR:
        return _one_day(_weekday_in(frame.told, weekday, _STEPS[week]), "anchor") if frame.told else None
    return _one_day(_weekday_in(published, weekday, _STEPS[week or "this"]), "publication")


def _weekday_in(ref: date, weekday: int, weeks: int) -> date:
    """The weekday of the week that lies `weeks` from that of `ref`."""
    return add_days(period_of(ref, "week")[0], weekday + 7 * weeks)


def _period(ref: date, unit: str, which: str, *, ahead: bool) -> tuple[date, date]:
    if unit == "weekend":
        return _weekend(ref, which, ahead=ahead)
    if unit == "week" and which == "last" and ref.weekday() == _SUNDAY:
        return add_days(ref, -7), add_days(ref, -1)
    first, last = period_of(ref, unit)
    step = _STEPS[which]
    if step < 0:
        return period_of(add_days(first, -1), unit)
    return period_of(add_days(last, 1), unit) if step > 0 else (first, last)


def _weekend(ref: date, which: str, *, ahead: bool) -> tuple[date, date]:
    this = add_days(period_of(ref, "week")[0], 5)
    if which in ("next", "following"):
        this = add_days(this, 7)
    elif which in ("last", "previous") or (which == "near" and not ahead and this > ref):
        this = add_days(this, -7)
    return this, add_days(this, 1)


def _at_distance(expression: DateExpression, ref: date, side: int, against: Against) -> Stretch | None:
    """The day, month or year so far from `ref`; a loose count leaves the far end open."""
    count, unit = expression.amount("count"), expression.word("unit") or ""
    if count is None:
        return Stretch(ref, ref, "day", against) if unit == "hour" else None
    about = expression.word("about") or ""
    first, last = shift(ref, side * count, unit)
    if unit == "hour" and count < 24:
        return Stretch(min(first, ref), max(last, ref), "range", against)
    if expression.has("loose"):
        return _loosely(ref, side, against)
    if about.startswith(("more", "over", "at least")) and side < 0:
        return Stretch(None, first, "range", against)
    if unit in ("month", "year", "decade", "quarter"):
        return _in_its_period(first, count, unit, about, side, against)
    return Stretch(first, last, "day" if first == last else "range", against)


def _in_its_period(first: date, count: float, unit: str, about: str, side: int, against: Against) -> Stretch:
    """Months and a single year are known to the month, further years to the year."""
    coarse: str = "year" if unit in ("year", "decade") and count > 1.5 else "month"
    if about in ("almost", "nearly", "just under", "less than") and coarse == "month":
        first = add_months(first.replace(day=1), -side)
    return Stretch(*period_of(first, coarse), _PRECISION[coarse], against)


def _loosely(ref: date, side: int, against: Against) -> Stretch | None:
    """'A few days ago' ends by publication; told from an anchor, only the earlier side has an end."""
    if against == "publication":
        return Stretch(None, ref, "range", against)
    return Stretch(None, add_days(ref, -1), "range", against) if side < 0 else None


def _one_day(day: date, against: Against) -> Stretch:
    return Stretch(day, day, "day", against)


def _is_near(first: date, last: date) -> bool:
    """Whether the anchor is a day or a night across two."""
    return (last - first).days <= 1


def _coarser(one: Precision, two: Precision) -> Precision:
    order: tuple[Precision, ...] = ("day", "range", "week", "month", "season", "year", "decade")
    return max(one, two, key=order.index)
