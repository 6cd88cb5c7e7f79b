"""What the API's own description allows to be sent makes no server error."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from dateline.desk import Desk, make_app
from tests.desk.conftest import csrf_of

schemathesis = pytest.importorskip("schemathesis", reason="Schemathesis is not installed")
FEW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def test_no_request_makes_a_server_error(desk: Desk, browser: TestClient) -> None:
    known = {"Host": "127.0.0.1", "X-CSRF": csrf_of(browser, "/add")}
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", make_app(desk), headers=known)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 15

    for operation in operations:

        @FEW
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            answer = case.call(headers=known)
            assert answer.status_code < 500, f"{case.method} {case.path}: {answer.status_code}"
            assert answer.status_code != 403, "the request got no farther than the guard"

        ask()
