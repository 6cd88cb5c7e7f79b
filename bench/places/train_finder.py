"""Train the place finder on one half of the Local-Global Lexicon and measure it on the other.

    python bench/places/train_finder.py ../shared/bench/geo/lgl.xml [--write]

Reports are split by position: even ones train, odd ones measure. `--write` puts the weights in
`dateline/places/data/finder.json`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from lgl import LglReport, cached_docs, read_lgl
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dateline.places import Gazetteer, open_gazetteer
from dateline.places.find import judge_places
from dateline.places.signs import candidates_in, signs_of

TARGET = Path(__file__).parents[2] / "dateline/places/data/finder.json"


def examples(
    reports: list[LglReport], docs: list[Any], gazetteer: Gazetteer
) -> tuple[list[dict[str, int]], list[int]]:
    """Signs and truth of every candidate stretch."""
    rows: list[dict[str, int]] = []
    truth: list[int] = []
    for report, doc in zip(reports, docs, strict=True):
        gold = {(t.start, t.end) for t in report.toponyms}
        found = candidates_in(report.text, doc, gazetteer)
        for s in found:
            rows.append(dict.fromkeys(signs_of(s, found), 1))
            truth.append(int((s.start, s.end) in gold))
    return rows, truth


def train(rows: list[dict[str, int]], truth: list[int], c: float = 0.3) -> dict[str, Any]:
    """Logistic weights by sign."""
    vectors = DictVectorizer()
    model = LogisticRegression(C=c, max_iter=500)
    model.fit(vectors.fit_transform(rows), truth)
    weights = {n: round(float(w), 3) for n, w in zip(vectors.feature_names_, model.coef_[0], strict=True)}
    kept = {n: w for n, w in sorted(weights.items()) if abs(w) >= 0.02}
    return {"bias": round(float(model.intercept_[0]), 3), "weights": kept}


def measure(
    reports: list[LglReport], docs: list[Any], gazetteer: Gazetteer, **options: Any
) -> tuple[float, float, float]:
    """Precision, recall and F1 of strict spans."""
    hits = wrong = missed = 0
    for report, doc in zip(reports, docs, strict=True):
        gold = {(t.start, t.end) for t in report.toponyms}
        found = judge_places(report.text, gazetteer, doc=doc, **options)
        spans = {(f.span.start, f.span.end) for f in found}
        hits, wrong, missed = hits + len(gold & spans), wrong + len(spans - gold), missed + len(gold - spans)
    p, r = hits / (hits + wrong), hits / (hits + missed)
    return round(p, 3), round(r, 3), round(2 * p * r / (p + r), 3)


def main() -> None:
    """Train, say how well it does on the other half, and write the weights where asked."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("lgl", type=Path)
    ask.add_argument("--write", action="store_true")
    options = ask.parse_args()
    reports = read_lgl(options.lgl)
    docs = cached_docs(reports)
    gazetteer = open_gazetteer()
    rows, truth = examples(reports[::2], docs[::2], gazetteer)
    model = train(rows, truth)
    if options.write:
        TARGET.write_text(json.dumps(model, indent=0, sort_keys=True) + "\n", "utf-8")
    import dateline.places.find as find

    find._model = lambda: (model["weights"], model["bias"])  # type: ignore[assignment]
    print(f"{len(rows)} stretches, {sum(truth)} true; {len(model['weights'])} signs")
    for name, half in (("trained on", slice(0, None, 2)), ("unseen", slice(1, None, 2))):
        for demonyms in (False, True):
            figures = measure(reports[half], docs[half], gazetteer, demonyms=demonyms)
            print(f"{name}: strict P/R/F1 {figures}, demonyms {'counted' if demonyms else 'left out'}")


if __name__ == "__main__":
    main()
