"""Linking scored: ids of coded events led back to annotated ones, printed figures read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.bench.corpus import Corpus
from dateline.bench.linking import annotated, link_and_score, read_figures, under_annotated_ids

SHARED = Path(__file__).parents[3] / "shared"


def align(golds: Sequence[Any], preds: Sequence[Any]) -> list[tuple[Any, Any]]:
    """The first of each."""
    return list(zip(golds[:1], preds[:1], strict=True))


def test_a_matched_event_takes_the_annotated_id_and_another_one_no_annotated_id() -> None:
    gold = {"id": "r", "text": "They fought.", "events": [{"id": "e1"}]}
    coded = {"report": {"id": "r"}, "events": [{"id": "9f"}, {"id": "e1"}]}
    (named,) = under_annotated_ids([gold], [coded], align)
    assert [e["id"] for e in named["events"]] == ["e1", "own-e1"]
    assert named["report"]["text"] == "They fought."


def test_printed_figures_are_read_as_numbers() -> None:
    words = "\n".join(
        [
            "pairs: 96 gold, 80 predicted, P 0.900 R 0.750 F1 0.818",
            "look-alikes linked: 3 of 100",
            "B-cubed: P 1 R 0.8 F1 0.889",
        ]
    )
    figures = read_figures(words)
    assert (figures["gold_pairs"], figures["pairs"]) == (96, [0.9, 0.75, 0.818])
    assert (figures["look_alikes_linked"], figures["b_cubed"]) == ([3, 100], [1.0, 0.8, 0.889])


def test_a_scorer_that_prints_no_figures_is_not_taken_for_zero() -> None:
    with pytest.raises(ValueError, match="no figures"):
        read_figures("pairs: none")


@pytest.mark.skipif(not (SHARED / "bench").is_dir(), reason="the annotated reports are not at hand")
def test_annotated_events_are_linked_and_scored(tmp_path: Path) -> None:
    corpus = Corpus(SHARED)
    figures = link_and_score(corpus, annotated(corpus, tmp_path), tmp_path)
    assert figures["gold_pairs"] > 0
    assert figures["pairs"][2] > 0.5
