"""Any format is downloaded under the list's filters; below a reviewer nothing private is in it."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from dateline.desk import Desk, make_app
from dateline.publish import FORMATS
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
