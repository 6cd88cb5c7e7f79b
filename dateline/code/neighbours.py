"""What the other groups around one say of it: is it told elsewhere already, said by a speech, one of many."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.code.naming_tree import Tree
from dateline.code.role_features import Features

_LIKELY = 0.3
"""Groups less likely than this govern no other and are governed by none."""
_DENSE = 5.0
"""Events in a hundred words, above which a report is as dense as any: one sentence alone is not denser."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A group among the others: its chance of being one at all, its likeliest type, its triggers' words."""

    chance: float
    type: str
    family: str
    heads: tuple[int, ...]
    sentences: frozenset[int]


def neighbour_features(
    tree: Tree, standings: Sequence[Standing], nearness: npt.NDArray[np.float64], number: int
) -> Features:
    """What the others say of group `number`; `nearness` as in `join.Joined`."""
    mine = standings[number]
    others = [(s, float(nearness[number, i])) for i, s in enumerate(standings) if i != number]
    features = {
        "how many": min(_DENSE, sum(s.chance for s in standings) / max(1, len(tree)) * 100),
        "first told": float(number == 0),
    }
    for name, amount in _counts(mine, [s for s, _ in others]):
        features[name] = features[f"{name}|{mine.family}"] = math.log1p(amount)
    for kin in ("same", "kin", "other"):
        again = max((s.chance * near for s, near in others if _told_by(mine, s) == kin), default=0.0)
        features[f"told by={kin}"] = features[f"told by={kin}|{mine.family}"] = again
    above, below = _governing(tree, mine, [s for s, _ in others])
    for family in above or ("none",):
        features[f"under={family}"] = features[f"under={family}|{mine.family}"] = 1.0
    for family in below:
        features[f"over={family}|{mine.family}"] = 1.0
    return features


def _told_by(mine: Standing, other: Standing) -> str | None:
    """How a likelier group that may be the same occurrence is of kin; None for one less likely."""
    if other.chance <= mine.chance:
        return None
    return "same" if other.type == mine.type else "kin" if other.family == mine.family else "other"


def _counts(mine: Standing, others: Sequence[Standing]) -> Iterator[tuple[str, float]]:
    yield "beside", sum(s.chance for s in others if s.sentences & mine.sentences)
    yield "of its type", sum(s.chance for s in others if s.type == mine.type)
    yield "of its family", sum(s.chance for s in others if s.family == mine.family)


def _governing(tree: Tree, mine: Standing, others: Sequence[Standing]) -> tuple[list[str], list[str]]:
    """The families of likely groups whose words a group hangs on, and of those that hang on it."""
    likely = [s for s in others if s.chance > _LIKELY and s.sentences & mine.sentences]
    over = {h for head in mine.heads for h in tree.above(head)}
    above = {s.family for s in likely if over & set(s.heads)}
    below = {s.family for s in likely if any(h in mine.heads for w in s.heads for h in tree.above(w))}
    return sorted(above), sorted(below)
