"""How far readers agree, and what stands of what they decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.agreement import cohen_kappa, compare_readers, differing, krippendorff_alpha
from dateline.desk.ledger import ASSIGN, Ledger
from dateline.store import Judgement, SqlStore, open_store

SHELLED = {"type": "shelling", "status": "happened", "confidence": 0.4}
RIOT = {**SHELLED, "type": "riot"}


@pytest.fixture
def store() -> SqlStore:
    """An empty record in memory."""
    return open_store(":memory:")


def test_the_last_standing_decision_of_each_person_counts(store: SqlStore) -> None:
    store.judge(Judgement("ann", "event.accept", "event r/1", SHELLED, SHELLED))
    store.judge(Judgement("ben", "event.change", "event r/1", SHELLED, RIOT))
    store.judge(Judgement("ben", "event.take_back", "event r/1", RIOT, {"number": 2}))
    ledger = Ledger().read_on(store)
    assert list(ledger.read_twice()) == []
    store.judge(Judgement("ben", "event.delete", "event r/1", SHELLED, None))
    ((_, verdicts),) = ledger.read_on(store).read_twice()
    assert [(v.who, v.type) for v in verdicts] == [("ann", "shelling"), ("ben", "deleted")]


def test_an_unsure_event_that_was_accepted_no_longer_waits(store: SqlStore) -> None:
    store.judge(Judgement("ann", "event.accept", "event r/1", SHELLED, SHELLED))
    assert Ledger().read_on(store).decided_unsure(0.6) == 1
    store.judge(Judgement("ann", "event.take_back", "event r/1", SHELLED, {"number": 1}))
    assert Ledger().read_on(store).decided_unsure(0.6) == 0


def test_an_event_is_given_to_one_person_at_a_time(store: SqlStore) -> None:
    for to in ("ann", "ben"):
        store.judge(Judgement("cat", ASSIGN, "queue event r/1", None, {"to": to}))
    ledger = Ledger().read_on(store)
    assert ledger.assigned == {"event r/1": "ben"} and not ledger.is_decided("event r/1")
    store.judge(Judgement("cat", ASSIGN, "queue event r/1", None, {"to": ""}))
    assert ledger.read_on(store).assigned == {}


def test_two_people_agree_in_type_and_differ_in_status(store: SqlStore) -> None:
    store.judge(Judgement("ann", "event.accept", "event r/1", SHELLED, SHELLED))
    store.judge(Judgement("ben", "event.change", "event r/1", SHELLED, {**SHELLED, "status": "feared"}))
    read = list(Ledger().read_on(store).read_twice())
    (pair,) = compare_readers(read)
    assert (pair.events, pair.kept, pair.type, pair.status, pair.whole) == (1, 1, 1, 0, 0)
    assert [subject for subject, _ in differing(read)] == ["event r/1"]


def test_agreement_is_as_in_the_textbook() -> None:
    # Krippendorff (2018), chapter 12: two observers, ten units, nominal: alpha 0.095.
    units = list(zip("0100000001", "1110010000", strict=True))
    assert krippendorff_alpha(units) == pytest.approx(0.095, abs=0.001)
    # Cohen (1960): 20 both yes, 15 both no, 5 and 10 apart: kappa 0.4.
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    assert cohen_kappa(pairs) == pytest.approx(0.4)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_perfect_agreement_is_one_and_nothing_exceeds_it(pairs: list[tuple[str, str]]) -> None:
    for found in (cohen_kappa(pairs), krippendorff_alpha(pairs)):
        assert found is None or found <= 1.0 + 1e-9
    same = [(a, a) for a, _ in pairs]
    assert cohen_kappa(same) in (None, 1.0) and krippendorff_alpha(same) in (None, 1.0)
