"""Building on simple expressions: 'between X and Y', 'since X', 'two days before X'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.dates.expression import DateExpression
from dateline.dates.find import is_bare, match_rules
from dateline.dates.lexicon import Operator, Range, english
from dateline.model import Span

_LOOK_BACK = 40  # code points before an expression in which an operator may stand
_JOIN_LONGEST = 14  # code points between the two ends of a range
_SPACE = re.compile(r"\s+(?:the\s+)?")


def find_dates(text: str) -> tuple[DateExpression, ...]:
    """Every expression of `text` that could date an event, in order, none overlapping.

    Clock times, ages and bare durations are left out; whether an expression can be fixed to a day is for
    `resolve_date` to say. Spans are code points of `text`, end exclusive.
    """
    joined = _join_ranges(text, match_rules(text))
    built = _apply_operators(text, _shift_offsets(text, joined))
    return tuple(e for e in built if not is_bare(e))


def _join_ranges(text: str, found: Sequence[DateExpression]) -> list[DateExpression]:
    out: list[DateExpression] = []
    rest = list(found)
    while rest:
        first = rest.pop(0)
        joined = _join(text, first, rest[0], _free_from(out)) if rest else None
        if joined is not None:
            rest.pop(0)
        out.append(joined or first)
    return out


def _join(text: str, one: DateExpression, two: DateExpression, free_from: int) -> DateExpression | None:
    between = text[one.span.end : two.span.start]
    if len(between) > _JOIN_LONGEST or one.kind == "range":
        return None
    for rule in english().ranges:
        start = _range_start(text, one, two, rule, free_from)
        if start is not None and rule.join.fullmatch(between):
            return DateExpression(Span.of(text, start, two.span.end), "range", rule.id, inner=(one, two))
    return None


def _range_start(
    text: str, one: DateExpression, two: DateExpression, rule: Range, free_from: int
) -> int | None:
    """Where the range begins; None where its leading word is missing or the ends are of unlike kinds."""
    if rule.before is None:
        alike = one.kind == two.kind and (not rule.kinds or one.kind in rule.kinds)
        return one.span.start if alike else None
    lead = _lead(text, one.span.start, free_from)
    match = rule.before.search(lead)
    return one.span.start - len(lead) + match.start() if match else None


def _shift_offsets(text: str, found: Sequence[DateExpression]) -> list[DateExpression]:
    """'two days before' with a date right behind it is told from that date."""
    out: list[DateExpression] = []
    for expression in found:
        last = out[-1] if out else None
        if last and last.has("side") and _SPACE.fullmatch(text[last.span.end : expression.span.start]):
            span = Span.of(text, last.span.start, expression.span.end)
            out[-1] = DateExpression(span, "shifted", last.rule, last.parts, (expression,))
        else:
            out.append(expression)
    return out


def _apply_operators(text: str, found: Sequence[DateExpression]) -> list[DateExpression]:
    out: list[DateExpression] = []
    for expression in found:
        out.append(_operate(text, expression, _free_from(out)))
    return out


def _operate(text: str, expression: DateExpression, free_from: int) -> DateExpression:
    if expression.kind == "range":
        return expression
    lead = _lead(text, expression.span.start, free_from)
    for operator in english().operators:
        match = operator.before.search(lead)
        if match and not _blocked(text, expression, operator):
            start = expression.span.start - len(lead) + match.start()
            span = Span.of(text, start, expression.span.end)
            return DateExpression(span, operator.id, operator.id, inner=(expression,))
    return expression


def _blocked(text: str, expression: DateExpression, operator: Operator) -> bool:
    pattern = operator.not_followed_by
    return pattern is not None and pattern.match(text, expression.span.end) is not None


def _lead(text: str, start: int, free_from: int) -> str:
    return text[max(free_from, start - _LOOK_BACK) : start]


def _free_from(out: Sequence[DateExpression]) -> int:
    return out[-1].span.end if out else 0
