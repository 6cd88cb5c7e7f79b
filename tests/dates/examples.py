"""The rules' own examples, and readings made by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.dates import find_dates, resolve_date
from dateline.dates.lexicon import read_data
from dateline.model import Span, When

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Example:
    """Words, what they are resolved against, and the days they mean."""

    rule: str
    words: str
    published: date | None
    days: Days
    ahead: bool
    anchor: date | None


def day(when: date, words: str = "then") -> When:
    """A day as the narrative told it."""
    return When(Span(0, len(words), words), when, when, "day", "")


def rule_entries() -> list[dict[str, Any]]:
    """Every rule, operator and range of the English data."""
    operators = read_data("operators.yml")
    return [*read_data("rules.yml"), *operators["operators"], *operators["ranges"]]


def rule_examples() -> list[Example]:
    """Every example of every rule."""
    return [_example(entry["id"], e) for entry in rule_entries() for e in entry.get("examples", ())]


def days_of(example: Example) -> Days | None:
    """The days that the example's words come out with; None where they are not found, or not as one."""
    found = find_dates(example.words)
    if len(found) != 1:
        return None
    anchor = day(example.anchor) if example.anchor else None
    when = resolve_date(found[0], published=example.published, looks_ahead=example.ahead, anchor=anchor)
    return (when.first, when.last) if when else (None, None)


def _example(rule: str, row: list[Any]) -> Example:
    words, published, first, last, *more = row
    options: dict[str, Any] = more[0] if more else {}
    return Example(rule, words, published, (first, last), options.get("ahead", False), options.get("anchor"))
