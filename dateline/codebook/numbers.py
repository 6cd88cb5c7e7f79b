"""Number words and vague numbers, as data that a count is read with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vague:
    """A number that is not quite one: 'dozens' is 24 at least. `unit` is what a number before it is
    multiplied with."""

    words: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number words and vague numbers.

    `units`: 'three' to 3; `scales`: 'thousand' to 1000, which multiply; `vague`: phrase to range; `bounds`:
    phrase before a number ('at least', 'nearly') to the end it leaves open ('low' knows the low end, 'high'
    the high one, 'exact' both); `after`: the same behind it ('or more'); `zero`: words for nobody;
    `singular`: words for one; `plural`: pronouns and nouns that are plural without ending in -s;
    `not_plural`: nouns in -s that are not. `some`: how many an uncounted plural stands for at least.
    """

    units: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    vague: tuple[Vague, ...] = ()
    bounds: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    zero: frozenset[str] = frozenset()
    singular: frozenset[str] = frozenset()
    plural: frozenset[str] = frozenset()
    not_plural: frozenset[str] = frozenset()
    head_ends: frozenset[str] = frozenset()
    some: int = 2
