"""Runs of words, by which wording that two reports share shows."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator

from dateline.incidents.words import stems

RUN_WORDS = 6
"""How many words in a row two texts seldom share by chance."""


def word_runs(text: str, size: int = RUN_WORDS) -> Iterator[int]:
    """The runs of `size` words in `text`, as numbers that are the same on every machine: shared wording
    shows."""
    words = list(stems(text))
    return (_steady_hash(" ".join(words[i : i + size])) for i in range(len(words) - size + 1))


def recurring_runs(text: str) -> frozenset[int]:
    """The runs that a report itself repeats: formulas of its genre, which tell nothing about one
    occurrence."""
    counts = Counter(word_runs(text))
    return frozenset(run for run, count in counts.items() if count > 1)


def _steady_hash(text: str) -> int:
    return zlib.crc32(text.encode())
