"""ACLED's tags, as far as they follow from who acted, who was struck and what they are called.

Source: ACLED, 'Tags in the Data' (2024). The rules stand in data/acled.yml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from dateline.codebook import Codebook
from dateline.codebook.numbers import Numbers
from dateline.publish.acled_drafts import Draft, acled_data
from dateline.publish.day_words import MONTHS
from dateline.publish.sides import Party

CROWD = "crowd size"
HEAD_ENDS = re.compile(
    r"\b(?:of|to|for|from|in|at|near|with|who|whose|that|which|by|after|during)\b|,|'s\b|’s\b"
)
"""Where a phrase's head noun has passed: 'supporters of the mayor' are no mayor."""


def find_tags(drafts: Iterable[Draft], book: Codebook) -> tuple[tuple[str, str], ...]:
    """Each tag of a row with the words that say it, in ACLED's writing ('crowd size=about 3,000').

    Of several crowds the first that a report counts is told.
    """
    found = dict(pair for draft in reversed(list(drafts)) for pair in reversed(list(_tags(draft, book))))
    sizes = [tag for tag in found if tag.startswith(CROWD)]
    return tuple((tag, words) for tag, words in reversed(found.items()) if tag not in sizes[:-1])


def is_crowd(draft: Draft) -> bool:
    """Whether ACLED tells the size of a crowd for this event."""
    return draft.event_type in acled_data()["crowd"]["events"]


def _tags(draft: Draft, book: Codebook) -> Iterator[tuple[str, str]]:
    if is_crowd(draft):
        sizes = ((read_size(_words(p), book.numbers), _words(p)) for p in _crowd(draft))
        yield from ((f"{CROWD}={size}", words) for size, words in sizes if size)
    for rule in acled_data()["tags"]:
        if draft.event_type in rule["events"] and (words := _struck(draft.second, rule)):
            yield rule["tag"], words


def _crowd(draft: Draft) -> Iterator[Party]:
    rules = acled_data()["crowd"]
    yield from (p for p in (*draft.first, *draft.second) if p.kind in rules["kinds"])
    yield from (p for p in draft.first if p.kind is None or p.kind in rules["unsaid"])


def _words(party: Party) -> str:
    return party.text or party.name


def _struck(side: tuple[Party, ...], rule: dict[str, Any]) -> str:
    called = [_words(p) for p in side if all(is_called(_words(p), words) for words in rule["words"])]
    enough = len(called) == len(side) if rule["struck"] == "all" else bool(called)
    return "; ".join(called) if enough else ""


def is_called(phrase: str, nouns: Iterable[str]) -> bool:
    """Whether one of `nouns`, or its plural in -s, stands in the phrase's head, not behind 'of'."""
    whole = phrase.casefold()
    parted = HEAD_ENDS.search(whole)
    if parted and parted[0] in ("'s", "’s"):
        return False
    head = whole[: parted.start()] if parted else whole
    return re.search(rf"\b(?:{'|'.join(map(re.escape, nouns))})s?\b", head) is not None


def read_size(phrase: str, numbers: Numbers) -> str | None:
    """How many people a phrase says in its own words ('About 8,000 devotees': 'about 8,000'), else None."""
    found = _pattern(numbers)(phrase.casefold())
    return re.sub(r"\s+", " ", found) if found else None


@lru_cache(maxsize=8)
def _compiled(words: tuple[str, ...], bounds: tuple[str, ...]) -> re.Pattern[str]:
    number = rf"(?:\d[\d.,]*\d|\d|(?:{'|'.join(words)})\b)"
    more = rf"(?:(?:[\s-]+|\s+and\s+){number})*"
    size = rf"(?:(?:{'|'.join(bounds)})\s+)?(?:an?\s+)?{number}{more}"
    # The whole number or none ('tens' are not 'tens of thousands'); no part of a group, no day of a month.
    others = rf"of\s+(?:the|his|her|its|their|them|those)|{'|'.join(MONTHS).casefold()}"
    return re.compile(rf"\s*(?:the\s+|a crowd of\s+)?((?>{size}))(?!\s+(?:{others})\b)(?![\w.,-])")


def _pattern(numbers: Numbers) -> Callable[[str], str | None]:
    skipped = acled_data()["crowd"]["not_numbers"]
    vague = [v.words for v in numbers.vague if v.words not in skipped]
    scales = [form for word in numbers.scales for form in (f"{word}s", word)]
    words, bounds = (
        tuple(re.escape(w) for w in sorted(found, key=lambda w: (-len(w), w)))
        for found in ((*vague, *numbers.units, *scales), numbers.bounds)
    )
    compiled = _compiled(words, bounds)

    def read(phrase: str) -> str | None:
        match = compiled.match(phrase)
        return match[1] if match else None

    return read
