"""What a feature is: a name, the levels it tells apart, how to find the level and how to say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dateline.incidents.record import LinkEvent


@dataclass(frozen=True, slots=True)
class Feature:
    """A named comparison of two events (after Fellegi and Sunter 1969: levels, each with a learned weight).

    `compare(a, b)` gives one of `levels`; `say(a, b, level)` gives the sentence. Both are symmetric. A
    level in
    `silent` says nothing either way and always weighs 0.
    """

    name: str
    levels: tuple[str, ...]
    compare: Callable[[LinkEvent, LinkEvent], str]
    say: Callable[[LinkEvent, LinkEvent, str], str]
    silent: frozenset[str] = frozenset()
