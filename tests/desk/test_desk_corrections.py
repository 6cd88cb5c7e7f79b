"""What people decide holds over what the coder finds, is appended only, and can be taken back."""

from __future__ import annotations

from starlette.testclient import TestClient

from dateline.desk import Desk
from dateline.desk.settling import bring_up_to_date
from dateline.model.wire import event_to_json
from tests.desk.conftest import csrf_of
from tests.store.making import TEXT


def post(client: TestClient, path: str, **data: str) -> int:
    form = {"csrf": csrf_of(client, "/reports/a"), "seen": "0", **data}
    return client.post(path, data=form, follow_redirects=False).status_code


def types(desk: Desk) -> list[str]:
    found = desk.store.coded("a")
    return [event.type for event in found.events] if found else []


def mention(words: str) -> dict[str, str]:
    start = TEXT.index(words)
    return {
        "mentions-0-start": str(start),
        "mentions-0-end": str(start + len(words)),
        "mentions-0-text": words,
    }


def test_a_corrected_event_stands_in_the_record_and_says_by_whose_hand(
    browser: TestClient, desk: Desk
) -> None:
    said = {"type": "armed_clash", "status": "happened", **mention("shelled")}
    assert post(browser, "/reports/a/events/a-1/edit", **said) == 303
    found = desk.store.coded("a")
    assert found is not None
    changed = found.events[0]
    assert (changed.id, changed.type, changed.family, changed.actors) == ("a-1", "armed_clash", "battle", ())
    assert changed.type_why == "by hand: me"


def test_coding_again_does_not_undo_a_deletion(browser: TestClient, desk: Desk) -> None:
    before = desk.store.coded("a")
    assert before is not None and post(browser, "/reports/a/events/a-2/delete") == 303
    assert types(desk) == ["shelling"]
    report, original = desk.store.report("a"), desk.store.original("a")
    assert report is not None and original is not None
    from dateline.read import Incoming

    desk.store.add(Incoming(report, original.content, "text/plain", "a.txt", None), before)
    bring_up_to_date(desk)
    assert types(desk) == ["shelling"]


def test_what_is_undone_is_as_it_was_and_both_decisions_are_kept(browser: TestClient, desk: Desk) -> None:
    before = desk.store.coded("a")
    post(browser, "/reports/a/events/a-2/delete")
    assert post(browser, "/reports/a/events/a-2/undo", seen="1") == 303
    after = desk.store.coded("a")
    assert before is not None and after is not None
    assert [event_to_json(e) for e in before.events] == [event_to_json(e) for e in after.events]
    assert [k.judgement.kind for k in desk.store.judgements()] == ["event.delete", "event.take_back"]
    assert desk.store.check_judgements() is None


def test_a_missed_event_is_added_with_its_words(browser: TestClient, desk: Desk) -> None:
    said = {"type": "civilian_attack", "status": "feared", **mention("killing at least 3 people")}
    assert post(browser, "/reports/a/add", **said) == 303
    assert types(desk) == ["shelling", "civilian_attack", "air_strike"]


def test_words_that_do_not_stand_at_their_offsets_are_refused(browser: TestClient, desk: Desk) -> None:
    said = {"type": "shelling", "status": "happened", **mention("shelled"), "mentions-0-text": "struck"}
    assert post(browser, "/reports/a/events/a-1/edit", **said) == 400
    assert desk.store.judgements() == ()


def test_the_second_of_two_who_decide_at_once_is_told_and_the_first_is_kept(
    browser: TestClient, desk: Desk
) -> None:
    assert post(browser, "/reports/a/events/a-1/accept") == 303
    assert post(browser, "/reports/a/events/a-1/delete", seen="0") == 409
    assert types(desk) == ["shelling", "air_strike"]
    assert post(browser, "/reports/a/events/a-1/delete", seen="1") == 303


def test_splitting_an_incident_takes_its_tellings_apart_and_merging_joins_them(
    browser: TestClient, desk: Desk
) -> None:
    (id,) = desk.store.incidents_of("a", "a-1")
    assert desk.store.incidents_of("b", "b-1") == (id,)
    secret = csrf_of(browser, "/reports/a")
    browser.post(f"/incidents/{id}/split", data={"csrf": secret, "event": "b/b-1"})
    (ours,), (theirs,) = desk.store.incidents_of("a", "a-1"), desk.store.incidents_of("b", "b-1")
    assert ours != theirs
    browser.post(f"/incidents/{ours}/merge", data={"csrf": secret, "other": theirs})
    assert desk.store.incidents_of("a", "a-1") == desk.store.incidents_of("b", "b-1")
