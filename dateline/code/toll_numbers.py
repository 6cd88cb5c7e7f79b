"""Numbers within a count's words: '1.2 million', 'at least two hundred and five', 'tens of thousands'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from dateline.codebook import Numbers

T = TypeVar("T")
_DIGITS = re.compile(r"\d[\d.,]*")
HYPHENS = ("-", "–", "—")


def is_in_bound(low: list[str], at: int, numbers: Numbers) -> bool:
    """Whether a vague word is part of a bound: the 'many' of 'as many as 20', the 'some' of 'some 40'."""
    return any(
        start <= at < stop and number_at(low, stop, numbers) is not None
        for start in range(max(0, at - 3), at + 1)
        for stop in [start + bound_size(low, start, numbers)]
    )


def bound_size(low: list[str], at: int, numbers: Numbers) -> int:
    return next((len(p) for p, _ in split(numbers.bounds) if tuple(low[at : at + len(p)]) == p), 0)


def number_at(low: list[str], at: int, numbers: Numbers) -> tuple[int, int] | None:
    """The number that begins at `at` and the token after it: '1.2 million', 'two hundred and five'."""
    total, current, i, seen = 0, 0.0, at, False
    if at < len(low) - 1 and low[at] in ("a", "an") and low[at + 1] in numbers.scales:
        current, i, seen = 1.0, at + 1, True
    while i < len(low):
        word = low[i]
        if _DIGITS.fullmatch(word) and not (seen and current):
            current, seen = _digits(word), True
        elif word in numbers.units and not (seen and 0 < current % 100 < 20):
            current, seen = current + numbers.units[word], True
        elif seen and word in numbers.scales:
            scale = numbers.scales[word]
            scaled = (current or 1) * scale
            total, current = (total, scaled) if scale < 1000 else (total + round(scaled), 0.0)
        elif seen and _goes_on(low, i, numbers):
            pass
        else:
            break
        i += 1
    return (total + round(current), i) if seen else None


def _goes_on(low: list[str], i: int, numbers: Numbers) -> bool:
    """Whether a joint within a number stands here: 'twenty-four', 'two hundred and five'."""
    following = low[i + 1] if i + 1 < len(low) else ""
    if low[i] in HYPHENS:
        tens = numbers.units.get(low[i - 1], 0)
        return 20 <= tens < 100 and 0 < numbers.units.get(following, 0) < 10
    return low[i] == "and" and low[i - 1] in ("hundred", "thousand") and following in numbers.units


def _digits(word: str) -> float:
    """'1,200' and '1.200.000' and '1.2' as numbers; a comma or dot before three digits parts thousands."""
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{2,3})*[,.]\d{3}", word):
        return float(re.sub(r"[,.]", "", word))
    plain = word.replace(",", "")
    return float(plain) if plain.count(".") <= 1 else float(plain.replace(".", ""))


def scaled(low: list[str], at: int, value: int | None, numbers: Numbers) -> tuple[int, int] | None:
    if value is not None and at < len(low) and low[at] in numbers.scales:
        return value * numbers.scales[low[at]], at + 1
    return None


def bound_before(low: list[str], at: int, numbers: Numbers) -> str | None:
    """What stands before a number says which end is known; 'the', 'a total of' and the like may lie
    between."""
    phrases = split(numbers.bounds)
    for start in range(max(0, at - 6), at):
        bound = bound_at(low, start, phrases, upto=at)
        if bound:
            return bound
    return None


def bound_at(
    low: list[str], at: int, phrases: tuple[tuple[tuple[str, ...], str], ...], upto: int | None = None
) -> str | None:
    for phrase, end in phrases:
        stop = at + len(phrase)
        if tuple(low[at:stop]) == phrase and (upto is None or _leads_to(low, stop, upto)):
            return end
    return None


def _leads_to(low: list[str], stop: int, upto: int) -> bool:
    return stop <= upto and all(
        word in ("the", "a", "an", "another", "further", "other") for word in low[stop:upto]
    )


def bound_after(low: list[str], at: int, numbers: Numbers) -> str | None:
    if at < len(low) and low[at] == "+":
        return "low"
    for start in (at, at + 1):
        bound = bound_at(low, start, split(numbers.after))
        if bound:
            return bound
    return None


def vague_at(
    low: list[str], at: int, vague: tuple[tuple[tuple[str, ...], tuple[int | None, int | None]], ...]
) -> tuple[int, tuple[int | None, int | None]]:
    for phrase, value in vague:
        if tuple(low[at : at + len(phrase)]) == phrase:
            return len(phrase), value
    return 0, (None, None)


@lru_cache(maxsize=8)
def _split_cached(items: tuple[tuple[str, T], ...]) -> tuple[tuple[tuple[str, ...], T], ...]:
    return tuple(sorted(((tuple(k.split()), v) for k, v in items), key=lambda item: -len(item[0])))


def split(phrases: Mapping[str, str]) -> tuple[tuple[tuple[str, ...], str], ...]:
    return _split_cached(tuple(phrases.items()))


def split_vague(numbers: Numbers) -> tuple[tuple[tuple[str, ...], tuple[int | None, int | None]], ...]:
    return _split_cached(tuple((v.words, (v.low, v.high)) for v in numbers.vague))
