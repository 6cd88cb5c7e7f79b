"""The API gives what the screens show, pages it, and tells a caller who holds it already."""

from __future__ import annotations

import time

import pytest
from starlette.testclient import TestClient

from dateline.desk import Desk, make_app


def test_the_same_answer_is_not_sent_twice(browser: TestClient) -> None:
    first = browser.get("/api/v1/incidents")
    again = browser.get("/api/v1/incidents", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_pages_together_hold_every_event_once(browser: TestClient) -> None:
    found, following = [], "/api/v1/events?limit=1"
    while following:
        answer = browser.get(following).json()
        found += [item["event"]["id"] for item in answer["items"]]
        following = answer["next"]
    assert sorted(found) == ["a-1", "a-2", "b-1", "b-2"]


def test_the_map_draws_how_far_off_a_place_may_be(browser: TestClient) -> None:
    (feature,) = browser.get("/api/v1/map?zoom=5").json()["features"]
    assert feature["geometry"]["coordinates"] == [36.5, 35.42]
    assert feature["properties"]["precision"] == 1.0


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("", {"shelling", "air_strike"}),
        ("q=nabudah", {"shelling"}),
        ("q=sana", {"shelling"}),
        ("side=syrian+opp", {"shelling"}),
        ("side=nobody", set()),
        ("source=outlet+b", {"shelling", "air_strike"}),
        ("until=2019-08-18", set()),
        ("since=2019-08-19", {"shelling"}),
        ("type=air_strike", {"air_strike"}),
    ],
)
def test_a_filter_holds_for_incidents(browser: TestClient, query: str, types: set[str]) -> None:
    found = browser.get(f"/api/v1/incidents?{query}").json()["items"]
    assert {incident["best"]["type"] for incident in found} == types


@pytest.mark.parametrize("query", ["since=x", "box=1,2", "status=maybe", "min_confidence=7", "limit=-1"])
def test_a_value_that_does_not_fit_is_named(browser: TestClient, query: str) -> None:
    answer = browser.get(f"/api/v1/incidents?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["error"]


def test_a_token_lets_a_program_decide_as_its_person(team: Desk) -> None:
    assert team.accounts is not None
    headers = {"Authorization": f"Bearer {team.accounts.make_token('coder', 'script')}"}
    program = TestClient(make_app(team), base_url="http://desk.example", headers=headers)
    said = {"event": "a-2", "decision": "delete", "seen": 0}
    assert program.post("/api/v1/reports/a/judgements", json=said).status_code == 201
    assert program.post("/api/v1/reports/a/judgements", json={**said, "event": "zz"}).status_code == 409
    assert [k.judgement.who for k in team.store.judgements()] == ["coder"]


def test_a_pasted_report_is_coded_and_shown(browser: TestClient, desk: Desk) -> None:
    from tests.desk.conftest import csrf_of

    data = {"csrf": csrf_of(browser, "/add"), "text": "Troops shelled Douma.\r\nAnd again.", "outlet": "Wire"}
    address = browser.post("/add", data=data, follow_redirects=False).headers["location"]
    for _ in range(200):
        answer = browser.get(address, follow_redirects=False)
        if answer.status_code == 303:
            break
        time.sleep(0.05)
    assert "Troops <a" in browser.get(answer.headers["location"]).text
