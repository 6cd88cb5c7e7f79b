"""A logistic decision over named features: weights as data, chances out, the strongest reasons in words."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights by feature name and a bias; features without a weight count nothing."""

    weights: Mapping[str, float]
    bias: float

    def score(self, features: Features) -> float:
        """The log odds."""
        total, weight_of = self.bias, self.weights.get
        # a plain loop: `sum` rounds floats differently from Python 3.12 on
        for name, value in features.items():
            weight = weight_of(name)
            if weight is not None:
                total += weight * value
        return total

    def chance(self, features: Features) -> float:
        """The chance, 0..1."""
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, self.score(features)))))

    def reasons(self, features: Features, most: int = 2) -> tuple[str, ...]:
        """The names of the features that speak most strongly for it."""
        speaking = ((self.weights.get(n, 0.0) * v, n) for n, v in features.items())
        return tuple(
            name for weight, name in sorted(speaking, key=lambda x: (-x[0], x[1]))[:most] if weight > 0
        )


def load_logistics(path: Path) -> tuple[dict[str, Logistic], dict[str, float]]:
    """The decisions kept in a JSON file, and the chance from which each counts, both by name."""
    data = json.loads(path.read_text(encoding="utf-8"))
    made = {name: Logistic(entry["weights"], entry["bias"]) for name, entry in data["decisions"].items()}
    return made, {name: float(floor) for name, floor in data["floors"].items()}
