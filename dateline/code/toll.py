"""Reading a count of people from words: 'at least 25 civilians' is 25 or more.

The rules are those of the record (toll): the words themselves are data (`numbers:` of the codebook).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from dateline.code.toll_numbers import (
    HYPHENS,
    bound_after,
    bound_at,
    bound_before,
    is_in_bound,
    number_at,
    scaled,
    split,
    split_vague,
    vague_at,
)
from dateline.codebook import Codebook, Numbers, plain_tokens
from dateline.model.event import Effect

_TOKEN = re.compile(r"\d[\d,.]*\d(?![^\W_])|\d+(?![^\W_])|[^\W_]+(?:['’][^\W_]+)*|[-–—,;/+&()]")
_YEAR = re.compile(r"\b(?:in|since|until|during|from|by|of)\s+(?:[A-Z][a-z]{2,8}\.?\s+)?(?:19|20)\d\d\b")
_AGE = re.compile(
    r"\b(?:aged?\s+\d+|\d+(?:\s*[-–]?\s*(?:and a half\s*)?(?:years?|months?)[-–\s]?olds?\b))", re.I
)
_JOINS = ("and", "&", ",", "plus", "along", "alongside")
_SINGULAR_VERBS = ("was", "is", "has")
_PART = re.compile(r",?\s+\b(?:including|among|amongst|[\w-]+ of (?:them|whom|which))\b", re.I)


@dataclass(frozen=True, slots=True)
class Count:
    """How many: `low`/`high` are None where that end is not said. `rule` says in words how it was read."""

    low: int | None
    high: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A count and the words it takes, `start`..`end` (end exclusive)."""

    low: int | None
    high: int | None
    start: int
    end: int
    rule: str


def read_count(words: str, numbers: Numbers) -> Count | None:
    """How many people `words` speak of, or None where they speak of nobody.

    `words` is a noun phrase ('more than 60 soldiers', 'a cleric and several others', 'James Foley') or the
    clause about it; what follows 'including' is left out, ages are not counts. Several counts joined by
    'and' are added; lists that want an entry each are the caller's to split.
    """
    tokens = _TOKEN.findall(_YEAR.sub(" ", _AGE.sub(" ", _before_parts(words))))
    low = [token.lower() for token in tokens]
    if not low:
        return None
    return (
        _nobody(low, numbers)
        or _range(low, numbers)
        or _counted(tokens, low, numbers)
        or _uncounted(tokens, low, numbers)
    )


def guess_effect(words: str, codebook: Codebook) -> Effect | None:
    """What happened to the people that `words` speak of: 'killed', 'injured' … by the first word that
    tells, or None."""
    found = codebook.find_effects(plain_tokens(words))
    return cast(Effect, min(found, key=lambda f: f.start).entry) if found else None


def _before_parts(words: str) -> str:
    cut = _PART.split(words, maxsplit=1)
    return cut[0] if cut[0].strip() else words


def _nobody(low: list[str], numbers: Numbers) -> Count | None:
    """'no casualties', 'nobody', 'none of them' are 0/0; 'no fewer than 12' is not."""
    if low[0] not in numbers.zero and " ".join(low[:2]) not in numbers.zero:
        return None
    if bound_at(low, 0, split(numbers.bounds)):
        return None
    return Count(0, 0, f"'{low[0]}' is nobody")


def _range(low: list[str], numbers: Numbers) -> Count | None:
    """'between 10 and 15', '10-15', 'ten to fifteen people', 'at least three of the four'."""
    at = next((i for i in range(len(low)) if number_at(low, i, numbers)), len(low))
    first = number_at(low, at, numbers)
    if first is None:
        return None
    value, end = first
    last = number_at(low, end + 1, numbers)
    if last and last[0] > value and _is_to(low, at, end):
        return Count(value, last[0], f"from {value} to {last[0]}")
    whole = number_at(low, end + 2, numbers) if low[end : end + 2] == ["of", "the"] else None
    if whole and whole[0] >= value and bound_before(low, at, numbers) == "low":
        return Count(value, whole[0], f"at least {value} of {whole[0]}")
    return None


def _is_to(low: list[str], start: int, joint: int) -> bool:
    return low[joint] in (*HYPHENS, "to", "or") or (low[joint] == "and" and "between" in low[:start])


def _counted(tokens: list[str], low: list[str], numbers: Numbers) -> Count | None:
    """The first quantity, and what is joined to it: named before it, counted after it, one more by an
    article."""
    found = _quantity(low, 0, numbers)
    if found is None or _is_label(low, found):
        return None
    parts = [*_named_before(tokens, low, found, numbers), found]
    while (more := _quantity(low, parts[-1].end, numbers)) is not None:
        if _is_apart(low[parts[-1].end : more.start], numbers):
            break
        parts.append(more)
    if parts[-1] is found:
        parts += _one_after(low, found, numbers)
    return Count(
        _sum(part.low for part in parts),
        _sum(part.high for part in parts),
        " and ".join(part.rule for part in parts),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    """The sum, None where one of them is not known."""
    known = list(values)
    return None if None in known else sum(value for value in known if value is not None)


def _is_apart(between: list[str], numbers: Numbers) -> bool:
    """Whether the next quantity counts others: nothing joins it, or a verb lies between ('one was killed
    and 32 hurt')."""
    joined = any(word in _JOINS for word in between[-3:])
    return not joined or any(word in numbers.head_ends and word not in ("with", "of") for word in between)


def _quantity(low: list[str], start: int, numbers: Numbers) -> _Quantity | None:
    """The first number or vague number from `start`, with the bound before or after it."""
    vague = split_vague(numbers)
    for i in range(start, len(low)):
        size, value = vague_at(low, i, vague)
        size = 0 if size and is_in_bound(low, i, numbers) else size
        number = number_at(low, i, numbers)
        if number and (not size or number[1] > i + size):
            return _bounded(low, i, number[0], number[1], numbers)
        if size:
            return _scaled_quantity(low, i, i + size, value, scaled(low, i + size, value[0], numbers))
    return None


def _scaled_quantity(
    low: list[str],
    start: int,
    end: int,
    value: tuple[int | None, int | None],
    whole: tuple[int, int] | None,
) -> _Quantity:
    """A vague number, multiplied where a scale follows ('several million', 'a few hundred')."""
    least, most, end = (whole[0], None, whole[1]) if whole else (*value, end)
    said = " ".join(low[start:end])
    return _Quantity(least, most, start, end, f"'{said}' is {least}" + (" at least" if most is None else ""))


def _bounded(low: list[str], start: int, value: int, end: int, numbers: Numbers) -> _Quantity:
    bound = bound_before(low, start, numbers) or bound_after(low, end, numbers)
    said = " ".join(low[start:end])
    if bound == "low":
        return _Quantity(value, None, start, end, f"'{said}' is the low end")
    if bound == "high":
        return _Quantity(None, value, start, end, f"'{said}' is the high end")
    return _Quantity(value, value, start, end, f"'{said}' is counted")


def _is_label(low: list[str], found: _Quantity) -> bool:
    """Whether a 'one' is no count here: 'the one in the market'."""
    return (
        low[found.start] == "one"
        and found.start > 0
        and low[found.start - 1] in ("the", "this", "that", "no")
    )


def _named_before(tokens: list[str], low: list[str], found: _Quantity, numbers: Numbers) -> list[_Quantity]:
    """People named one by one before the quantity: 'him and twelve others', 'a cleric and several people'."""
    if found.start == 0 or not any(word in _JOINS for word in low[max(0, found.start - 3) : found.start]):
        return []
    before = [token for token in tokens[: found.start] if token.lower() not in ("with", "along", "and", "&")]
    single = _uncounted(before, [word.lower() for word in before], numbers) if before else None
    if single is None or single.low != single.high:
        return []
    return [_Quantity(single.low, single.high, 0, found.start, f"{single.low} named")]


def _one_after(low: list[str], found: _Quantity, numbers: Numbers) -> list[_Quantity]:
    """One more, joined with an article: '3 soldiers and a civilian'."""
    for i in range(found.end, len(low) - 2):
        if low[i] == "and" and low[i + 1] in ("a", "an", "his", "her", "one"):
            plural = _is_plural(low[i + 2], numbers) or low[i + 2] in numbers.scales
            return [] if plural else [_Quantity(1, 1, i, i + 3, "one more")]
        if low[i] in numbers.head_ends:
            return []
    return []


def _uncounted(tokens: list[str], low: list[str], numbers: Numbers) -> Count | None:
    """No number: how many things the joined nouns are, one each; a plural among them leaves the number
    open."""
    heads, verb = _heads(tokens, low, numbers)
    if not heads:
        return None
    if len(heads) == 1 and verb in _SINGULAR_VERBS:
        return Count(1, 1, f"one, by the verb '{verb}'")
    if any(_is_plural(head.lower(), numbers) for head in heads):
        return Count(numbers.some, None, "a plural without a number")
    return Count(len(heads), len(heads), "one" if len(heads) == 1 else f"{len(heads)} named one by one")


def _heads(tokens: list[str], low: list[str], numbers: Numbers) -> tuple[list[str], str]:
    """The last word of each joined noun phrase, up to the clause or the 'of' that follows; and the word it
    ends at."""
    heads: list[str] = []
    last = end = ""
    titled = False
    for token, word in zip(tokens, low, strict=True):
        if word in _JOINS:
            if last:
                heads.append(last)
            last = ""
        elif word in numbers.head_ends and (last or heads):
            end = word
            break
        elif word.isalpha() or "'" in word or "’" in word:
            if last and token[0].isupper() and _is_plural(last.lower(), numbers):
                titled = True
            last = (
                token
                if not (titled and _is_plural(last.lower(), numbers) and not token[0].isupper())
                else last
            )
    if last:
        heads.append(last)
    return heads, end


def _is_plural(word: str, numbers: Numbers) -> bool:
    if word in numbers.plural:
        return True
    if word in numbers.not_plural or word in numbers.singular:
        return False
    return word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3
