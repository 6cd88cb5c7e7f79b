"""Measure finding and resolving place names on the Local-Global Lexicon.

    python bench/places/measure_lgl.py ../shared/bench/geo/lgl.xml [--half 0|1]

Prints names found (strict spans), found and within 161 km (or the same GeoNames id) as recall and precision,
and, for the corpus's own names, the share resolved within 161 km. Names that the corpus gives no coordinates
count in the first figure alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from lgl import LglReport, Toponym, cached_docs, read_lgl

from dateline.model.place import PlaceRef
from dateline.model.span import Span
from dateline.places import Gazetteer, PlaceContext, open_gazetteer, resolve_places
from dateline.places.find import judge_places
from dateline.places.geometry import km_between

NEAR_KM = 161.0


def is_right(gold: Toponym, ref: PlaceRef, gazetteer: Gazetteer) -> bool:
    """Whether a reference is the gold place: the same GeoNames id, or within 161 km."""
    if ref.id and f"geonames:{gold.id}" in gazetteer.ids(ref.id):
        return True
    if None in (gold.lat, gold.lon, ref.lat, ref.lon):
        return False
    return km_between(gold.lat, gold.lon, ref.lat, ref.lon) <= NEAR_KM  # type: ignore[arg-type]


def given(reports: list[LglReport], gazetteer: Gazetteer) -> tuple[Counter[str], list[tuple[str, ...]]]:
    """How the corpus's own names resolve: right, wrong, abstained."""
    counts: Counter[str] = Counter()
    wrong: list[tuple[str, ...]] = []
    for report in reports:
        golds = [t for t in report.toponyms if t.lat is not None]
        spans = [Span.of(report.text, t.start, t.end) for t in golds]
        refs = resolve_places(report.text, spans, gazetteer, context=_context(report))
        for gold, ref in zip(golds, refs, strict=True):
            verdict = (
                "right" if is_right(gold, ref, gazetteer) else "abstained" if ref.lat is None else "wrong"
            )
            counts[verdict] += 1
            if verdict != "right":
                wrong.append(
                    (verdict, report.domain, gold.phrase, str(gold.id), f"{gold.lat} {gold.lon}", ref.why)
                )
    return counts, wrong


def _context(report: LglReport) -> PlaceContext:
    return PlaceContext(outlet=report.domain, title=report.title)


def main() -> None:
    """Print the figures as one JSON object."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("lgl", type=Path)
    ask.add_argument("--half", type=int, choices=(0, 1))
    ask.add_argument("--errors", type=int, default=0)
    ask.add_argument("--demonyms", action="store_true")
    options = ask.parse_args()
    reports = read_lgl(options.lgl)
    docs = cached_docs(reports)
    if options.half is not None:
        reports, docs = reports[options.half :: 2], docs[options.half :: 2]
    gazetteer = open_gazetteer()
    found = hits = located = golds = golds_located = answered = 0
    for report, doc in zip(reports, docs, strict=True):
        by_span = {(t.start, t.end): t for t in report.toponyms}
        judged = judge_places(report.text, gazetteer, doc=doc, demonyms=options.demonyms)
        refs = resolve_places(report.text, [j.span for j in judged], gazetteer, context=_context(report))
        found, golds = found + len(judged), golds + len(by_span)
        golds_located += sum(t.lat is not None for t in by_span.values())
        for ref in refs:
            gold = by_span.get((ref.span.start, ref.span.end))
            hits += gold is not None
            answered += ref.lat is not None
            located += gold is not None and is_right(gold, ref, gazetteer)
    p, r = hits / found, hits / golds
    counts, wrong = given(reports, gazetteer)
    total = sum(counts.values())
    figures = {
        "found": {"precision": round(p, 3), "recall": round(r, 3), "f1": round(2 * p * r / (p + r), 3)},
        "found and right": {
            "precision of answers with coordinates": round(located / answered, 3),
            "precision of all found": round(located / found, 3),
            "recall of all": round(located / golds, 3),
            "recall of those with coordinates": round(located / golds_located, 3),
        },
        "given names": {k: round(counts[k] / total, 3) for k in ("right", "wrong", "abstained")},
    }
    print(json.dumps(figures, indent=1))
    for line in wrong[: options.errors]:
        print(*line, sep=" | ")


if __name__ == "__main__":
    main()
