"""Short reports are cut from longer ones with what is told in them."""

from __future__ import annotations

from dateline.train.material import load_written
from dateline.train.short import LEAST_CHARS, cut_short


def test_a_short_report_has_the_events_told_in_it_at_their_words() -> None:
    reports = load_written()[:20]
    whole = {str(report["id"]): report for report in reports}
    cut = cut_short(reports, 1.0, seed=3)
    kept = 0
    for short in cut:
        id, _, start = short["id"].rpartition("#")
        assert whole[id]["text"][int(start) :].startswith(short["text"]) and len(short["text"]) >= LEAST_CHARS
        for event in short["events"]:
            for mention in event["mentions"]:
                there = whole[id]["text"][int(start) + mention["start"] : int(start) + mention["end"]]
                assert short["text"][mention["start"] : mention["end"]] == there != ""
                assert 0 <= mention["quote_start"] <= mention["start"] <= mention["end"]
                kept += 1
    told = sum(len(event["mentions"]) for report in reports for event in report["events"])
    assert 0.8 * told <= kept <= told


def test_a_share_is_drawn_by_the_seed() -> None:
    reports = load_written()[:20]
    whole, some = cut_short(reports, 1.0, seed=3), cut_short(reports, 0.5, seed=3)
    assert some == whole[: round(0.5 * len(whole))] and cut_short(reports, 1.0, seed=4) != whole
