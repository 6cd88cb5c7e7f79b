"""The desk in a real browser: looking, correcting by keyboard, merging, splitting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dateline.desk import Desk
from tests.desk.conftest import Visit, serve

SELECT = """words => { const text = document.getElementById('source').firstChild;
const at = text.data.indexOf(words);
getSelection().setBaseAndExtent(text, at, text, at + words.length); }"""
ARABIC = "قصفت الطائرات بلدة كفر نبودة shelled يوم الاثنين، قالت سانا"


@pytest.fixture
def page(desk: Desk, visit: Callable[..., Visit]) -> Iterator[Any]:
    """Someone who sits at a single-user desk."""
    with serve(desk) as address:
        yield visit(address, viewport={"width": 1280, "height": 800}).page


def test_words_light_up_and_a_key_accepts(page: Any, desk: Desk) -> None:
    page.goto("/reports/a?at=a-1")
    page.hover(".card[data-id='a-1'] .type")
    assert page.locator("[data-on='place']").inner_text() == "Kafr Nabuda"
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector(".decided")
    assert [k.judgement.subject for k in desk.store.judgements()] == ["event a/a-2"]


def test_a_correction_takes_nothing_but_the_keyboard(page: Any, desk: Desk) -> None:
    page.goto("/reports/a?at=a-2")
    page.keyboard.press("e")
    page.wait_for_selector("#correction")
    page.focus("[name=type]")
    page.keyboard.type("Armed clash")
    page.focus("[name=why]")
    page.keyboard.type("they fought")
    page.keyboard.press("Enter")
    page.wait_for_selector(".decided")
    (kept,) = desk.store.judgements()
    assert (kept.judgement.after["type"], kept.judgement.why) == ("armed_clash", "they fought")
    page.keyboard.press("u")
    page.wait_for_function("() => !document.querySelector('.decided')")
    assert [k.judgement.kind for k in desk.store.judgements()] == ["event.change", "event.take_back"]


def test_words_selected_in_the_text_become_a_value(page: Any, desk: Desk) -> None:
    page.goto("/reports/a/events/a-2/edit")
    page.evaluate(SELECT, "Warplanes")
    page.wait_for_timeout(100)
    page.click("[data-take='actors']")
    page.click("[data-save]")
    page.wait_for_selector(".decided")
    found = desk.store.coded("a")
    assert found is not None and [a.span.text for a in found.events[1].actors] == ["Warplanes"]


def test_a_text_written_from_the_right_is_shown_so_and_its_words_keep_their_place(
    page: Any, desk: Desk
) -> None:
    fill_arabic(desk)
    page.goto("/reports/r")
    assert page.locator(".text").evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.click("[data-key=e]")
    page.wait_for_selector("#source")
    page.evaluate(SELECT, "كفر نبودة")
    page.wait_for_timeout(100)
    page.click("[data-take='actors']")
    page.click("[data-save]")
    page.wait_for_selector(".decided")
    found = desk.store.coded("r")
    assert found is not None
    (actor,) = found.events[0].actors
    assert ARABIC[actor.span.start : actor.span.end] == "كفر نبودة"


def fill_arabic(desk: Desk) -> None:
    from dataclasses import replace

    from tests.store.making import make_coded, make_event, make_incoming

    incoming = make_incoming(ARABIC, id="r", language="ar")
    event = replace(make_event(incoming.report, "shelled"), id="r-1")
    desk.store.add(incoming, make_coded(incoming.report, event))


def test_a_place_is_picked_from_the_candidates_on_the_map(page: Any, desk: Desk) -> None:
    page.goto("/reports/a/events/a-1/edit")
    found = {"lat": 35.2, "lon": 36.6, "country": "SY", "population": 9, "admin": ["Hama"], "why": "alike"}
    both = [{**found, "id": f"g:{n}", "name": f"Place {n}", "level": "settlement", "precision": n + 0.5}
            for n in (1, 2)]  # fmt: skip
    both[1]["lat"] = 35.9
    page.route("**/api/v1/places?*", lambda route: route.fulfill(json={"items": both}))
    page.click("[data-find]")
    page.click(".candidates .knot[aria-label='2 Place 2']")
    page.click("[data-save]")
    page.wait_for_selector(".decided")
    found_now = desk.store.coded("a")
    assert found_now is not None
    place = found_now.events[0].places[0]
    assert (place.id, place.lat, place.precision, place.admin) == ("g:2", 35.9, 2.5, ("Hama",))


def test_the_map_shows_the_incidents_and_a_filter_holds_for_map_and_list(page: Any) -> None:
    from playwright.sync_api import expect

    page.goto("/")
    page.wait_for_selector(".knot")
    assert page.locator("#list .row").count() > 1
    page.fill("[name=q]", "nabudah")
    expect(page.locator("#list .row")).to_have_count(1, timeout=60_000)
    assert page.locator("#timeline rect").count() >= 1


def test_an_incident_is_split_and_merged_again(page: Any, desk: Desk) -> None:
    (id,) = desk.store.incidents_of("a", "a-1")
    page.goto(f"/incidents/{id}")
    page.check("[name=event][value='b/b-1']")
    page.click("text=Split >> nth=-1")
    page.wait_for_selector("text=not the same")
    (ours,), (theirs,) = desk.store.incidents_of("a", "a-1"), desk.store.incidents_of("b", "b-1")
    assert ours != theirs
    page.goto(f"/incidents/{ours}")
    page.fill("[name=other]", theirs)
    page.click("form[action$=merge] button")
    page.wait_for_selector("text=one occurrence")
    assert desk.store.incidents_of("a", "a-1") == desk.store.incidents_of("b", "b-1")


def test_an_area_is_drawn_by_clicking_its_corners_and_filters_the_map(page: Any, desk: Desk) -> None:
    page.goto("/areas")
    page.fill("[name=name]", "north")
    page.click("[data-draw]")
    for x, y in ((120, 60), (600, 60), (600, 480), (120, 480)):
        page.click("#areas", position={"x": x, "y": y})
    page.click("#area button.main")
    page.wait_for_selector("text=an outline of 4 corners")
    (area,) = desk.store.areas()
    assert len(area.record["polygons"][0]) == 4
    page.click(".row a")
    page.wait_for_selector("[name=area]")
    assert page.input_value("[name=area]") == "north"
