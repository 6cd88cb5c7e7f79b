"""Fit the weights that decide whether an event is told under an attribution, and cross-validate them.

    python bench/who/fit_chain.py TRAIN.jsonl [--write] [--test DEV.jsonl]

Reads annotated reports (gold triggers, types, statuses and actors), prints chain accuracy as the
benchmark's scorer computes it: without any chain, with every covering attribution, and weighed (five folds
by report).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from dateline.code.chain import Voices, read_voices
from dateline.code.chain_weigh import Occasion, Weights, candidates, chains_of_event, features
from dateline.code.naming_tree import read_tree
from dateline.code.parse import load_parser, parse_text
from dateline.codebook import load_codebook
from dateline.model import Chain, Span

sys.path.insert(0, str(Path(__file__).parent))
from agree import chain_agrees, link_agrees

Event = dict[str, Any]
WEIGHTS = Path(__file__).parents[2] / "dateline" / "code" / "chain_weights.json"
SEED, FOLDS, DECIMALS = 7, 5, 4
ALSO = 0.3


def read_reports(path: Path, codebook: Any = None) -> list[tuple[Voices, list[Event]]]:
    """Each annotated report's voices and events."""
    codebook = codebook or load_codebook()
    parser = load_parser()
    reports = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        (read_voices(read_tree(parse_text(r["text"], parser)), codebook, outlet=r.get("outlet")), r["events"])
        for r in reports
    ]


def occasion(voices: Voices, event: Event, speech: frozenset[str], family: dict[str, str]) -> Occasion:
    """The gold event as the decision sees it."""
    mentions = tuple(sorted(Span(m["start"], m["end"], m["text"]) for m in event["mentions"]))
    names = tuple(x for a in event["actors"] for x in (a["name"], a["text"]) if x)
    kind = family.get(event["type"], "")
    return Occasion(mentions, event["type"], kind, event["status"], event["type"] in speech, (), names)


def rows(voices: Voices, event: Event, at: Occasion) -> list[tuple[dict[str, float], bool]]:
    """Features and label of each attribution that covers the event."""
    gold = [chain[-1] for chain in event["chain"]]
    found = [(features(voices, at, i, chain), any(link_agrees(g, chain[-1]) for g in gold))
             for i, chain in candidates(voices, at)]  # fmt: skip
    if gold and not any(label for _, label in found):
        return [(f, True) for f, _ in found]
    return found


def fit(
    data: Sequence[tuple[dict[str, float], bool]], strength: float, threshold: float, also: float = ALSO
) -> Weights:
    """Weights fitted to rows of features and labels."""
    names = sorted({name for row, _ in data for name in row})
    place = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    for i, (row, _) in enumerate(data):
        for name, value in row.items():
            matrix[i, place[name]] = value
    model = LogisticRegression(C=strength, max_iter=2000, fit_intercept=False, random_state=SEED)
    model.fit(matrix, np.array([label for _, label in data]))
    learned = {name: round(float(w), DECIMALS) for name, w in zip(names, model.coef_[0], strict=True)}
    return Weights({name: w for name, w in learned.items() if abs(w) >= 0.01}, threshold, also)


def accuracy(reports: Sequence[tuple[list[Event], list[tuple[Chain, ...]]]]) -> float:
    """Chain accuracy over all events."""
    hits = [
        chain_agrees(e["chain"], c) for events, chains in reports for e, c in zip(events, chains, strict=True)
    ]
    return sum(hits) / len(hits)


def main() -> None:
    """Measure, and with --write keep the weights."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("train", type=Path)
    asked.add_argument("--test", type=Path)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--strength", type=float, default=0.2)
    asked.add_argument("--threshold", type=float, default=0.6)
    a = asked.parse_args()
    codebook = load_codebook()
    family = {t.id: t.family for t in codebook.types.values()}
    speech = frozenset(t for t, kind in family.items() if kind == "speech")
    reports = read_reports(a.train, codebook)
    measure(reports, family, speech, a.strength, a.threshold)
    data = [row for v, es in reports for e in es for row in rows(v, e, occasion(v, e, speech, family))]
    weights = fit(data, a.strength, a.threshold)
    if a.test:
        test = read_reports(a.test, codebook)
        coded = [
            (es, [chains_of_event(v, occasion(v, e, speech, family), weights) for e in es]) for v, es in test
        ]
        print(
            f"{a.test.name}: none {accuracy([(es, [()] * len(es)) for es, _ in coded]):.3f}, "
            f"weighed {accuracy(coded):.3f}"
        )
    if a.write:
        kept = {
            "weights": dict(sorted(weights.weights.items())),
            "threshold": weights.threshold,
            "also": weights.also,
        }
        WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def measure(
    reports: Sequence[tuple[Voices, list[Event]]],
    family: dict[str, str],
    speech: frozenset[str],
    strength: float,
    threshold: float,
) -> None:
    """Print accuracy with no chain, with every covering attribution, and by five folds."""
    every = Weights({}, 0.0, 0.0)
    at = [[occasion(v, e, speech, family) for e in es] for v, es in reports]
    none = [(es, [()] * len(es)) for _, es in reports]
    all_of = [
        (es, [chains_of_event(v, o, every) for o in os]) for (v, es), os in zip(reports, at, strict=True)
    ]
    print(f"no chain at all {accuracy(none):.3f}, every attribution {accuracy(all_of):.3f}")
    order = np.random.default_rng(SEED).permutation(len(reports))
    coded = []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS].tolist())
        data = [row for i, (v, es) in enumerate(reports) if i not in held
                for e, o in zip(es, at[i], strict=True) for row in rows(v, e, o)]  # fmt: skip
        weights = fit(data, strength, threshold)
        coded += [
            (reports[i][1], [chains_of_event(reports[i][0], o, weights) for o in at[i]]) for i in sorted(held)
        ]
    print(f"weighed, {FOLDS} folds by report {accuracy(coded):.3f}")


if __name__ == "__main__":
    main()
