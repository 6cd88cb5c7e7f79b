"""Annotated reports, where they lie beside the checkout: no event's words may be set aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.read import Incoming, find_debris, read_source

SHARED = Path(__file__).parents[2].parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the annotated reports in ../shared")


def _annotated() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / "bench/train.jsonl").read_text("utf-8").splitlines()]


@needs_shared
def test_no_annotated_mention_is_set_aside() -> None:
    lost = [
        (report["id"], mention["text"])
        for report in _annotated()
        for stretch in find_debris(report["text"])
        for event in report["events"]
        for mention in event["mentions"]
        if stretch.start < mention["end"] and mention["start"] < stretch.end
    ]
    assert lost == []


@needs_shared
def test_the_texts_of_a_file_of_reports_come_in_unchanged() -> None:
    read = list(read_source(str(SHARED / "bench/train.jsonl")))
    assert [i.report.text for i in read if isinstance(i, Incoming)] == [r["text"] for r in _annotated()]


@needs_shared
def test_the_ids_of_a_video_player_are_set_aside() -> None:
    (read,) = read_source(str(SHARED / "reports/khan-sheikhoun.txt"))
    assert isinstance(read, Incoming)
    kinds = [u.why.partition(":")[0] for u in read.report.unread]
    assert kinds == ["player-id", "label"]
