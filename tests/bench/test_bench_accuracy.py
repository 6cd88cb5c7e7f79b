"""Calibration and the least confidence, by hand and by law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.bench.accuracy import Judged, calibration_error, confidence_curve, judge, reliability

CHANCE = st.floats(0, 1)
JUDGED = st.builds(lambda c, f, t: Judged(c, f or t, t), CHANCE, st.booleans(), st.booleans())


def align(golds: Sequence[Any], preds: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Matches events that begin at the same place."""
    return [(g, p) for g in golds for p in preds if g["at"] == p["at"]]


def gold(*events: tuple[int, str]) -> list[dict[str, Any]]:
    return [{"id": "r", "events": [{"at": at, "type": type_} for at, type_ in events]}]


def coded(*events: tuple[int, str, float]) -> list[dict[str, Any]]:
    made = [{"at": at, "type": type_, "confidence": sure} for at, type_, sure in events]
    return [{"report": {"id": "r"}, "events": made}]


def test_a_coder_that_is_right_as_often_as_it_says_has_no_calibration_error() -> None:
    judged = [Judged(0.75, True, True)] * 3 + [Judged(0.75, False, False)]
    assert calibration_error(judged) == pytest.approx(0)


def test_a_coder_sure_of_what_is_wrong_has_all_of_its_confidence_as_error() -> None:
    assert calibration_error([Judged(1.0, True, False)] * 5) == pytest.approx(1)


def test_bins_weigh_by_the_events_in_them() -> None:
    judged = [Judged(0.95, True, True)] * 9 + [Judged(0.55, True, False)]
    assert calibration_error(judged) == pytest.approx(0.9 * 0.05 + 0.1 * 0.55)


def test_without_events_there_is_no_calibration_error() -> None:
    assert calibration_error([]) is None


@given(st.lists(JUDGED, min_size=1))
def test_the_error_is_a_share_and_every_event_lies_in_one_bin(judged: list[Judged]) -> None:
    error = calibration_error(judged)
    assert error is not None and -1e-9 <= error <= 1 + 1e-9
    assert sum(row["events"] for row in reliability(judged)) == len(judged)


def test_an_event_is_found_where_it_matches_and_typed_where_its_type_does_too() -> None:
    judged = judge(
        gold((1, "arrest"), (2, "protest")),
        coded((1, "arrest", 0.9), (2, "riot", 0.4), (3, "riot", 0.1)),
        align,
    )
    assert judged == [Judged(0.9, True, True), Judged(0.4, True, False), Judged(0.1, False, False)]


def test_a_report_that_was_not_coded_costs_recall() -> None:
    assert judge(gold((1, "arrest")), [], align) == []
    assert confidence_curve(gold((1, "arrest")), [], align, (0.5,))[0]["typed_recall"] == 0


def test_a_higher_least_confidence_trades_recall_for_precision() -> None:
    told = gold((1, "arrest"), (2, "protest"))
    low, high = confidence_curve(told, coded((1, "arrest", 0.9), (2, "riot", 0.4)), align, (0.2, 0.6))
    assert (low["typed_precision"], low["typed_recall"], low["found_recall"]) == (0.5, 0.5, 1.0)
    assert (high["typed_precision"], high["typed_recall"], high["found_recall"]) == (1.0, 0.5, 0.5)


def test_where_nothing_is_left_precision_is_unknown() -> None:
    (point,) = confidence_curve(gold((1, "arrest")), coded((1, "arrest", 0.3)), align, (0.8,))
    assert point["events"] == 0 and point["typed_precision"] is None
