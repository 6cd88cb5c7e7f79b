"""A second reader who is given an event blind sees the coder's values, not the first reader's."""

from __future__ import annotations

from typing import Any

from dateline.desk import Desk
from tests.desk.conftest import csrf_of, sign_in
from tests.desk.test_desk_corrections import mention

FORM = "/reports/a/events/a-1"
FIRST = {"type": "armed_clash", "status": "denied", "why": "they fought", **mention("shelled")}


def corrected(team: Desk, **said: str) -> None:
    """The coder corrects the shelling."""
    coder = sign_in(team, "coder")
    form = {**FIRST, **said, "seen": "0", "csrf": csrf_of(coder, "/reports/a")}
    assert coder.post(f"{FORM}/edit", data=form, follow_redirects=False).status_code == 303


def read_blind(team: Desk, who: str, **said: str) -> Any:
    """`who` reads the shelling blind."""
    reader = sign_in(team, who)
    form = {"type": "shelling", "status": "happened", **mention("shelled"), **said}
    return reader.post(
        f"{FORM}/blind", data={**form, "csrf": csrf_of(reader, "/reports/a")}, follow_redirects=False
    )


def test_the_blind_reader_is_shown_what_the_coder_left_and_nothing_of_the_first(team: Desk) -> None:
    corrected(team)
    reviewer = sign_in(team, "reviewer")
    assert f"{FORM}/blind" in reviewer.get("/blind").text
    shown = reviewer.get(f"{FORM}/blind").text
    assert '<option value="shelling" selected>' in shown and "<option selected>happened" in shown
    assert "they fought" not in shown and "by hand: coder" not in shown


def test_a_blind_reading_changes_nothing_and_is_counted_apart(team: Desk) -> None:
    corrected(team)
    before = team.store.coded("a")
    assert read_blind(team, "reviewer").status_code == 303
    assert team.store.coded("a") == before
    found = sign_in(team, "coder").get("/api/v1/agreement").json()
    assert (found["events"], found["blind"]["events"]) == (0, 1)
    (pair,) = found["blind"]["pairs"]
    assert (pair["kept"], pair["type"]) == (1, 0)
    assert f"{FORM}/blind" not in sign_in(team, "reviewer").get("/blind").text


def test_two_who_read_alike_agree_in_every_field(team: Desk) -> None:
    corrected(team)
    read_blind(team, "reviewer", type="armed_clash", status="denied")
    (pair,) = sign_in(team, "coder").get("/api/v1/agreement").json()["blind"]["pairs"]
    assert (pair["type"], pair["status"], pair["whole"]) == (1, 1, 1)


def test_a_blind_reader_may_say_that_there_is_no_such_event(team: Desk) -> None:
    corrected(team)
    read_blind(team, "admin", none="1")
    (pair,) = sign_in(team, "coder").get("/api/v1/agreement").json()["blind"]["pairs"]
    assert (pair["one"], pair["other"], pair["kept"]) == ("admin", "coder", 0)
    assert "not shown the first" in sign_in(team, "coder").get("/agreement").text


def test_who_decided_reads_no_event_of_theirs_blind(team: Desk) -> None:
    corrected(team)
    assert read_blind(team, "coder").status_code == 409
    assert read_blind(team, "reader").status_code == 403


def test_an_event_that_a_person_added_is_not_read_blind(team: Desk) -> None:
    coder = sign_in(team, "coder")
    said = {"type": "riot", "status": "happened", **mention("killing at least 3 people")}
    coder.post("/reports/a/add", data={**said, "csrf": csrf_of(coder, "/reports/a")})
    assert "/blind" not in sign_in(team, "reviewer").get("/blind").text.partition("<main")[2].replace(
        '"/blind"', ""
    )


def test_a_refused_blind_reading_keeps_what_was_typed(team: Desk) -> None:
    corrected(team)
    answer = read_blind(team, "reviewer", why="so it reads", **{"mentions-0-text": "struck"})
    assert answer.status_code == 400 and 'value="so it reads"' in answer.text
    assert "Second reading, blind" in answer.text
