"""Several people at one record, in browsers of their own: second readers, two at once, and who may not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from dateline.desk import Desk, open_desk
from dateline.desk.judging import decide_event
from dateline.run import CoderOptions
from dateline.store import OvertakenError, open_store
from tests.desk.conftest import Visit, fill, serve

SCRIPT = "<script>document.title='owned'</script>"
HOSTILE = (
    f"{SCRIPT}<img src=x onerror=\"document.title='owned'\"> shelled Kafr Nabuda on Monday Sana Rebels struck"
)


def test_a_second_account_signs_off(team: Desk, visit: Callable[..., Visit]) -> None:
    with serve(team) as address:
        coder, reviewer = visit(address).sign_in("coder"), visit(address).sign_in("reviewer")
        coder.goto("/reports/a?at=a-1")
        assert coder.locator("[data-key=s]").count() == 0
        coder.keyboard.press("a")
        coder.wait_for_selector(".decided")
        reviewer.goto("/reports/a?at=a-1")
        reviewer.keyboard.press("s")
        reviewer.wait_for_selector("text=signed off by reviewer")
    assert [k.judgement.kind for k in team.store.judgements()] == ["event.accept", "event.sign_off"]


def test_a_reader_who_tries_a_reviewer_s_call_is_refused(team: Desk, visit: Callable[..., Visit]) -> None:
    (id,) = team.store.incidents_of("a", "a-1")
    with serve(team) as address:
        seen = visit(address)
        page = seen.sign_in("reader")
        page.goto(f"/incidents/{id}")
        assert page.locator("form[action$=split], form[action$=merge]").count() == 0
        status = page.evaluate(
            """async path => { const csrf = document.querySelector('[name=csrf]').value;
            const body = new URLSearchParams({ csrf: csrf, event: 'b/b-1' });
            return (await fetch(path, { method: 'POST', body: body })).status; }""",
            f"/incidents/{id}/split",
        )
        seen.troubles.clear()  # The browser itself notes the refusal.
    assert status == 403 and team.store.judgements() == ()


def test_of_two_who_correct_at_once_the_second_is_told_and_keeps_what_was_filled_in(
    team: Desk, visit: Callable[..., Visit]
) -> None:
    with serve(team) as address:
        first, late = visit(address), visit(address)
        one, other = first.sign_in("reviewer"), late.sign_in("admin")
        for page in (one, other):
            page.goto("/reports/a/events/a-1/edit")
        save(one, "riot")
        one.wait_for_selector(".decided")
        save(other, "protest")
        other.wait_for_selector("text=reviewer decided about this event meanwhile")
        assert other.input_value("[name=type]") == "protest"
        assert len(team.store.judgements()) == 1
        other.click("[data-save]")
        other.wait_for_selector("text=corrected by admin")
        late.troubles.clear()  # The browser itself notes the conflict.
    said = [(k.judgement.who, k.judgement.after["type"]) for k in team.store.judgements()]
    assert said == [("reviewer", "riot"), ("admin", "protest")]


def save(page: Any, type: str) -> None:
    page.select_option("[name=type]", type)
    page.click("[data-save]")


def test_an_incident_that_changed_meanwhile_is_not_split_unseen(
    team: Desk, visit: Callable[..., Visit]
) -> None:
    (id,) = team.store.incidents_of("a", "a-1")
    with serve(team) as address:
        late = visit(address)
        page = late.sign_in("reviewer")
        page.goto(f"/incidents/{id}")
        fill(team.store, "c")
        page.check("[name=event][value='b/b-1']")
        page.click("form[action$=split] button")
        page.wait_for_selector("text=Somebody changed this incident meanwhile")
        late.troubles.clear()
    assert team.store.judgements() == ()


def test_a_hostile_report_runs_nothing(desk: Desk, visit: Callable[..., Visit]) -> None:
    fill(desk.store, "hostile", text=HOSTILE, outlet=SCRIPT, title=SCRIPT, url="javascript:alert(1)")
    (id,) = desk.store.incidents_of("hostile", "hostile-1")
    with serve(desk) as address:
        page = visit(address).page
        for path in ("/reports/hostile", f"/incidents/{id}", "/", "/events", "/sources", "/queue",
                     "/reports/hostile/events/hostile-1/edit"):  # fmt: skip
            page.goto(path)
            page.wait_for_load_state("networkidle")
            assert "owned" not in page.title() or path == "/reports/hostile"
            assert page.evaluate("[...document.scripts].every(s => s.src)")
            assert page.locator("a[href^='javascript']").count() == 0
        page.goto("/reports/hostile")
        assert page.locator(".text").inner_text().startswith("<script>")


# across processes


def decide(record: str, who: str, event: str) -> bool:
    """Deletes an event over a desk of its own; tells whether it was first."""
    desk = open_desk(open_store(record), CoderOptions(Path(record).parent))
    try:
        decide_event(desk, "event.delete", "a", event, before=None, after=None, who=who, seen=0)
    except OvertakenError:
        return False
    return True


def at_once(desk: Desk, *events: str) -> list[bool]:
    """Four processes, the n-th about the n-th event."""
    with ProcessPoolExecutor(len(events), mp_context=get_context("spawn")) as pool:
        return list(pool.map(decide, [str(desk.store)] * len(events), "wxyz", events))


def test_of_four_processes_that_decide_about_one_event_one_is_kept(desk: Desk) -> None:
    assert at_once(desk, *["a-1"] * 4).count(True) == 1
    assert len(desk.store.judgements()) == 1 and desk.store.check_judgements() is None


def test_processes_that_decide_about_two_events_of_one_report_are_both_in_the_record(desk: Desk) -> None:
    assert at_once(desk, "a-1", "a-2") == [True, True]
    coded = desk.store.coded("a")
    assert coded is not None and coded.events == ()
