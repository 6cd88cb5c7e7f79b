"""What the trained reader saw in a report: the numbers every later step decides on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.code.words import Word

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RawMention:
    """A run of words that may tell of an event.

    `first`..`last` are word indices, last exclusive. `types` are the chances of each type given that it is an
    event at all, `chance` that it is one, `statuses` the chances of each status. `roles` has, for the words
    from `crop[0]` to `crop[1]`, the chances of outside, begin, inside for each role: (words, roles, 3).
    """

    first: int
    last: int
    chance: float
    types: FloatArray
    statuses: FloatArray
    crop: tuple[int, int]
    roles: FloatArray


@dataclass(frozen=True, slots=True)
class RawReading:
    """All that the reader saw in one report."""

    words: tuple[Word, ...]
    mentions: tuple[RawMention, ...]
    triggers: FloatArray
    """(words, 1 + types): the chance of each word being no trigger, or one of each type."""
    statuses: FloatArray
    """(words, statuses): the chance of each status, were the word a trigger."""
    links: FloatArray
    """(words, LINK): words of mentions of one occurrence point the same way."""
