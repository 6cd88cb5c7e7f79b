"""Whether a name or a chain agrees with the annotated one, by the benchmark's rule of shared words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from dateline.model import Chain, SourceLink

_SMALL = frozenset(
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


def name_words(text: str) -> frozenset[str]:
    """The words of a name, without accents and small words."""
    plain = unicodedata.normalize("NFKD", text.lower())
    spaced = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return frozenset(spaced.split()) - _SMALL


def names_agree(one: str, other: str) -> bool:
    """One's words hold the other's, or they share half of them."""
    a, b = name_words(one), name_words(other)
    return bool(a) and bool(b) and (a <= b or b <= a or len(a & b) * 2 >= len(a | b))


def link_agrees(gold: str, link: SourceLink) -> bool:
    """Whether a source, by its words or its name, is the annotated one."""
    return names_agree(gold, link.name) or names_agree(gold, link.span.text)


def chain_agrees(gold: Sequence[Sequence[str]], chains: Sequence[Chain]) -> bool:
    """No chain where none is due; else some innermost source in common."""
    if not gold or not chains:
        return not gold and not chains
    return any(link_agrees(g[-1], c[-1]) for g in gold for c in chains)
