"""Any format is downloaded under the list's filters; below a reviewer nothing private is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.desk import Desk, make_app
from dateline.publish import FORMATS
from dateline.publish.public import load_rules
from dateline.publish.serve import MEDIA_TYPES
from tests.desk.conftest import sign_in
from tests.desk.test_desk_rules import TEXT, set_rules, tell

BINARY = ("parquet", "geoparquet", "datapackage")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_comes_with_its_media_type_and_name(browser: TestClient, form: str) -> None:
    answer = browser.get(f"/api/v1/publish/{form}")
    assert answer.status_code == 200 and answer.content
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    assert answer.headers["content-disposition"].startswith('attachment; filename="dateline')


def test_the_filter_of_the_list_holds(browser: TestClient) -> None:
    lines = browser.get("/api/v1/publish/jsonl?type=air_strike").text.splitlines()
    assert {e["type"] for line in lines for e in json.loads(line)["events"]} == {"air_strike"}


@pytest.mark.parametrize("form", [f for f in FORMATS if f not in BINARY])
@pytest.mark.parametrize("part", ["file", "trace"])
def test_a_coder_gets_no_private_name_and_a_reviewer_all(team: Desk, form: str, part: str) -> None:
    tell(team)
    path = f"/api/v1/publish/{form}?part={part}"
    assert not any(n in sign_in(team, "coder").get(path).text for n in ("Samira", "Adel", "Haddad"))
    if (form, part) == ("jsonl", "file"):
        assert "Adel Haddad" in sign_in(team, "reviewer").get(path).text
        assert "Adel" not in sign_in(team, "reviewer").get(f"{path}&public=1").text


def test_a_name_held_back_finds_nothing(team: Desk) -> None:
    tell(team)
    reader = sign_in(team, "reader")
    assert reader.get("/api/v1/publish/jsonl?actor=adel").text == ""
    assert '"w-1"' in reader.get("/api/v1/publish/jsonl?q=nabuda").text


def test_a_withheld_text_is_withheld_in_files(team: Desk) -> None:
    set_rules(team, "texts: withheld\n")
    tell(team)
    assert "lost her son" in TEXT
    assert "lost her son" not in sign_in(team, "reader").get("/api/v1/publish/html").text


def test_nobody_downloads_without_signing_in(team: Desk) -> None:
    assert TestClient(make_app(team), base_url="http://x").get("/api/v1/publish/csv").status_code == 401


@pytest.mark.parametrize(("path", "status"), [("xls", 404), ("csv?part=x", 400), ("csv?since=x", 400)])
def test_what_does_not_fit_is_said(browser: TestClient, path: str, status: int) -> None:
    assert browser.get(f"/api/v1/publish/{path}").status_code == status


def test_the_screen_leads_to_each_format_under_its_filter(browser: TestClient) -> None:
    shown = browser.get("/downloads?type=air_strike").text
    assert all(f"/api/v1/publish/{form}?type=air_strike" in shown for form in FORMATS)


def told(answer: Any) -> set[str]:
    """The ids of the events of a JSON Lines file."""
    return {e["id"] for line in answer.text.splitlines() for e in json.loads(line)["events"]}


@pytest.mark.parametrize("query", ["side=warplanes", "min_origins=2", "box=36,35,37,36", "type=shelling"])
def test_the_filter_of_the_incidents_holds_for_their_events(browser: TestClient, query: str) -> None:
    items = browser.get(f"/api/v1/incidents?{query}").json()["items"]
    keys = {event for item in items for _, event in item["events"]}
    assert told(browser.get(f"/api/v1/publish/jsonl?of=incidents&{query}")) == keys


def test_a_format_of_rows_holds_the_same_incidents(browser: TestClient) -> None:
    rows = browser.get("/api/v1/publish/csv?of=incidents&type=air_strike&apart=1").text.splitlines()
    assert len(rows) == 3 and all("air_strike" in row for row in rows[1:])


def test_a_side_held_back_finds_no_incident_s_events(team: Desk) -> None:
    tell(team)
    coder = sign_in(team, "coder")
    assert told(coder.get("/api/v1/publish/jsonl?of=incidents&side=adel")) == set()
    assert "w-1" in told(sign_in(team, "reviewer").get("/api/v1/publish/jsonl?of=incidents&side=adel"))


def test_a_project_s_own_rules_hold_for_what_is_downloaded(team: Desk, tmp_path: Path) -> None:
    own = tmp_path / "public.yml"
    own.write_text("hidden_sources: [Outlet a]\n", "utf-8")
    team.public_rules = load_rules(own)
    assert "Outlet a" not in sign_in(team, "coder").get("/api/v1/publish/jsonl").text
    assert "Outlet a" in sign_in(team, "reviewer").get("/api/v1/publish/jsonl").text


def test_the_description_promises_no_304_for_what_is_streamed(browser: TestClient) -> None:
    paths = browser.get("/api/v1/openapi.json").json()["paths"]
    assert "304" not in paths["/publish/{form}"]["get"]["responses"]
    assert "304" in paths["/events"]["get"]["responses"]
