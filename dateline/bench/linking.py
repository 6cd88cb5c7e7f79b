"""Incidents: how well events of different reports are linked, over the annotated events and end to end."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.bench.accuracy import Align
from dateline.bench.corpus import Corpus, Json, read_lines, run_script, write_lines
from dateline.incidents.intake import open_coded
from dateline.incidents.link import link

_PAIRS = re.compile(r"pairs: (\d+) gold, (\d+) predicted, P ([\d.]+) R ([\d.]+) F1 ([\d.]+)")
_LOOK = re.compile(r"look-alikes linked: (\d+) of (\d+)")
_CUBED = re.compile(r"B-cubed: P ([\d.]+) R ([\d.]+) F1 ([\d.]+)")


def link_and_score(corpus: Corpus, coded: Path, folder: Path, *, only: Path | None = None) -> Json:
    """Links the coded reports in the file `coded` and scores the incidents by the benchmark's own scorer.

    `only`: a file of reports; pairs without an event in one of them do not count.
    """
    incidents = [
        {"id": incident.id, "events": [[key.report, key.event] for key in incident.events]}
        for incident in link(open_coded(str(coded)))
    ]
    predicted = write_lines(folder / "incidents.jsonl", incidents)
    more: list[str | Path] = ["--only-reports", only] if only else []
    bench = corpus.bench
    return read_figures(run_script(bench / "score_incidents.py", bench / "incidents.json", predicted, *more))


def read_figures(words: str) -> Json:
    """The scorer's printed figures as numbers. Raises ValueError where it prints something else."""
    pairs, look, cubed = _PAIRS.search(words), _LOOK.search(words), _CUBED.search(words)
    if not (pairs and look and cubed):
        raise ValueError(f"no figures in what the incident scorer printed: {words!r}")
    gold, predicted, *prf = pairs.groups()
    return {
        "gold_pairs": int(gold),
        "predicted_pairs": int(predicted),
        "pairs": [float(x) for x in prf],
        "look_alikes_linked": [int(x) for x in look.groups()],
        "b_cubed": [float(x) for x in cubed.groups()],
    }


def annotated(corpus: Corpus, folder: Path) -> Path:
    """The annotated events as coded reports."""
    bench = corpus.bench
    path = folder / "annotated.jsonl"
    path.write_text(run_script(bench / "as_coded.py", bench / "train.jsonl", bench / "dev.jsonl"), "utf-8")
    return path


def under_annotated_ids(
    gold: Sequence[Mapping[str, Any]], coded: Sequence[Mapping[str, Any]], align: Align
) -> list[Json]:
    """Coded reports with each event under the id of the annotated event it was matched to, and with its text.

    An event that matches none keeps an id that no annotated event has: links of it count as wrong.
    """
    known = {report["id"]: report for report in gold}
    return [_renamed(known[record["report"]["id"]], record, align) for record in coded]


def _renamed(gold: Mapping[str, Any], record: Mapping[str, Any], align: Align) -> Json:
    names = {id(p): g["id"] for g, p in align(gold["events"], record["events"])}
    events = [{**e, "id": names.get(id(e), f"own-{e['id']}")} for e in record["events"]]
    return {**record, "report": {**record["report"], "text": gold["text"]}, "events": events}


def compared(corpus: Corpus) -> list[Json]:
    """The annotated reports whose events were compared with one another: only their pairs can count."""
    named = set(json.loads((corpus.bench / "incidents.json").read_text("utf-8"))["reports"])
    reports = [r for name in ("dev.jsonl", "train.jsonl") for r in read_lines(corpus.bench / name)]
    return [report for report in reports if report["id"] in named]
