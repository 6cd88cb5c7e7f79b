"""The words of the conflict codebook against annotated reports, where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import Codebook, load_codebook, plain_tokens

TRAIN = Path(__file__).parents[3] / "shared" / "bench" / "train.jsonl"
pytestmark = pytest.mark.skipif(not TRAIN.exists(), reason=f"no annotated reports at {TRAIN}")


def _reports() -> list[dict[str, Any]]:
    return [json.loads(line) for line in TRAIN.read_text(encoding="utf-8").splitlines()]


def _matched(book: Codebook, text: str) -> list[tuple[str, int, int]]:
    tokens = plain_tokens(text)
    return [(m.type, tokens[i].start, tokens[i].end) for m in book.find_words(tokens) for i in m.tokens]


def test_four_in_five_events_hold_a_word_of_the_codebook() -> None:
    book, total, hit = load_codebook(), 0, 0
    for report in _reports():
        found = _matched(book, report["text"])
        for event in report["events"]:
            spans = [(m["start"], m["end"]) for m in event["mentions"]]
            total += 1
            hit += any(start < e and s < end for _, start, end in found for s, e in spans)
    assert hit / total >= 0.8
