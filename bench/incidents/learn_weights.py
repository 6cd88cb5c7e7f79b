"""Learn the weights of comparison from labelled pairs, cross-validated over topics.

    python bench/incidents/learn_weights.py CODED.jsonl INCIDENTS.json [--write] [--strength 8]

CODED.jsonl: coded reports with their texts; INCIDENTS.json: groups of events that are one incident, doubtful
pairs, and the reports compared. A logistic regression whose prior are the weights in data/prior.yml, with
Gaussian strength `--strength`: few pairs move a weight little (maximum a posteriori; Fellegi and Sunter's
weights, learned together because features depend on each other). Topics are reports tied by shared incidents:
no weight is tested on the topic it was learned from. Prints the figures; --write keeps the weights learned
from all pairs.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from dateline.incidents.block import candidate_pairs
from dateline.incidents.compare import Weights
from dateline.incidents.data import load_json, load_yaml
from dateline.incidents.features import FEATURES
from dateline.incidents.features.kind import contradict
from dateline.incidents.group import group, order
from dateline.incidents.link import FLOOR
from dateline.incidents.record import LinkEvent, read_events
from dateline.model.incident import EventKey

FOLDS = 5
COLUMNS = [(f.name, level) for f in FEATURES for level in f.levels if level not in f.silent]
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


def cross_validate(pairs: Pairs, prior: Any, bias: float, strength: float) -> Any:
    """Each pair's chance by weights that saw neither of its topics; averaged where its topics have two
    folds."""
    odds = np.zeros(len(pairs.y))
    for k in range(FOLDS):
        inside = (pairs.fold == k).any(axis=1)
        train = ~inside & pairs.sure
        v = fit(pairs.x[train], pairs.y[train], prior, bias, strength)
        two = pairs.fold[inside][:, 0] != pairs.fold[inside][:, 1]
        odds[inside] += (pairs.x[inside] @ v[:-1] + v[-1]) / np.where(two, 2, 1)
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
    parser.add_argument("--strength", type=float, default=8.0)
    parser.add_argument("--threshold", type=float)
    asked = parser.parse_args()
    pairs = Pairs(asked.coded, json.loads(asked.gold.read_text("utf-8")))
    table = load_yaml("prior.yml")
    prior = np.array([table["levels"][feature].get(level, 0.0) for feature, level in COLUMNS])
    blocked = int(pairs.y.sum())
    print(
        f"{len(pairs.events)} events, {len(pairs.keys)} pairs compared; "
        f"{blocked} of {len(pairs.same)} same ones"
    )
    chances = cross_validate(pairs, prior, table["bias"], asked.strength)
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7):
        p, r, f, look = measure(pairs, chances, threshold)
        print(f"threshold {threshold:.2f}: P {p:.3f} R {r:.3f} F1 {f:.3f}, look-alikes linked {look}")
    if asked.write:
        write(fit(pairs.x[pairs.sure], pairs.y[pairs.sure], prior, table["bias"], asked.strength), asked)


def write(v: Any, asked: argparse.Namespace) -> None:
    """Keep the weights."""
    levels: dict[str, dict[str, float]] = {f.name: {} for f in FEATURES}
    for (feature, level), weight in zip(COLUMNS, v, strict=False):
        levels[feature][level] = round(float(weight), 3)
    threshold = asked.threshold or load_json("weights.json")["threshold"]
    data = {"version": "1", "threshold": threshold, "bias": round(float(v[-1]), 3), "levels": levels}
    DATA.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    Weights(data["bias"], levels, threshold)


if __name__ == "__main__":
    main()
