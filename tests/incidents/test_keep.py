"""Incidents in the record: kept, judged, taken back, and as they stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import JudgementError
from dateline.incidents.grow import Grower
from dateline.incidents.index import Index
from dateline.incidents.keep import (
    judge,
    open_index,
    record_at,
    standing_judgements,
    take_back,
    to_row,
    update_incidents,
)
from dateline.model import Actor, CodedReport, Event, PlaceRef, Report, ReportHead, Span, When
from dateline.model.incident import EventKey, Incident
from dateline.read import Incoming
from dateline.store import SqlStore, open_store

TEXTS = {
    "a": "Warplanes bombed a market in Marib on Sunday, killing 12 people.",
    "b": "At least 12 civilians died when jets bombed Marib market on Sunday, residents said.",
    "c": "Rebels shelled a barracks in Taiz on Friday.",
}


def span(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def coded(id: str) -> tuple[Incoming, CodedReport]:
    """A report of the table above, coded by hand."""
    text = TEXTS[id]
    report = Report.of(text, id=id, published=date(2020, 5, 4), outlet=f"Outlet {id}")
    verb, town, day = ("shelled", "Taiz", "Friday") if id == "c" else ("bombed", "Marib", "Sunday")
    when = date(2020, 5, 1) if id == "c" else date(2020, 5, 3)
    event = Event(
        id="e1",
        type="shelling" if id == "c" else "air_strike",
        family="remote",
        status="happened",
        confidence=0.9,
        mentions=(span(text, verb),),
        actors=(Actor(span(text, "Rebels"), "Rebels"),) if id == "c" else (),
        places=(PlaceRef(span(text, town), town, "settlement", lat=15.4, lon=45.3, precision=5.0),),
        date=When(span(text, day), when, when, "day", "by hand"),
    )
    incoming = Incoming(report, text.encode(), "text/plain", f"{id}.txt", None)
    return incoming, CodedReport(ReportHead.of(report), (event,), (), "conflict@1", "dateline@1")


@pytest.fixture
def store(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlStore]:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    opened = open_store(where)
    for id in TEXTS:
        opened.add(*coded(id))
    yield opened
    opened.close()


@pytest.fixture
def index(store: SqlStore) -> Iterator[Index]:
    opened = open_index(store)
    update_incidents(store, opened)
    yield opened
    opened.close()


A, B, C = (EventKey(id, "e1") for id in "abc")


def together(store: SqlStore) -> set[frozenset[EventKey]]:
    return {frozenset(EventKey(*k) for k in v.record["events"]) for v in store.incidents()}


def test_two_reports_of_one_strike_are_kept_as_one_incident(store, index):
    assert together(store) == {frozenset({A, B}), frozenset({C})}


def test_updating_again_does_nothing(store, index):
    assert update_incidents(store, index).reports == 0


def test_a_judgement_splits_and_holds_when_everything_is_linked_anew(store, index):
    judge(store, index, "not_same", [A], [B], who="Ann", why="two raids")
    assert together(store) == {frozenset({A}), frozenset({B}), frozenset({C})}
    update_incidents(store, Index())
    assert together(store) == {frozenset({A}), frozenset({B}), frozenset({C})}


def test_what_is_taken_back_no_longer_holds(store, index):
    judge(store, index, "same", [A, C], who="Ann")
    assert together(store) == {frozenset({A, B, C})}
    take_back(store, index, standing_judgements(store)[0].number, who="Ann")
    assert together(store) == {frozenset({A, B}), frozenset({C})}
    assert standing_judgements(store) == ()
    assert len(store.judgements()) == 2


def test_part_of_ties_two_incidents_without_merging_them(store, index):
    judge(store, index, "part_of", [C], [A], who="Ann")
    kinds = {r["kind"] for v in store.incidents() for r in v.record["relations"]}
    assert together(store) == {frozenset({A, B}), frozenset({C})} and kinds == {"part_of"}


def test_the_record_can_be_replayed_as_it_stood(store, index):
    before = max(version.at for version in store.incidents())
    judge(store, index, "not_same", [A], [B], who="Ann")
    now = max(version.at for version in store.incidents())
    then, since = (
        {frozenset(EventKey(*k) for k in record["events"]) for record in record_at(store, at)}
        for at in (before, now)
    )
    assert then == {frozenset({A, B}), frozenset({C})}
    assert since == {frozenset({A}), frozenset({B}), frozenset({C})}


def test_linking_all_at_once_keeps_what_linking_one_by_one_keeps(store, tmp_path):
    update_incidents(store, Index())
    at_once = {version.id: version.record for version in store.incidents()}
    index = Index()
    Grower(index).add((), report="before")
    for id in TEXTS:
        update_incidents(store, index, reports=[id])
    assert {version.id: version.record for version in store.incidents()} == at_once


def test_what_no_longer_stands_is_taken_down_when_everything_is_linked_anew(store, index):
    row = replace(to_row(Incident("stale", (C,)), {C: index.event(index.number(C))}), id="stale")
    store.save_incidents([row])
    update_incidents(store, Index())
    assert together(store) == {frozenset({A, B}), frozenset({C})} and not store.incident("stale").standing


def test_a_report_that_tells_of_nothing_is_linked_once(store, index):
    report = Report.of("Nothing happened.", id="d")
    empty = CodedReport(ReportHead.of(report), (), (), "conflict@1", "dateline@1")
    store.add(Incoming(report, b"Nothing happened.", "text/plain", "d.txt", None), empty)
    assert [update_incidents(store, index).reports for _ in range(2)] == [1, 0]


def test_a_judgement_about_an_unknown_event_is_refused(store, index):
    with pytest.raises(JudgementError, match="no event x/e9"):
        judge(store, index, "same", [A, EventKey("x", "e9")], who="Ann")


def test_a_judgement_that_contradicts_itself_is_refused(store, index):
    with pytest.raises(JudgementError, match="two sides"):
        judge(store, index, "not_same", [A], [A], who="Ann")
