"""Fixing a time expression to days: which function resolves which kind, and how it is said in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dateline.dates import named, relative
from dateline.dates.expression import DateExpression
from dateline.dates.frame import Frame
from dateline.dates.stretch import Stretch, add_days
from dateline.model import When

Resolver = Callable[[DateExpression, Frame], Stretch | None]


def resolve_date(
    expression: DateExpression,
    *,
    published: date | None,
    looks_ahead: bool = False,
    anchor: When | None = None,
) -> When | None:
    """The days an expression means, or None where nothing fixes them.

    `published` is the report's day of publication (UTC); `looks_ahead` says that the clause tells of what
    lies ahead of it; `anchor` is what the narrative told last, for 'two days earlier'. A date without a year
    takes the one that puts it on or before publication, or ahead; in a report without a day of publication
    the anchor's. Ends are inclusive.
    """
    stretch = _stretch(expression, Frame(published, looks_ahead, anchor))
    if stretch is None or (stretch.first is None and stretch.last is None):
        return None
    if stretch.first and stretch.last and stretch.first > stretch.last:
        return None
    how = _how(expression, stretch, published, anchor)
    why = f"dates: {expression.rule}"
    return When(expression.span, stretch.first, stretch.last, stretch.precision, how, why)


def resolve_reference(expression: DateExpression, main: When) -> When | None:
    """When the occurrence was that follows 'a week after …', told from the main clause's date.

    In 'The shelling came a day after the truce', resolved for the truce with the shelling's date as `main`.
    None for other expressions.
    """
    if not expression.has("clause") and expression.rule != "next-day":
        return None
    turned = tuple((k, -v if k == "side" and isinstance(v, int) else v) for k, v in expression.parts)
    mirrored = DateExpression(expression.span, expression.kind, expression.rule, turned, expression.inner)
    return resolve_date(mirrored, published=None, anchor=main)


def resolve_onset(
    expression: DateExpression, *, published: date | None, anchor: When | None = None
) -> When | None:
    """When what goes on 'since December 2018' began: for an arrest, a capture, whatever happens at once.

    An expression that is no 'since' is resolved as it stands.
    """
    begun = expression.inner[0] if expression.kind == "since" else expression
    return resolve_date(begun, published=published, anchor=anchor)


def _stretch(expression: DateExpression, frame: Frame) -> Stretch | None:
    try:
        return RESOLVERS[expression.kind](expression, frame)
    except (ValueError, OverflowError):
        return None  # 31 February, or a day outside the years that the calendar covers: the text fixes no day


def _resolve_inner(expression: DateExpression, frame: Frame) -> Stretch | None:
    return _stretch(expression.inner[0], frame)


def _resolve_range(expression: DateExpression, frame: Frame) -> Stretch | None:
    """Both ends; the end whose year is not said takes it from the other."""
    one, two = expression.inner
    if frame.ahead and not two.has("year"):
        start = _stretch(one, frame)
        end = _stretch(two, frame.seen_from(start.first)) if start else None
    else:
        end = _stretch(two, frame)
        back = frame if one.has("year") or end is None else frame.seen_from(end.last, ahead=False)
        start = _stretch(one, back)
    if start is None or end is None:
        return None
    against = end.against if end.against != "words" else start.against
    return Stretch(start.first, end.last, "range", against if not two.has("year") else "words")


def _resolve_since(expression: DateExpression, frame: Frame) -> Stretch | None:
    inner = _resolve_inner(expression, frame.seen_from(frame.published, ahead=False))
    if inner is None or inner.first is None:
        return None
    last = frame.published
    if last == inner.first:
        return Stretch(inner.first, last, "day", "publication")
    ends_before = last is not None and last < inner.first
    against = "publication" if last else inner.against
    return Stretch(inner.first, None if ends_before else last, "range", against)


def _resolve_until(expression: DateExpression, frame: Frame) -> Stretch | None:
    inner = _resolve_inner(expression, frame)
    if inner is None or inner.last is None:
        return None
    first = frame.published if frame.ahead and frame.published and frame.published <= inner.last else None
    return Stretch(first, inner.last, "range", inner.against)


def _resolve_by(expression: DateExpression, frame: Frame) -> Stretch | None:
    inner = _resolve_inner(expression, frame)
    return Stretch(None, inner.last, "range", inner.against) if inner else None


def _resolve_before(expression: DateExpression, frame: Frame) -> Stretch | None:
    inner = _resolve_inner(expression, frame)
    if inner is None or inner.first is None:
        return None
    return Stretch(None, add_days(inner.first, -1), "range", inner.against)


def _resolve_after(expression: DateExpression, frame: Frame) -> Stretch | None:
    inner = _resolve_inner(expression, frame)
    if inner is None or inner.last is None:
        return None
    return Stretch(add_days(inner.last, 1), None, "range", inner.against)


def _resolve_around(expression: DateExpression, frame: Frame) -> Stretch | None:
    inner = _resolve_inner(expression, frame)
    if inner is None or inner.precision != "day" or inner.first is None or inner.last is None:
        return inner
    return Stretch(add_days(inner.first, -1), add_days(inner.last, 1), "range", inner.against)


def _resolve_shifted(expression: DateExpression, frame: Frame) -> Stretch | None:
    inner = resolve_date(
        expression.inner[0], published=frame.published, looks_ahead=frame.ahead, anchor=frame.anchor
    )
    moved = relative.resolve_offset(expression, Frame(frame.published, frame.ahead, inner)) if inner else None
    base = _resolve_inner(expression, frame)
    return Stretch(moved.first, moved.last, moved.precision, base.against) if moved and base else None


def _how(expression: DateExpression, stretch: Stretch, published: date | None, anchor: When | None) -> str:
    words = " ".join(expression.span.text.split())
    if stretch.against == "publication":
        return f"'{words}' from publication {published}"
    if stretch.against == "anchor" and anchor:
        told = " ".join(anchor.span.text.split())
        return f"'{words}' from {anchor.first or 'an open beginning'} ('{told}')"
    return f"'{words}' as written"


RESOLVERS: dict[str, Resolver] = {
    # kind: what resolves it
    "date": named.resolve_named_date,
    "month": named.resolve_month,
    "year": named.resolve_year,
    "decade": named.resolve_decade,
    "year_span": named.resolve_year_span,
    "season": named.resolve_season,
    "feast": named.resolve_feast,
    "calendar": named.resolve_calendar,
    "week_of": named.resolve_week_of,
    "weekday": relative.resolve_weekday,
    "deictic": relative.resolve_deictic,
    "period": relative.resolve_period,
    "ago": relative.resolve_ago,
    "offset": relative.resolve_offset,
    "same": relative.resolve_same,
    "trailing": relative.resolve_trailing,
    "recent": relative.resolve_recent,
    "coming": relative.resolve_coming,
    "within": relative.resolve_within,
    "lasting": relative.resolve_lasting,
    "rest": relative.resolve_rest,
    "range": _resolve_range,
    "since": _resolve_since,
    "until": _resolve_until,
    "by": _resolve_by,
    "before": _resolve_before,
    "after": _resolve_after,
    "around": _resolve_around,
    "shifted": _resolve_shifted,
}
