"""A time expression found in a text, not yet resolved."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Span

Value = str | int | float


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that could date an event.

    `kind` names the function that resolves it (resolve.py), `rule` the rule of english/*.yml that found it,
    `parts` what the words say (weekday 0-6, month 1-12, count, unit …), `inner` the expressions that a range
    or an operator such as 'since' is made of.
    """

    span: Span
    kind: str
    rule: str
    parts: tuple[tuple[str, Value], ...] = ()
    inner: tuple[DateExpression, ...] = ()

    def number(self, name: str) -> int | None:
        """The part as a whole number, or None where the words do not say it."""
        value = self._value(name)
        return int(value) if isinstance(value, (int, float)) else None

    def amount(self, name: str) -> float | None:
        """The part as a number that may have a half, or None."""
        value = self._value(name)
        return float(value) if isinstance(value, (int, float)) else None

    def word(self, name: str) -> str | None:
        """The part as a word, or None."""
        value = self._value(name)
        return value if isinstance(value, str) else None

    def has(self, name: str) -> bool:
        """Whether the words say this part."""
        return self._value(name) is not None

    def _value(self, name: str) -> Value | None:
        return next((value for key, value in self.parts if key == name), None)
