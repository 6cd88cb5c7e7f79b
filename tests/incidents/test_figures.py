"""Linking measured on annotated events, where they are at hand."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from dateline.bench.corpus import Corpus
from dateline.bench.linking import annotated, link_and_score
from dateline.incidents.block import candidate_pairs
from dateline.incidents.intake import open_coded
from dateline.model.incident import EventKey

CORPUS = Corpus(Path(__file__).parents[2] / ".." / "shared")
NEEDED = ("train.jsonl", "dev.jsonl", "incidents.json", "score_incidents.py", "as_coded.py")
LACKING = CORPUS.lacks(*(f"bench/{name}" for name in NEEDED))

pytestmark = pytest.mark.skipif(LACKING is not None, reason=LACKING or "")


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return annotated(CORPUS, tmp_path_factory.mktemp("annotated"))


def test_what_is_linked_is_mostly_right_and_look_alikes_stay_apart(coded, tmp_path):
    figures = link_and_score(CORPUS, coded, tmp_path)
    assert figures["pairs"][0] >= 0.80 and figures["look_alikes_linked"][0] < 5
    assert figures["pairs"][1] >= 0.40


def test_blocking_keeps_nearly_all_that_is_the_same_and_few_pairs_an_event(coded):
    gold = json.loads((CORPUS.bench / "incidents.json").read_text("utf-8"))
    events = [e for e in open_coded(str(coded)) if e.report.id in set(gold["reports"])]
    compared = {frozenset((a.key, b.key)) for a, b in candidate_pairs(events)}
    same = {
        frozenset(map(EventKey.parse, pair))
        for incident in gold["incidents"]
        for pair in itertools.combinations(incident["events"], 2)
    } - {frozenset(map(EventKey.parse, doubt[:2])) for doubt in gold["doubtful"]}
    assert len(same & compared) >= 0.965 * len(same) and len(compared) < 8 * len(events)
