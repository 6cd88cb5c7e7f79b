"""The scorer agrees with the benchmark's own, and with what its definitions say."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.train.score import Score, add_scores, align_events, record_share, score_report

FAMILIES = {"shelling": "remote", "air_strike": "remote", "protest": "unrest"}
BENCH = Path(__file__).parents[3] / "shared" / "bench"


def event(type: str, start: int, end: int, **fields: Any) -> dict[str, Any]:
    mention = {"start": start, "end": end, "quote_start": start - 10, "quote_end": end + 10}
    return {"type": type, "status": "happened", "mentions": [mention], **fields}


def test_an_event_coded_as_annotated_earns_all() -> None:
    gold = [event("shelling", 20, 27, actors=[{"text": "rebels"}])]
    assert score_report(gold, gold, FAMILIES) == Score(1, 1, 1, 1, 1.0)


def test_a_wrong_type_is_found_but_earns_nothing() -> None:
    found = score_report([event("shelling", 20, 27)], [event("protest", 20, 27)], FAMILIES)
    assert (found.found, found.typed, found.earned) == (1, 0, 0.0)


def test_nearby_words_match_only_within_a_family() -> None:
    gold = [event("shelling", 20, 27)]
    assert align_events(gold, [event("air_strike", 30, 35)], FAMILIES)
    assert not align_events(gold, [event("protest", 30, 35)], FAMILIES)


def test_a_date_where_none_is_due_costs_a_third() -> None:
    day = {"from": "2020-01-01", "to": "2020-01-01"}
    gold, coded = event("protest", 0, 5), event("protest", 0, 5, date=day)
    assert record_share(gold, coded) == pytest.approx(2 / 3)


def test_a_place_within_reach_is_the_same_whatever_its_name() -> None:
    gold = event("protest", 0, 5, places=[{"text": "X", "lat": 10.0, "lon": 10.0, "level": "settlement"}])
    near = event("protest", 0, 5, places=[{"text": "Y", "lat": 10.05, "lon": 10.0}])
    far = event("protest", 0, 5, places=[{"text": "X", "lat": 10.2, "lon": 10.0}])
    assert record_share(gold, near) == 1.0
    assert record_share(gold, far) == pytest.approx(2 / 3)


def test_f1_counts_missed_and_needless_events_alike() -> None:
    score = add_scores([Score(2, 0, 0, 0, 0.0), Score(2, 4, 2, 1, 0.5)])
    assert (score.found_f1, score.typed_f1, score.record_f1) == (0.5, 0.25, 0.125)


@pytest.mark.skipif(not BENCH.is_dir(), reason="no annotated reports at ../shared/bench")
def test_figures_are_those_of_the_benchmark_whatever_is_spoiled() -> None:
    theirs, draw = _load_benchmark(), random.Random(3)
    total, ours = theirs.Tally(), Score()
    for line in (BENCH / "train.jsonl").read_text("utf-8").splitlines()[:40]:
        gold = json.loads(line)["events"]
        coded = [_spoil(e, draw, sorted(theirs.FAMILY)) for e in gold if draw.random() < 0.8]
        total.gold, total.pred = total.gold + len(gold), total.pred + len(coded)
        for pair in theirs.align(gold, coded):
            total.event(*pair)
        ours += score_report(gold, coded, theirs.FAMILY)
    figures = total.figures()
    for name in ("found", "typed", "record"):
        assert getattr(ours, f"{name}_f1") == pytest.approx(figures[name][2])
    assert 0.2 < ours.record_f1 < ours.typed_f1 < ours.found_f1 < 1


def _load_benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_score", BENCH / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _spoil(gold: dict[str, Any], draw: random.Random, types: list[str]) -> dict[str, Any]:
    spoiled = {**gold, "chains": gold["chain"], "chain": []}
    if draw.random() < 0.3:
        spoiled["type"] = draw.choice(types)
    for field in ("actors", "targets", "places", "toll", "weapons", "chains"):
        if draw.random() < 0.3:
            spoiled[field] = spoiled[field][1:]
    if draw.random() < 0.3:
        spoiled |= {"date": None, "status": "planned"}
    return spoiled
