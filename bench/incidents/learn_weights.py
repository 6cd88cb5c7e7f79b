"""Learn the weights of comparison from labelled pairs, cross-validated over topics.

    python bench/incidents/learn_weights.py CODED.jsonl INCIDENTS.json [--write] [--strength 16]

CODED.jsonl: coded reports with their texts; INCIDENTS.json: groups of events that are one incident, doubtful
pairs, and the reports compared. A logistic regression whose prior are the weights in data/prior.yml, with
Gaussian strength `--strength`: few pairs move a weight little (maximum a posteriori; Fellegi and Sunter's
weights, learned together because features depend on each other); a second one weighs a pair's context.
Topics are reports tied by shared incidents: no weight is tested on the topic it was learned from. Prints the
figures; --write keeps the weights learned from all pairs.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from dateline.incidents.block import candidate_pairs
from dateline.incidents.compare import Weights, odds_of
from dateline.incidents.context import COMPANY, STANDINGS, levels_of
from dateline.incidents.data import load_json, load_yaml
from dateline.incidents.features import FEATURES
from dateline.incidents.features.kind import contradict
from dateline.incidents.group import Pair, group, order
from dateline.incidents.link import FLOOR
from dateline.incidents.read_events import read_events
from dateline.incidents.record import LinkEvent
from dateline.model.incident import EventKey

FOLDS = 5
COLUMNS = [(f.name, level) for f in FEATURES for level in f.levels if level not in f.silent]
CONTEXT = [("odds", "scale"), *(("standing", s) for s in STANDINGS), *(("company", c) for c in COMPANY)]
DATA = Path(__file__).parents[2] / "dateline/incidents/data/weights.json"


class Pairs:
    """The compared pairs as a matrix, with their labels and folds."""

    def __init__(self, coded: Path, gold: dict[str, Any]) -> None:
        compared = set(gold["reports"])
        lines = [json.loads(line) for line in coded.read_text("utf-8").splitlines()]
        self.events = {
            e.key: e for line in lines if line["report"]["id"] in compared for e in read_events(line)
        }
        self.same = {
            order(*map(EventKey.parse, pair))
            for incident in gold["incidents"]
            for pair in itertools.combinations(incident["events"], 2)
        }
        self.doubtful = {order(EventKey.parse(d[0]), EventKey.parse(d[1])) for d in gold["doubtful"]}
        self.different = {order(EventKey.parse(d[0]), EventKey.parse(d[1])) for d in gold["different"]}
        self.same -= self.doubtful
        self.keys = [(a.key, b.key) for a, b in candidate_pairs(self.events.values())]
        self.x = np.array([row_of(self.events[a], self.events[b]) for a, b in self.keys], dtype=np.float64)
        self.y = np.array([pair in self.same for pair in self.keys], dtype=np.float64)
        self.sure = np.array([pair not in self.doubtful for pair in self.keys])
        fold = folds(self.events, gold)
        self.fold = np.array([[fold[a.report], fold[b.report]] for a, b in self.keys])


def row_of(a: LinkEvent, b: LinkEvent) -> list[float]:
    """One 1 for each feature, at the level the pair shows."""
    found = {(f.name, f.compare(a, b)) for f in FEATURES}
    return [float(column in found) for column in COLUMNS]


def folds(events: dict[EventKey, LinkEvent], gold: dict[str, Any]) -> dict[str, int]:
    """Each report's fold: a topic stays whole; the topics with most pairs have a fold of their own."""
    topic = {key.report: key.report for key in events}
    for incident in gold["incidents"]:
        reports = sorted({topic[EventKey.parse(e).report] for e in incident["events"]})
        topic = {r: reports[0] if t in reports else t for r, t in topic.items()}
    sizes = Counter(topic[EventKey.parse(e).report] for i in gold["incidents"] for e in i["events"])
    ranked = sorted(set(topic.values()), key=lambda t: (-sizes[t], t))
    own = {t: min(n, FOLDS - 1) if sizes[t] else n % FOLDS for n, t in enumerate(ranked)}
    return {report: own[t] for report, t in topic.items()}


def fit(x: Any, y: Any, prior: Any, bias: float, strength: float) -> Any:
    """The weights and, last, the bias that make `y` most likely, given the prior."""
    rows, counts = np.unique(np.hstack([x, y[:, None]]), axis=0, return_counts=True)
    x, y = rows[:, :-1], rows[:, -1]

    def loss(v: Any) -> tuple[float, Any]:
        odds, off = x @ v[:-1] + v[-1], v[:-1] - prior
        error = (1 / (1 + np.exp(-odds)) - y) * counts
        value = (counts * (np.logaddexp(0, odds) - y * odds)).sum() + strength * (off @ off) / 2
        return value, np.r_[x.T @ error + strength * off, error.sum()]

    return minimize(loss, np.r_[prior, bias], jac=True, method="L-BFGS-B").x


def learn(pairs: Pairs, train: Any, table: dict[str, Any], strength: float) -> tuple[Any, Any]:
    """The weights of the features and of the context, from the pairs that `train` marks."""
    v = fit(pairs.x[train], pairs.y[train], prior_of(table["levels"], COLUMNS), table["bias"], strength)
    x, told = context_rows(pairs, pairs.x @ v[:-1] + v[-1])
    rows = train & told
    prior = prior_of(table["context"], CONTEXT)
    return v, fit(x[rows], pairs.y[rows], prior, table["context"]["odds"]["bias"], strength)


def prior_of(table: dict[str, dict[str, float]], columns: list[tuple[str, str]]) -> Any:
    """The prior weights of these columns."""
    return np.array([table[feature].get(level, 0.0) for feature, level in columns])


def context_rows(pairs: Pairs, odds: Any) -> tuple[Any, Any]:
    """For each pair its log-odds, standing and company, and whether it is likely enough to have any."""
    likely: dict[tuple[str, str], dict[Pair, float]] = defaultdict(dict)
    for pair, value in zip(pairs.keys, odds.tolist(), strict=True):
        if value >= odds_of(FLOOR) and not contradict(pairs.events[pair[0]], pairs.events[pair[1]]):
            likely[pair[0].report, pair[1].report][pair] = value
    levels = {pair: found for group in likely.values() for pair, found in levels_of(group).items()}
    x, at = np.zeros((len(odds), len(CONTEXT))), {column: n for n, column in enumerate(CONTEXT)}
    x[:, 0] = odds
    for row, pair in enumerate(pairs.keys):
        if pair in levels:
            x[row, at["standing", levels[pair][0]]] = x[row, at["company", levels[pair][1]]] = 1
    return x, np.array([pair in levels for pair in pairs.keys])


def odds_by(pairs: Pairs, weights: tuple[Any, Any]) -> Any:
    """Each pair's log-odds by these weights."""
    v, w = weights
    alone = pairs.x @ v[:-1] + v[-1]
    x, told = context_rows(pairs, alone)
    return np.where(told, x @ w[:-1] + w[-1], alone)


def cross_validate(pairs: Pairs, table: dict[str, Any], strength: float) -> Any:
    """Each pair's chance by weights that saw neither of its topics; averaged where its topics have two
    folds."""
    odds = np.zeros(len(pairs.y))
    for k in range(FOLDS):
        inside = (pairs.fold == k).any(axis=1)
        found = odds_by(pairs, learn(pairs, ~inside & pairs.sure, table, strength))
        two = pairs.fold[inside][:, 0] != pairs.fold[inside][:, 1]
        odds[inside] += found[inside] / np.where(two, 2, 1)
    return 1 / (1 + np.exp(-odds))


def measure(pairs: Pairs, chances: Any, threshold: float) -> tuple[float, float, float, int]:
    """Precision, recall, F1 over pairs of grouped events, and look-alikes linked."""
    known = pairs.events
    chance = dict(zip(pairs.keys, chances.tolist(), strict=True))
    score = {pair: 0.0 if contradict(known[pair[0]], known[pair[1]]) else p for pair, p in chance.items()}
    edges = {pair: p for pair, p in score.items() if p >= FLOOR}
    groups = group(edges, lambda a, b: score.get(order(a, b), 0.0), threshold=threshold)
    found = {p for g in groups for p in itertools.combinations(g, 2) if p not in pairs.doubtful}
    right = len(found & pairs.same)
    p, r = right / max(1, len(found)), right / len(pairs.same)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0, len(found & pairs.different)


def main() -> None:
    """Learn, measure, print, and with --write keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("coded", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--strength", type=float, default=16.0)
    parser.add_argument("--threshold", type=float)
    asked = parser.parse_args()
    pairs = Pairs(asked.coded, json.loads(asked.gold.read_text("utf-8")))
    table = load_yaml("prior.yml")
    blocked = int(pairs.y.sum())
    print(
        f"{len(pairs.events)} events, {len(pairs.keys)} pairs compared; "
        f"{blocked} of {len(pairs.same)} same ones"
    )
    chances = cross_validate(pairs, table, asked.strength)
    for threshold in (0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        p, r, f, look = measure(pairs, chances, threshold)
        print(f"threshold {threshold:.2f}: P {p:.3f} R {r:.3f} F1 {f:.3f}, look-alikes linked {look}")
    if asked.write:
        write(*learn(pairs, pairs.sure, table, asked.strength), asked)


def write(v: Any, w: Any, asked: argparse.Namespace) -> None:
    """Keep the weights."""
    levels: dict[str, dict[str, float]] = {f.name: {} for f in FEATURES}
    for (feature, level), weight in zip(COLUMNS, v, strict=False):
        levels[feature][level] = round(float(weight), 3)
    threshold = asked.threshold or load_json("weights.json")["threshold"]
    context: dict[str, dict[str, float]] = {"odds": {"bias": round(float(w[-1]), 3)}}
    for (feature, level), weight in zip(CONTEXT, w, strict=False):
        context.setdefault(feature, {})[level] = round(float(weight), 3)
    data = {
        "version": "2",
        "threshold": threshold,
        "bias": round(float(v[-1]), 3),
        "levels": levels,
        "context": context,
    }
    DATA.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    Weights(round(float(v[-1]), 3), levels, threshold, context=context)


if __name__ == "__main__":
    main()
