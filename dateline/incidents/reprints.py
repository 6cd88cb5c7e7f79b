"""Near-copies among reports and wire text shared in part: fingerprints of word runs, chosen by winnowing.

Winnowing (Schleimer, Wilkerson, Aiken 2003) keeps the smallest of each few neighbouring runs, so that any
shared stretch of `RUN + WINDOW - 1` words leaves at least one common fingerprint wherever it stands: cut,
re-headlined, merged and quoted texts are found as well as whole copies.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from dateline.incidents.words import stems

RUN = 4
WINDOW = 4
COMMON = 200
"""A fingerprint in more reports than this is a formula of the trade and tells nothing."""

COPIED = 0.25
"""From this share of the shorter text on, one is (partly) a reprint of the other."""

LEAST = 4
"""Fingerprints that must be shared: a stretch of some twenty words."""


@dataclass(frozen=True, slots=True, order=True)
class Reprint:
    """Two reports with text in common: the shares (0..1) of each one's fingerprints that the other has."""

    a: str
    b: str
    share_a: float
    share_b: float

    @property
    def kind(self) -> str:
        """'copy' where both are mostly the same, 'cut' where one holds the other, else 'shared text'."""
        low, high = sorted((self.share_a, self.share_b))
        if low >= 0.7:
            return "copy"
        return "cut" if high >= 0.7 else "shared text"


def fingerprints(text: str) -> frozenset[int]:
    """The winnowed fingerprints of a text: about two in every five runs of words, the same on every
    machine."""
    words = list(stems(text))
    runs = [zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)]
    if len(runs) <= WINDOW:
        return frozenset(runs)
    return frozenset(min(runs[i : i + WINDOW]) for i in range(len(runs) - WINDOW + 1))


def find_reprints(prints: Mapping[str, frozenset[int]], *, share: float = COPIED) -> tuple[Reprint, ...]:
    """The pairs of reports that share text, in order.

    Arguments: `prints`, each report's fingerprints by its id; `share` (0..1), how much of the shorter text
    must be common. Near-linear: only reports with a common, not too common fingerprint are compared.
    """
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for id in sorted(prints):
        for mark in prints[id]:
            holders[mark].append(id)
    common: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        if 1 < len(ids) <= COMMON:
            common.update(combinations(ids, 2))
    found = (_reprint(prints, a, b, count) for (a, b), count in common.items() if count >= LEAST)
    return tuple(sorted(r for r in found if max(r.share_a, r.share_b) >= share))


def _reprint(prints: Mapping[str, frozenset[int]], a: str, b: str, count: int) -> Reprint:
    return Reprint(a, b, round(count / len(prints[a]), 3), round(count / len(prints[b]), 3))


def originals(reprints: Iterable[Reprint], published: Mapping[str, int | None]) -> Iterator[tuple[str, str]]:
    """Each reprint as (later report, earlier report); by id where the days are unknown or the same."""
    for pair in reprints:
        first, second = sorted((pair.a, pair.b), key=lambda id: (published.get(id) or 10**7, id))
        yield second, first
