"""The parts of the benchmark: each measures and gives its figures as plain JSON values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dateline.bench.accuracy import (
    calibration_error,
    confidence_curve,
    judge,
    load_align,
    reliability,
    score,
)
from dateline.bench.bare import open_words_coder
from dateline.bench.coding import code_file
from dateline.bench.corpus import Corpus, Json, read_lines, without_answers, write_lines
from dateline.bench.linking import annotated, compared, link_and_score, under_annotated_ids
from dateline.bench.lower_case import as_reports, load_kinds, recall_by_kind, sample
from dateline.bench.rooms import load_scripts, run_quick, slow
from dateline.bench.speed import Progress, first_record_seconds, measure_speed
from dateline.run import CoderOptions, OpenCoder, open_coder

FIGURES = Path(__file__).parents[1] / "code" / "weights" / "figures.json"
MUC4 = "corpora/muc4/dev.json"
SCORER = "bench/score.py"
DEV = "bench/dev.jsonl"


@dataclass(frozen=True, slots=True)
class Asked:
    """What every part may look at: the texts, the coder's options, a folder to write in, where progress goes.

    `reports`, `documents`: at most so many are coded.
    """

    corpus: Corpus
    coder: CoderOptions
    folder: Path
    progress: Progress
    quiet: bool = False
    reports: int | None = None
    documents: int = 60

    def file(self, name: str) -> Path:
        """A file of the shared texts."""
        return self.corpus.folder / name

    def code(self, reports: list[Json], opened: OpenCoder, name: str) -> list[Json]:
        """The coded reports of `reports`, in their order."""
        return code_file(write_lines(self.folder / f"{name}.jsonl", reports), opened, quiet=self.quiet)


def accuracy(asked: Asked) -> Json:
    """Figures for dev.jsonl, calibration and curve, with and without the trained reader."""
    if lacking := asked.corpus.lacks(DEV, SCORER):
        return {"skipped": lacking}
    gold = read_lines(asked.file(DEV))[: asked.reports]
    coders = {"trained": open_coder, "codebook words only": open_words_coder}
    return {
        name: _figures(asked, gold, partial(opened, asked.coder), name) for name, opened in coders.items()
    }


def _figures(asked: Asked, gold: list[Json], opened: OpenCoder, name: str) -> Json:
    asked.progress(f"accuracy: coding {len(gold)} reports, {name}")
    coded = asked.code(without_answers(gold), opened, "accuracy")
    scorer = asked.file(SCORER)
    align = load_align(scorer)
    judged = judge(gold, coded, align)
    return {
        "reports": len(gold),
        "figures": score(write_lines(asked.folder / "gold.jsonl", gold), coded, scorer, asked.folder),
        "calibration_error": calibration_error(judged),
        "reliability": reliability(judged),
        "curve": confidence_curve(gold, coded, align),
    }


def speed(asked: Asked) -> Json:
    """Speed and memory beside bare language models, and the wait for the first record."""
    if lacking := asked.corpus.lacks(DEV):
        return {"skipped": lacking, "first_record_s": first_record_seconds()}
    texts = without_answers(read_lines(asked.file(DEV))[: asked.reports])
    rows = measure_speed(write_lines(asked.folder / "speed.jsonl", texts), asked.progress)
    asked.progress("speed: first record of one short report")
    return {"contestants": rows, "first_record_s": first_record_seconds()}


def incidents(asked: Asked) -> Json:
    """Linking over the annotated events, and over Dateline's own coding of the same reports."""
    lacking = asked.corpus.lacks(
        DEV,
        SCORER,
        "bench/train.jsonl",
        "bench/incidents.json",
        "bench/score_incidents.py",
        "bench/as_coded.py",
    )
    if lacking:
        return {"skipped": lacking}
    asked.progress("incidents: annotated events")
    figures = {"annotated": _linked(asked, annotated(asked.corpus, asked.folder))}
    gold = compared(asked.corpus)[: asked.reports]
    asked.progress(f"incidents, end to end: coding {len(gold)} reports")
    coded = asked.code(without_answers(gold), partial(open_coder, asked.coder), "both")
    named = under_annotated_ids(gold, coded, load_align(asked.file(SCORER)))
    figures["end to end"] = _linked(asked, write_lines(asked.folder / "own.jsonl", named))
    matched = [{**r, "events": [e for e in r["events"] if not e["id"].startswith("own-")]} for r in named]
    figures["end to end, found events only"] = _linked(
        asked, write_lines(asked.folder / "own.jsonl", matched)
    )
    return figures


def _linked(asked: Asked, coded: Path) -> Json:
    return {
        "all": link_and_score(asked.corpus, coded, asked.folder),
        "with a report of dev.jsonl": link_and_score(asked.corpus, coded, asked.folder, only=asked.file(DEV)),
    }


def lower_case(asked: Asked) -> Json:
    """Recall of incident types on lower-case documents."""
    if lacking := asked.corpus.lacks(MUC4):
        return {"skipped": lacking}
    kinds = load_kinds()
    documents = sample(read_lines(asked.file(MUC4)), kinds, asked.documents)
    asked.progress(f"lower case: coding {len(documents)} documents")
    coded = asked.code(as_reports(documents), partial(open_coder, asked.coder), "lower")
    return {"documents": len(documents), "kinds": recall_by_kind(documents, coded, kinds)}


def cross_validation(asked: Asked) -> Json:
    """The figures kept with the shipped weights, as training left them."""
    if not FIGURES.is_file():
        return {"skipped": f"no {FIGURES.name} beside the weights; training writes it"}
    figures: Json = json.loads(FIGURES.read_text("utf-8"))
    return figures


def rooms(asked: Asked) -> Json:
    """What each room measures of its own."""
    scripts = load_scripts()
    whole = asked.corpus.lacks(DEV, "bench/train.jsonl", "bench/as_coded.py") is None
    coded = annotated(asked.corpus, asked.folder) if whole else None
    return {
        "run": run_quick(scripts, asked.corpus, coded, asked.progress),
        "slow": slow(scripts, asked.corpus),
    }


PARTS = {
    "accuracy": accuracy,
    "cross-validation": cross_validation,
    "speed": speed,
    "incidents": incidents,
    "lower-case": lower_case,
    "rooms": rooms,
}
"""Every part by its name, in the order they are printed."""
