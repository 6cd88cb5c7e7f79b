"""Compare two events: each feature's level, its learned weight, and the chance that both are one
occurrence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp, log

from dateline.incidents.data import load_json
from dateline.incidents.features import FEATURES
from dateline.incidents.record import LinkEvent
from dateline.model.incident import Finding, Link

Look = Callable[[LinkEvent, LinkEvent], str]


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights: `bias` and each feature's levels in log-odds; a pair links from `threshold` (0..1)
    on. `context` holds those of a pair's standing among the others of its two reports (see `context`)."""

    bias: float
    levels: Mapping[str, Mapping[str, float]]
    threshold: float = 0.5
    version: str = ""
    context: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    steps: tuple[tuple[Look, Mapping[str, float], float], ...] = field(init=False, compare=False)
    """Each feature's comparison, its scores, and the most that it and those after it can add."""

    def __post_init__(self) -> None:
        tables = [self.levels[f.name] for f in FEATURES]
        tops = [max((0.0, *table.values())) for table in tables]
        steps = ((f.compare, tables[i], sum(tops[i:])) for i, f in enumerate(FEATURES))
        object.__setattr__(self, "steps", tuple(steps))


@cache
def default_weights() -> Weights:
    """The weights that come with Dateline, learned by bench/incidents/learn_weights.py."""
    data = load_json("weights.json")
    return Weights(data["bias"], data["levels"], data["threshold"], data["version"], data["context"])


def log_odds(a: LinkEvent, b: LinkEvent, weights: Weights) -> float:
    """The summed weight of evidence that `a` and `b` tell of one occurrence."""
    table = weights.levels
    return sum((table[f.name].get(f.compare(a, b), 0.0) for f in FEATURES), start=weights.bias)


def likely_odds(a: LinkEvent, b: LinkEvent, weights: Weights, floor: float) -> float | None:
    """The same, or None as soon as the features left cannot bring the sum up to `floor` (log-odds)."""
    odds = weights.bias
    for look, scores, most in weights.steps:
        if odds + most < floor:
            return None
        odds += scores.get(look(a, b), 0.0)
    return odds if odds >= floor else None


def probability(a: LinkEvent, b: LinkEvent, weights: Weights) -> float:
    """The chance (0..1) that `a` and `b` tell of one occurrence."""
    return sigmoid(log_odds(a, b, weights))


def sigmoid(odds: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-odds)) if odds >= 0 else exp(odds) / (1 + exp(odds))


def odds_of(chance: float) -> float:
    """The log-odds of a chance (0..1, ends exclusive)."""
    return log(chance / (1 - chance))


def compare(a: LinkEvent, b: LinkEvent, weights: Weights) -> Link:
    """The comparison in full: every feature with its level, score and sentence, and the chance they add up
    to."""
    findings = tuple(_find(a, b, weights))
    return Link(a.key, b.key, sigmoid(weights.bias + sum(f.score for f in findings)), findings)


def _find(a: LinkEvent, b: LinkEvent, weights: Weights) -> list[Finding]:
    found = []
    for feature in FEATURES:
        level = feature.compare(a, b)
        score = weights.levels[feature.name].get(level, 0.0)
        found.append(Finding(feature.name, level, score, feature.say(a, b, level)))
    return found
