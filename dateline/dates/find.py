"""Finding time expressions: rules match, the longest wins, operators and ranges build on what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.dates.expression import DateExpression, Value
from dateline.dates.lexicon import Lexicon, Rule, english
from dateline.model import Span

_MARK_BACK = 120  # code points before an expression in which a rule's marks are looked for
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")


def match_rules(text: str) -> tuple[DateExpression, ...]:
    """The simple expressions of `text`, in order, none overlapping; bare ones that need company included."""
    lexicon = english()
    found = [e for rule in lexicon.rules for e in _matches(text, rule, lexicon)]
    return _order_figures(_longest(found))


def is_bare(expression: DateExpression) -> bool:
    """Whether the words are a time only in a range or after an operator."""
    return any(rule.bare and rule.id == expression.rule for rule in english().rules)


def _matches(text: str, rule: Rule, lexicon: Lexicon) -> Iterator[DateExpression]:
    for match in rule.pattern.finditer(text):
        start, end = match.span()
        lead = text[max(0, start - _MARK_BACK) : start]
        if rule.not_after and rule.not_after.search(lead):
            continue
        said = dict(rule.fixed) | dict(_parts(match, lexicon))
        said |= {part: 1 for part, pattern in rule.marks if pattern.search(lead)}
        yield DateExpression(Span.of(text, start, end), rule.kind, rule.id, tuple(sorted(said.items())))


def _parts(match: re.Match[str], lexicon: Lexicon) -> Iterator[tuple[str, Value]]:
    for group, words in match.groupdict().items():
        if words is None:
            continue
        part = group.partition("__")[0]
        plain = " ".join(words.lower().split()).replace("’", "'")
        if part == "count" and plain in lexicon.loose:
            yield "loose", 1
        yield part, _value(part, plain, lexicon)


def _value(part: str, words: str, lexicon: Lexicon) -> Value:
    table = lexicon.values.get(part, {})
    if words in table or words.rstrip(".") in table:
        return table.get(words, table.get(words.rstrip("."), words))
    figures = _ORDINAL.sub("", words)
    if figures.isdecimal():
        return int(figures)
    if part == "count":
        return _spelt_count(words, table)
    return words


def _spelt_count(words: str, table: object) -> Value:
    counts = english().values["count"]
    tens, _, ones = words.partition("-")
    if tens in counts and ones in counts:
        return float(counts[tens]) + float(counts[ones])
    return float(words)


def _longest(found: Sequence[DateExpression]) -> tuple[DateExpression, ...]:
    """The leftmost, of those the longest, of those the rule that stands first."""
    kept: list[DateExpression] = []
    for expression in sorted(found, key=lambda e: (e.span.start, -e.span.end)):
        if not kept or expression.span.start >= kept[-1].span.end:
            kept.append(expression)
    return tuple(kept)


def _order_figures(found: Sequence[DateExpression]) -> tuple[DateExpression, ...]:
    """Dates in figures read day first, unless one of the same text can only be read month first."""
    figures = [(e.number("n1"), e.number("n2")) for e in found if e.has("n1")]
    month_first = any(n1 and n2 and n2 > 12 >= n1 for n1, n2 in figures) and not any(
        n1 and n1 > 12 for n1, _ in figures
    )
    return tuple(_read_figures(e, month_first) if e.has("n1") else e for e in found)


def _read_figures(expression: DateExpression, month_first: bool) -> DateExpression:
    n1, n2, year = expression.number("n1"), expression.number("n2"), expression.number("year")
    day, month = (n2, n1) if month_first else (n1, n2)
    parts: dict[str, Value] = {"day": day or 0, "month": month or 0}
    if year is not None:
        parts["year"] = year if year > 99 else year + (1900 if year >= 70 else 2000)
    return DateExpression(expression.span, expression.kind, expression.rule, tuple(sorted(parts.items())))
