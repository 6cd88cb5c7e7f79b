"""Whether a coded name agrees with an annotated one: the benchmark's own measure, to label and to score."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "his",
        "her",
        "their",
        "its",
        "by",
        "from",
        "near",
    ]
)

Value = Mapping[str, Any]


def name_words(text: str | None) -> frozenset[str]:
    """The words of a name that count, folded."""
    folded = unicodedata.normalize("NFKD", (text or "").lower())
    plain = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return frozenset(w for w in plain.split() if w not in _STOP)


def is_same_name(a: Iterable[str | None], b: Iterable[str | None]) -> bool:
    """Whether one name's words hold the other's, or they share half of them, for any pair of names."""
    others = [w for w in map(name_words, b) if w]
    for x in map(name_words, a):
        for y in others:
            if x and (x <= y or y <= x or len(x & y) * 2 >= len(x | y)):
                return True
    return False
