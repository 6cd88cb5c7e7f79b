"""What a newer coding changed."""

from __future__ import annotations

from dataclasses import replace

from dateline.store.changes import find_changes
from tests.store.making import make_coded, make_event, make_incoming, shelled, struck

REPORT = make_incoming().report


def test_the_same_coding_has_no_changes() -> None:
    coded = make_coded(REPORT, shelled(REPORT), struck(REPORT))
    assert find_changes(coded, replace(coded, coder="dateline@2")) == ()


def test_events_that_came_and_went_are_told_in_the_order_of_the_text() -> None:
    gone, came = find_changes(make_coded(REPORT, shelled(REPORT)), make_coded(REPORT, struck(REPORT)))
    assert (gone.before, gone.after) == (shelled(REPORT), None)
    assert (came.before, came.after) == (None, struck(REPORT))


def test_a_changed_field_is_told_with_both_values() -> None:
    after = replace(shelled(REPORT), status="denied")
    (change,) = find_changes(make_coded(REPORT, shelled(REPORT)), make_coded(REPORT, after))
    assert [(f.field, f.before, f.after) for f in change.fields] == [("status", "happened", "denied")]


def test_the_same_words_under_another_type_are_one_event_changed() -> None:
    before, after = make_event(REPORT, "shelled"), make_event(REPORT, "shelled the village", "air_strike")
    (change,) = find_changes(make_coded(REPORT, before), make_coded(REPORT, after))
    assert (change.before, change.after) == (before, after)
    assert {f.field for f in change.fields} == {"type", "mentions"}


def test_of_two_events_on_the_same_words_the_one_of_the_same_type_is_the_same() -> None:
    strike, shelling = make_event(REPORT, "shelled", "air_strike"), make_event(REPORT, "shelled")
    newer = replace(shelling, id="newer", confidence=0.1)
    changes = find_changes(make_coded(REPORT, strike, shelling), make_coded(REPORT, newer))
    assert {(c.before and c.before.type, c.after and c.after.type) for c in changes} == {
        ("air_strike", None),
        ("shelling", "shelling"),
    }
