"""Whatever is sent to the API, it answers with a reason and never fails."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dateline.desk import Desk

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | st.integers() | FLOATS | st.text(max_size=20)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner)
)
EVENT_KEYS = ("type", "status", "mentions", "places", "toll", "date", "chains", "why", "confidence")
EVENTS = st.fixed_dictionaries({}, optional=dict.fromkeys(EVENT_KEYS, VALUES))
BODIES = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["a-1", "new"]) | VALUES,
        "decision": st.sampled_from(["change", "add"]) | VALUES,
    },
    optional={"to": EVENTS | VALUES, "seen": VALUES, "why": VALUES},
)
NAMES = (
    "since",
    "until",
    "type",
    "status",
    "country",
    "q",
    "min_confidence",
    "min_origins",
    "box",
    "limit",
    "zoom",
)
MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def csrf(client: TestClient) -> dict[str, str]:
    from tests.desk.conftest import csrf_of

    return {"X-CSRF": csrf_of(client, "/add")}


@MANY
@given(body=BODIES)
def test_no_body_makes_a_decision_fail(browser: TestClient, desk: Desk, body: Any) -> None:
    answer = browser.post("/api/v1/reports/a/judgements", json=body, headers=csrf(browser))
    assert answer.status_code in (201, 400, 409)
    assert browser.get("/reports/a").status_code == 200


@MANY
@given(
    query=st.dictionaries(st.sampled_from(NAMES), st.text(max_size=12)),
    what=st.sampled_from(["events", "map"]),
)
def test_no_query_makes_a_list_fail(browser: TestClient, query: dict[str, str], what: str) -> None:
    assert browser.get(f"/api/v1/{what}", params=query).status_code in (200, 400)


@MANY
@given(after=st.text(max_size=30))
def test_no_page_mark_makes_a_list_fail(browser: TestClient, after: str) -> None:
    for what in ("events", "incidents", "judgements"):
        assert browser.get(f"/api/v1/{what}", params={"after": after}).status_code in (200, 400)
