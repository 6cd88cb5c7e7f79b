"""Which runs of words may be mentions of events, from the reader's scores for each word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dateline.code.reading import FloatArray

FLOOR = 0.12
"""A run of words less likely than this to be a mention is not looked at again."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A run of words, first..last (exclusive), with its chance and its chances by type and status."""

    first: int
    last: int
    chance: float
    types: FloatArray
    statuses: FloatArray


def spot_mentions(triggers: FloatArray, statuses: FloatArray, *, floor: float = FLOOR) -> tuple[Spot, ...]:
    """Runs of neighbouring words of one type whose chance of being no trigger is below 1 - `floor`.

    triggers: (words, 1 + types) chances, column 0 none; statuses: (words, statuses) chances.
    """
    return tuple(_spot(triggers, statuses, a, b) for a, b in _runs(triggers, floor))


def _runs(triggers: FloatArray, floor: float) -> Iterator[tuple[int, int]]:
    likely = 1.0 - triggers[:, 0] >= floor
    kind = triggers[:, 1:].argmax(axis=1)
    start: int | None = None
    for i in range(len(likely) + 1):
        goes_on = i < len(likely) and likely[i] and start is not None and kind[i] == kind[i - 1]
        if start is not None and not goes_on:
            yield start, i
            start = None
        if start is None and i < len(likely) and likely[i]:
            start = i


def _spot(triggers: FloatArray, statuses: FloatArray, first: int, last: int) -> Spot:
    some = 1.0 - triggers[first:last, 0]
    weight = some / some.sum()
    types = (triggers[first:last, 1:] * weight[:, None]).sum(axis=0)
    status = (statuses[first:last] * weight[:, None]).sum(axis=0)
    return Spot(first, last, float(some.max()), types / types.sum(), status / status.sum())


def softmax(scores: FloatArray) -> FloatArray:
    """Chances along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    powers = np.exp(shifted)
    result: FloatArray = powers / powers.sum(axis=-1, keepdims=True)
    return result
