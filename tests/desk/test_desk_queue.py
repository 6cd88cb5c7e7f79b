"""What waits for a person, why, for whom, and what no longer does."""

from __future__ import annotations

import json
import re

import pytest
from starlette.testclient import TestClient

from dateline.desk import Desk
from dateline.desk.judging import assign_event
from dateline.desk.queue import open_queue
from tests.desk.conftest import csrf_of, sign_in
from tests.desk.test_desk_corrections import post

BOX = {"west": "36", "south": "35", "east": "37", "north": "36"}


def save_box(browser: TestClient, **more: str) -> int:
    data = {"csrf": csrf_of(browser, "/areas"), "name": "north", **BOX, **more}
    return browser.post("/areas", data=data, follow_redirects=False).status_code


def waiting(desk: Desk, reason: str) -> list[str]:
    return [item.row.event.id for item in open_queue(desk).waiting(reason)]


def test_an_unsure_event_waits_until_somebody_decides(browser: TestClient, desk: Desk) -> None:
    assert waiting(desk, "unsure") == ["a-2", "b-2"]
    post(browser, "/reports/a/events/a-2/accept")
    assert waiting(desk, "unsure") == ["b-2"]
    assert open_queue(desk).counts()["unsure"] == 1
    post(browser, "/reports/a/events/a-2/undo", seen="1")
    assert waiting(desk, "unsure") == ["a-2", "b-2"]


def test_an_incident_waits_until_all_its_events_are_decided(browser: TestClient, desk: Desk) -> None:
    save_box(browser)
    assert waiting(desk, "area") == ["a-1"]
    post(browser, "/reports/a/events/a-1/accept")
    assert waiting(desk, "area") == ["b-1"]
    post(browser, "/reports/b/events/b-1/accept")
    assert waiting(desk, "area") == [] and open_queue(desk).counts()["area"] == 0


def test_each_shows_every_reason_it_waits_for(browser: TestClient, desk: Desk) -> None:
    (item,) = [i for i in open_queue(desk).waiting("unsure") if i.row.event.id == "a-2"]
    assert item.reasons == ("unsure", "new_type")
    page = browser.get("/queue").text
    assert "new type" in page and re.search(r"Unsure <small>2</small>", page)


def test_what_is_given_to_somebody_is_in_their_queue(team: Desk) -> None:
    reviewer, coder = sign_in(team, "reviewer"), sign_in(team, "coder")
    said = {"csrf": csrf_of(reviewer), "report": "a", "event": "a-2", "to": "coder", "kind": "unsure"}
    assert reviewer.post("/queue", data=said, follow_redirects=False).status_code == 303
    assert "/reports/a?at=a-2" in coder.get("/queue?of=coder").text
    assert reviewer.post("/queue", data={**said, "to": "nobody here"}).status_code == 400
    assert [k.judgement.kind for k in team.store.judgements()] == ["queue.assign"]


def test_giving_an_event_away_is_no_decision_about_it(browser: TestClient, desk: Desk) -> None:
    assign_event(desk, "a", "a-1", "me", who="me")
    assert post(browser, "/reports/a/events/a-1/accept") == 303


def test_a_saved_area_filters_map_and_list_and_can_be_forgotten(browser: TestClient, desk: Desk) -> None:
    assert save_box(browser) == 303
    found = browser.get("/api/v1/incidents?area=north").json()["items"]
    assert [i["best"]["places"]["name"] for i in found] == ["Kafr Nabūdah"]
    assert len(browser.get("/api/v1/map?area=north").json()["features"]) == 1
    browser.post("/areas", data={"csrf": csrf_of(browser, "/areas"), "drop": "north"})
    assert browser.get("/api/v1/incidents?area=north").status_code == 400


@pytest.mark.parametrize(
    "shape",
    [{"west": "37"}, {"north": "x"}, {"name": ""}, {"country": "Syria"}, {"ring": "[[1, 2], [3, 4]]"},
     {"ring": "[[1, 2], [3, 4], [1, 95]]"}, {"ring": "no"}],
)  # fmt: skip
def test_a_shape_that_does_not_do_is_refused(browser: TestClient, desk: Desk, shape: dict[str, str]) -> None:
    assert save_box(browser, **shape) == 400
    assert desk.store.areas() == ()


def test_a_program_saves_lists_and_drops_an_area(browser: TestClient) -> None:
    headers = {"X-CSRF": csrf_of(browser, "/areas")}
    ring = [[36, 35], [37, 35], [37, 36]]
    assert (
        browser.post("/api/v1/areas", json={"name": "x/y", "ring": ring}, headers=headers).status_code == 201
    )
    (feature,) = browser.get("/api/v1/areas").json()["features"]
    assert feature["geometry"]["coordinates"] == [[json.loads(json.dumps([*ring, ring[0]]))]]
    assert browser.delete("/api/v1/areas/x%2Fy", headers=headers).status_code == 200
    assert browser.get("/api/v1/areas").json()["features"] == []


def test_sources_are_counted(browser: TestClient) -> None:
    found = browser.get("/api/v1/sources").json()
    assert {(o["name"], o["reports"]) for o in found["outlets"]} == {("Outlet a", 1), ("Outlet b", 1)}
    assert found["quoted"] == [{"name": "SANA", "kind": "agency", "events": 2}]
