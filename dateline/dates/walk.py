"""Resolving all of a report's expressions in order, each against what was told before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from dateline.dates.compose import find_dates
from dateline.dates.expression import DateExpression
from dateline.dates.lexicon import read_data
from dateline.dates.resolve import resolve_date
from dateline.model import Span, When

_CLAUSE_END = re.compile(r"[.!?;:](?=[\"”’')\]]*\s)|\n|[“”]")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Dr|St|Lt|Gen|Col|Maj|Sgt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_CLAUSE_BACK = 160  # code points before an expression that can belong to its clause
_CLAUSE_ON = 80
_MONTH = 31  # days
_LACK_A_YEAR = frozenset({"date", "month", "range", "since", "until"})

Resolved = tuple[DateExpression, When | None]


def resolve_dates(text: str, published: date | None) -> tuple[Resolved, ...]:
    """Every time expression of a report with its days, or None where nothing fixes them.

    Walks from first to last. The anchor of each is the latest before it that is fixed to a month or less; for
    'a week after …' it is the first one in the rest of its clause that is, if any. Where the day of
    publication is unknown, dates without a year before any other take that of the first full date.
    """
    out: list[Resolved] = []
    expressions = find_dates(text)
    anchor: When | None = None
    dated = None if published else _first_dated(expressions)
    for i, expression in enumerate(expressions):
        told = _told_behind(text, expressions[i:], published) or anchor
        if told is None and expression.kind in _LACK_A_YEAR:
            told = dated
        when = _resolve(text, expression, published, told)
        out.append((expression, when))
        anchor = when if when is not None and is_anchor(when) else anchor
    return tuple(out)


def is_anchor(when: When) -> bool:
    """Whether the narrative can count on from these days: both ends known, a month or less between them."""
    return when.first is not None and when.last is not None and (when.last - when.first).days < _MONTH


def looks_ahead(text: str, span: Span) -> bool:
    """Whether the clause around an expression tells of what lies ahead: 'will meet on Tuesday'."""
    before, after = clause_before(text, span.start), clause_after(text, span.end)
    ahead, behind, past = _cues()
    cue = max((m.end() for m in ahead.finditer(before)), default=None)
    if cue is not None and not past.search(before, cue):
        return True
    return behind.search(after) is not None


def clause_before(text: str, start: int) -> str:
    """The text between the last end of a clause and code point `start`."""
    window = text[max(0, start - _CLAUSE_BACK) : start]
    ends = [m.end() for m in _CLAUSE_END.finditer(window) if not _ABBREVIATED.search(window[: m.start()])]
    return window[ends[-1] :] if ends else window


def clause_after(text: str, end: int) -> str:
    """The text between code point `end` and the next end of a clause."""
    window = text[end : end + _CLAUSE_ON]
    return next(
        (
            window[: m.start()]
            for m in _CLAUSE_END.finditer(window)
            if not _ABBREVIATED.search(window[: m.start()])
        ),
        window,
    )


def _resolve(
    text: str, expression: DateExpression, published: date | None, anchor: When | None
) -> When | None:
    ahead = looks_ahead(text, expression.span)
    return resolve_date(expression, published=published, looks_ahead=ahead, anchor=anchor)


def _first_dated(expressions: Sequence[DateExpression]) -> When | None:
    """The first date that is whole by itself."""
    whole = (resolve_date(e, published=None) for e in expressions if e.kind == "date")
    return next((when for when in whole if when is not None), None)


def _told_behind(text: str, expressions: Sequence[DateExpression], published: date | None) -> When | None:
    """For 'a week after', the day that the rest of its clause tells."""
    one = expressions[0]
    if not one.has("clause") or one.kind != "offset" or len(expressions) == 1:
        return None
    following = expressions[1]
    if following.span.end > one.span.end + len(clause_after(text, one.span.end)):
        return None
    when = resolve_date(following, published=published)
    return when if when is not None and is_anchor(when) else None


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = read_data("cues.yml")["ahead"]
    ahead, behind, past = (re.compile(words[k], re.IGNORECASE) for k in ("before", "after", "past"))
    return ahead, behind, past
