"""Incidents, judgements and areas in every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from dateline.errors import JudgementError, StoreError
from dateline.store import Area, IncidentFilter, IncidentRow, Judgement, OvertakenError, SqlStore
from dateline.store.engine import writing
from dateline.store.judgements import find_break, hash_judgement

FIRST = IncidentRow("i1", (("r1", "e1"), ("r2", "e2")), {"id": "i1", "toll": [3, None]}, type="shelling")


def test_an_incident_is_new_then_the_same_then_changed(store: SqlStore) -> None:
    assert store.save_incidents([FIRST]).new == ("i1",)
    same = store.save_incidents([replace(FIRST, events=FIRST.events[::-1])])
    assert (same.new, same.changed) == ((), ())
    assert store.save_incidents([replace(FIRST, record={"id": "i1", "toll": [5, 5]})]).changed == ("i1",)
    assert [v.record["toll"] for v in store.incident_versions("i1")] == [[3, None], [5, 5]]


def test_an_incident_taken_down_keeps_its_versions_and_can_come_back(store: SqlStore) -> None:
    store.save_incidents([FIRST])
    assert store.save_incidents([], gone=["i1", "none"]).gone == ("i1",)
    assert store.incidents() == () and store.incidents_of("r1", "e1") == ()
    assert store.save_incidents([FIRST]).changed == ("i1",)
    assert [v.standing for v in store.incident_versions("i1")] == [True, False, True]


def test_incidents_as_of_a_time_are_those_that_stood_then(store: SqlStore) -> None:
    store.save_incidents([FIRST])
    first = store.incident_versions("i1")[0]
    store.save_incidents([replace(FIRST, record={"id": "i1", "toll": []})])
    store.save_incidents([], gone=["i1"])
    assert store.incidents_as_of(first.at) == (first,)
    assert store.incidents_as_of("9999") == store.incidents_as_of("0001") == ()


def test_an_event_leads_to_its_incident_and_a_filter_finds_it(store: SqlStore) -> None:
    store.save_incidents([replace(FIRST, earliest=date(2020, 1, 2), latest=date(2020, 1, 3), country="ML")])
    assert store.incidents_of("r2", "e2") == ("i1",)
    found = store.incidents(IncidentFilter(since=date(2020, 1, 3), countries=("ML",)))
    assert [incident.id for incident in found] == ["i1"]
    assert store.incidents(IncidentFilter(until=date(2020, 1, 1))) == ()


def test_judgements_are_chained_in_order(store: SqlStore) -> None:
    for i in range(3):
        store.judge(Judgement("ann", "change", f"event r1/e{i}", {"type": "riot"}, {"type": "protest"}, "é"))
    chain = store.judgements()
    assert [kept.seq for kept in chain] == [1, 2, 3]
    assert chain[2].previous == chain[1].hash
    assert store.check_judgements() is None
    assert [kept.seq for kept in store.judgements(subject="event r1/e1")] == [2]


@pytest.mark.parametrize("statement", ["UPDATE judgements SET why = 'x'", "DELETE FROM judgements"])
def test_the_database_refuses_to_change_or_delete_a_judgement(store: SqlStore, statement: str) -> None:
    kept = store.judge(Judgement("ann", "accept", "event r1/e1"))
    with pytest.raises(StoreError, match="never changed"), writing(store.engine) as connection:
        connection.execute(text(statement))
    assert store.judgements() == (kept,)


@pytest.mark.parametrize("change", [{"why": "x"}, {"who": "eve"}, {"after": 1}, {"subject": "event r1/e9"}])
def test_a_change_made_behind_the_chain_shows_where_it_was_made(
    store: SqlStore, change: dict[str, object]
) -> None:
    for i in range(3):
        store.judge(Judgement("ann", "accept", f"event r1/e{i}"))
    chain = list(store.judgements())
    chain[1] = replace(chain[1], judgement=replace(chain[1].judgement, **change))
    assert find_break(chain) == 2
    new_hash = hash_judgement(2, chain[1].at, chain[1].judgement, chain[0].hash)
    chain[1] = replace(chain[1], hash=new_hash)
    assert find_break(chain) == 3


def test_a_judgement_taken_out_of_the_chain_shows(store: SqlStore) -> None:
    for i in range(3):
        store.judge(Judgement("ann", "accept", f"event r1/e{i}"))
    first, _, third = store.judgements()
    assert find_break([first, third]) == 2


def test_a_judgement_by_nobody_is_refused(store: SqlStore) -> None:
    with pytest.raises(JudgementError, match="without who"):
        store.judge(Judgement(" ", "accept", "event r1/e1"))


def test_an_area_is_saved_replaced_and_forgotten(store: SqlStore) -> None:
    store.save_area(Area("north", {"km": 5}))
    store.save_area(Area("north", {"km": 9}))
    assert store.areas() == (Area("north", {"km": 9}),)
    assert store.drop_area("north") and not store.drop_area("north")


def test_a_judgement_that_has_not_seen_the_latest_is_refused_and_told_of_it(store: SqlStore) -> None:
    store.judge(Judgement("ann", "event.accept", "event r1/e1"), seen=0)
    with pytest.raises(OvertakenError) as refused:
        store.judge(Judgement("ben", "event.delete", "event r1/e1"), seen=0)
    assert refused.value.last.judgement.who == "ann"
    store.judge(Judgement("ben", "event.delete", "event r1/e1"), seen=1)
    store.judge(Judgement("ben", "event.accept", "event r10/e1"), seen=0)
    assert [kept.seq for kept in store.judgements(begins="event r1/")] == [1, 2]
    assert [kept.seq for kept in store.judgements(kind="event.acc", after=1, limit=5)] == [3]


def test_of_many_who_judge_the_same_at_once_one_is_kept(store: SqlStore) -> None:
    def judge(who: int) -> bool:
        try:
            store.judge(Judgement(f"p{who}", "event.accept", "event r1/e1"), seen=0)
        except OvertakenError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(judge, range(24)))
    assert (kept.count(True), len(store.judgements())) == (1, 1)
