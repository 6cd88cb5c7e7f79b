"""`dateline train` says what it lacks, and the card tells the figures of the weights that ship."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import dateline.cli.train as command
from dateline.cli import main
from dateline.model import CodedReport, Event, Report, ReportHead, Span
from dateline.model.wire import event_to_json
from dateline.read import Incoming
from dateline.store import Judgement, SqlStore, open_store
from dateline.train.card import load_figures, write_card
from dateline.train.judged import reviewed_reports

CARD = Path(__file__).parents[2] / "docs" / "model-card.md"
TEXT = "Rebels shelled Bar. Police arrested Foo."


def test_the_card_tells_the_figures_that_ship() -> None:
    page = CARD.read_text("utf-8")
    assert write_card(page, load_figures()) == page, "python -m dateline.train.card docs/model-card.md"


def test_a_missing_library_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    with pytest.raises(Exception, match=r"sklearn(.|\n)*dateline\[train\]"):
        command._need("sklearn")


@pytest.mark.parametrize("part", ["2", "4/4", "a/2"])
def test_a_part_that_is_none_is_refused(part: str, tmp_path: Path) -> None:
    for library in ("torch", "transformers", "onnx", "sklearn"):
        pytest.importorskip(library, reason="training needs pip install 'dateline[train]'")
    data = tmp_path / "d.jsonl"
    data.write_text("")
    with pytest.raises(SystemExit) as ended:
        main(["train", "reader", str(data), "--out", str(tmp_path / "o"), "--leave-out", part])
    assert ended.value.code == 2


def test_only_reports_judged_whole_are_learned_from_as_people_left_them(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "d.db"))
    events = [_event("a", "shelling", 7, 14), _event("b", "arrest", 27, 35)]
    report = Report.of(TEXT, id="r", published=date(2020, 1, 1))
    store.add(Incoming(report, TEXT.encode(), "text/plain", "r.txt", None), _coded(report, events))
    _judge(store, "accept", events[0], events[0])
    assert reviewed_reports(store) == ([], 1)
    _judge(store, "delete", events[1], None)
    (learned,), partly = reviewed_reports(store)
    assert partly == 0 and [e["type"] for e in learned["events"]] == ["shelling"]
    mention = learned["events"][0]["mentions"][0]
    assert TEXT[mention["quote_start"] : mention["quote_end"]] == "Rebels shelled Bar."
    store.close()


def _event(id: str, type: str, start: int, end: int) -> Event:
    return Event(id, type, "x", "happened", 0.9, (Span.of(TEXT, start, end),))


def _coded(report: Report, events: list[Event]) -> CodedReport:
    return CodedReport(ReportHead.of(report), tuple(events), (), "conflict@1", "dateline@1")


def _judge(store: SqlStore, kind: str, before: Event, after: Event | None) -> None:
    left = event_to_json(after) if after else None
    store.judge(Judgement("ann", f"event.{kind}", f"event r/{before.id}", event_to_json(before), left, ""))
