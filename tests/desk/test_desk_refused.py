"""A form that is refused for a bad value is shown again with everything that was typed."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from dateline.desk import Desk
from dateline.desk.forms import read_event, typed_event
from dateline.errors import JudgementError
from tests.desk.conftest import csrf_of
from tests.store.making import TEXT, shelled

AT = TEXT.index("Kafr Nabuda")
PLACE = {"start": str(AT), "end": str(AT + 11), "text": "Kafr Nabuda", "name": "Elsewhere", "country": "SY",
         "lat": "35.x", "lon": "36.5", "admin": "Hama | Suq"}  # fmt: skip
TYPED = {
    "type": "armed_clash",
    "status": "feared",
    "why": "it <reads> so",
    "seen": "0",
    "mentions-0-start": "0",
    "mentions-0-end": "6",
    "mentions-0-text": TEXT[:6],
    **{f"places-0-{key}": value for key, value in PLACE.items()},
    "toll-3-start": "0",
    "toll-3-end": "6",
    "toll-3-text": TEXT[:6],
    "toll-3-low": "a few",
    "toll-3-drop": "1",
}


def values(page: str) -> dict[str, str]:
    """What the fields of a page hold, by name."""
    return dict(re.findall(r'name="([^"]+)"[^>]* value="([^"]*)"', page))


@pytest.mark.parametrize("path", ["/reports/a/events/a-1/edit", "/reports/a/add"])
def test_a_refused_correction_keeps_what_was_typed(browser: TestClient, desk: Desk, path: str) -> None:
    answer = browser.post(path, data={**TYPED, "csrf": csrf_of(browser, "/reports/a")})
    assert answer.status_code == 400 and "latitude" in answer.text
    held = values(answer.text)
    assert {n: held[n] for n in TYPED if n.startswith("places")} == {
        n: v for n, v in TYPED.items() if "places" in n
    }
    assert held["why"] == "it &lt;reads&gt; so"
    assert '<option value="armed_clash" selected>' in answer.text and "<option selected>feared" in answer.text
    assert 'name="toll-0-drop" value="1" checked' in answer.text
    assert desk.store.judgements() == ()


def test_who_decided_while_it_was_refused_is_still_told_of(browser: TestClient, desk: Desk) -> None:
    secret = csrf_of(browser, "/reports/a")
    browser.post("/reports/a/events/a-1/accept", data={"csrf": secret, "seen": "0"})
    refused = browser.post("/reports/a/events/a-1/edit", data={**TYPED, "csrf": secret})
    assert values(refused.text)["seen"] == "0"
    mended = {**TYPED, "places-0-lat": "35.1", "csrf": secret, "seen": values(refused.text)["seen"]}
    late = browser.post("/reports/a/events/a-1/edit", data=mended)
    assert late.status_code == 409 and values(late.text)["why"] == "it &lt;reads&gt; so"


def test_what_was_typed_reads_as_the_event_it_was_typed_from(desk: Desk) -> None:
    found = desk.report("a")
    assert found is not None
    report = found[0]
    with pytest.raises(JudgementError, match="latitude"):
        read_event(TYPED.items(), report, desk.codebook, who="me", before=shelled(report))
    typed = typed_event(TYPED.items())
    assert typed["places"][0]["admin"] == ["Hama", "Suq"] and typed["places"][0]["lat"] == "35.x"
    assert typed["date"] is None and typed["actors"] == []


def test_a_refused_merge_keeps_what_was_typed(browser: TestClient, desk: Desk) -> None:
    (id,) = desk.store.incidents_of("a", "a-1")
    said = {"csrf": csrf_of(browser, "/reports/a"), "other": "nosuch", "why": "the same day"}
    answer = browser.post(f"/incidents/{id}/merge", data=said)
    assert answer.status_code == 400 and "nosuch" in answer.text
    assert values(answer.text)["other"] == "nosuch" and 'value="the same day"' in answer.text
