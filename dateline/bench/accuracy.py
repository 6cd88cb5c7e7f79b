"""How well reports are coded: the benchmark's own figures, calibration, and what a least confidence buys."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.bench.corpus import Json, load_module, run_script, write_lines

BINS = 10
LEAST = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
Align = Callable[[Sequence[Any], Sequence[Any]], Sequence[tuple[Any, Any]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicted event: how sure the coder was, whether it was annotated, whether its type is right."""

    confidence: float
    found: bool
    typed: bool


def score(gold: Path, coded: Sequence[Mapping[str, Any]], scorer: Path, folder: Path) -> Json:
    """The benchmark's figures for coded reports against the annotated file `gold`, by its own `scorer`.

    Each of found, typed, record and the fillers is [precision, recall, F1]; status, date and chain are
    accuracies.
    """
    predicted = write_lines(folder / "coded.jsonl", coded)
    figures: Json = json.loads(run_script(scorer, gold, predicted, "--json"))
    return figures


def load_align(scorer: Path) -> Align:
    """The scorer's own way to match predicted events to annotated ones, one to one."""
    align: Align = load_module(scorer).align
    return align


def judge(
    gold: Sequence[Mapping[str, Any]], coded: Sequence[Mapping[str, Any]], align: Align
) -> list[Judged]:
    """Every predicted event, judged by the scorer's matching."""
    events = {record["report"]["id"]: record["events"] for record in coded}
    judged = []
    for report in gold:
        predicted = events.get(report["id"], [])
        match = {id(p): g["type"] == p["type"] for g, p in align(report["events"], predicted)}
        judged += [Judged(p["confidence"], id(p) in match, match.get(id(p), False)) for p in predicted]
    return judged


def calibration_error(judged: Sequence[Judged], bins: int = BINS) -> float | None:
    """Expected calibration error of 'the event and its type are right', over bins of equal width.

    The mean distance between confidence and share of right ones in each bin, weighed by the events in it;
    None where there are no events. Source: Naeini, Cooper, Hauskrecht (AAAI 2015).
    """
    if not judged:
        return None
    rows = reliability(judged, bins)
    apart: float = sum(row["events"] * abs(row["confidence"] - row["right"]) for row in rows)
    return apart / len(judged)


def reliability(judged: Sequence[Judged], bins: int = BINS) -> list[Json]:
    """For each bin that holds events: how many, their mean confidence, the share that is right."""
    rows = []
    for number in range(bins):
        held = [j for j in judged if min(bins - 1, int(j.confidence * bins)) == number]
        if held:
            mean, right = sum(j.confidence for j in held) / len(held), sum(j.typed for j in held) / len(held)
            rows.append({"from": number / bins, "events": len(held), "confidence": mean, "right": right})
    return rows


def confidence_curve(
    gold: Sequence[Mapping[str, Any]],
    coded: Sequence[Mapping[str, Any]],
    align: Align,
    least: Sequence[float] = LEAST,
) -> list[Json]:
    """Precision and recall of 'typed' and 'found' where events below each least confidence are left out."""
    total = sum(len(report["events"]) for report in gold)
    return [_point(cut, total, judge(gold, [_sure(r, cut) for r in coded], align)) for cut in least]


def _sure(record: Mapping[str, Any], least: float) -> Json:
    return {**record, "events": [e for e in record["events"] if e["confidence"] >= least]}


def _point(cut: float, total: int, judged: Sequence[Judged]) -> Json:
    found, typed = sum(j.found for j in judged), sum(j.typed for j in judged)
    kept = len(judged)
    return {
        "least": cut,
        "events": kept,
        "typed_precision": typed / kept if kept else None,
        "typed_recall": typed / total if total else None,
        "found_precision": found / kept if kept else None,
        "found_recall": found / total if total else None,
    }
