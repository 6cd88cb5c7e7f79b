"""Fitting one logistic decision, and finding the chance from which it should count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dateline.code.logistic import Logistic
from dateline.code.role_features import Features

RARE = 3
"""A feature seen fewer times is left out."""
_PARTS = 5
_ALWAYS = 9.0
"""The log odds of a decision that knows one answer only."""


@dataclass(frozen=True, slots=True)
class Row:
    """One decision to learn from."""

    features: Features
    right: bool


def fit(features: Sequence[Features], right: Sequence[bool] | Any, *, strength: float) -> Logistic:
    """A logistic decision fitted to labelled features; `strength` is the inverse of the pull towards zero.

    Where all rows are of one label, it is that label's always.
    """
    said = set(np.asarray(right).tolist())
    if len(said) < 2:
        return Logistic({}, _ALWAYS if said == {True} else -_ALWAYS)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(features)
    often = np.asarray((matrix != 0).sum(axis=0))[0] >= RARE
    model = LogisticRegression(C=strength, max_iter=500, solver="liblinear", random_state=0)
    model.fit(matrix[:, often], np.asarray(right))
    names = np.asarray(vectors.get_feature_names_out())[often]
    weights = {
        str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.005
    }
    return Logistic(weights, round(float(model.intercept_[0]), 3))


def crossed(features: Sequence[Features], right: Any, *, strength: float) -> np.ndarray:
    """Each row's chance by a decision fitted to the other parts."""
    right = np.asarray(right)
    chances = np.zeros(len(features))
    size = -(-len(features) // _PARTS)
    for start in range(0, len(features), size):
        inside = np.zeros(len(features), bool)
        inside[start : start + size] = True
        rest = [f for f, out in zip(features, ~inside, strict=True) if out]
        model = fit(rest, right[~inside], strength=strength)
        chances[inside] = [model.chance(f) for f, in_ in zip(features, inside, strict=True) if in_]
    return chances


def fit_rows(rows: Sequence[Row], *, strength: float) -> Logistic:
    """A decision fitted to rows."""
    return fit([r.features for r in rows], [r.right for r in rows], strength=strength)


def best_floor(
    rows: Sequence[Row], *, strength: float, missed: int = 0, most: float = 0.7
) -> tuple[float, float]:
    """The best F1 of a cross-fitted decision on its rows, and the chance from which it is reached.

    `missed` counts what should have been found and is in no row.
    """
    right = np.array([r.right for r in rows])
    if not right.any() or right.all():
        return 0.0, 0.5
    chances = crossed([r.features for r in rows], right, strength=strength)
    gold = int(right.sum()) + missed
    score, floor = max(_f1(chances, right, gold, cut) for cut in np.arange(0.1, most, 0.02))
    return score, round(floor, 2)


def _f1(chances: np.ndarray, right: np.ndarray, gold: int, cut: float) -> tuple[float, float]:
    kept = chances >= cut
    hits = int((kept & right).sum())
    return 2 * hits / max(1, int(kept.sum()) + gold), float(cut)
