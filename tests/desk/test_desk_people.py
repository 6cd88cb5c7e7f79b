"""Who may do what, and what keeps strangers and hostile texts out."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.cli import main
from dateline.desk import Desk, make_app
from dateline.desk.accounts import ATTEMPTS, Accounts, TooManyAttempts
from dateline.store import SqlStore
from tests.desk.conftest import PASSWORD, csrf_of, fill, sign_in

HOSTILE = (
    "<script>alert(1)</script> shelled the \"village' Kafr Nabuda on Monday & Sana Rebels Warplanes struck"
)


def test_without_an_account_the_desk_refuses_to_listen_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        main(["desk", "--host", "0.0.0.0", "--db", str(tmp_path / "r.db")])
    assert ended.value.code == 2
    assert "--add-account" in capsys.readouterr().err


def test_nobody_gets_in_without_signing_in(team: Desk) -> None:
    stranger = TestClient(make_app(team), base_url="http://desk.example")
    assert stranger.get("/reports/a", follow_redirects=False).headers["location"].startswith("/sign-in")
    assert stranger.get("/api/v1/events").status_code == 401


def test_a_reader_sees_but_may_not_decide(team: Desk) -> None:
    reader = sign_in(team, "reader")
    assert reader.get("/reports/a").status_code == 200
    secret = csrf_of(reader)
    assert reader.post("/reports/a/events/a-1/delete", data={"csrf": secret, "seen": "0"}).status_code == 403
    assert team.store.judgements() == ()


def test_a_coder_may_not_merge(team: Desk) -> None:
    coder = sign_in(team, "coder")
    (id,) = team.store.incidents_of("a", "a-1")
    answer = coder.post(f"/incidents/{id}/split", data={"csrf": csrf_of(coder), "event": "b/b-1"})
    assert answer.status_code == 403


def test_a_form_of_another_session_is_refused(team: Desk) -> None:
    coder, other = sign_in(team, "coder"), sign_in(team, "admin")
    answer = coder.post("/reports/a/events/a-1/accept", data={"csrf": csrf_of(other), "seen": "0"})
    assert answer.status_code == 403


def test_a_form_sent_by_another_site_is_refused(browser: TestClient) -> None:
    data = {"csrf": csrf_of(browser, "/reports/a"), "seen": "0"}
    answer = browser.post(
        "/reports/a/events/a-1/accept", data=data, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403


def test_a_foreign_name_that_leads_to_loopback_is_refused(browser: TestClient) -> None:
    assert browser.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_a_second_person_signs_off(team: Desk) -> None:
    coder, reviewer = sign_in(team, "coder"), sign_in(team, "reviewer")
    path = "/reports/a/events/a-1/"
    assert reviewer.post(path + "sign-off", data={"csrf": csrf_of(reviewer), "seen": "0"}).status_code == 409
    coder.post(path + "accept", data={"csrf": csrf_of(coder), "seen": "0"})
    reviewer.post(path + "sign-off", data={"csrf": csrf_of(reviewer), "seen": "1"})
    assert [k.judgement.who for k in team.store.judgements()] == ["coder", "reviewer"]


def test_signing_in_closes_after_many_failures(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts")
    accounts.save("ann", "coder", PASSWORD)
    for _ in range(ATTEMPTS):
        assert accounts.sign_in("ann", "wrong", "10.0.0.1") is None
    with pytest.raises(TooManyAttempts):
        accounts.sign_in("ann", PASSWORD, "10.0.0.2")


def test_the_accounts_database_holds_neither_password_nor_session(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts")
    accounts.save("ann", "coder", PASSWORD)
    session = accounts.sign_in("ann", PASSWORD, "10.0.0.1")
    kept = (tmp_path / "accounts").read_bytes()
    assert session and b"$argon2id$" in kept
    assert PASSWORD.encode() not in kept and session.encode() not in kept


def test_a_hostile_report_is_shown_as_words_and_nothing_inline_may_run(
    browser: TestClient, desk: Desk
) -> None:
    assert isinstance(desk.store, SqlStore)
    fill(desk.store, "<img src=x onerror=alert(1)>", text=HOSTILE)
    answer = browser.get("/reports/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy and "unsafe" not in policy


def test_signing_in_leads_to_no_other_site(team: Desk) -> None:
    client = TestClient(make_app(team), base_url="http://desk.example")
    data = {"name": "reader", "password": PASSWORD, "to": "//evil.example"}
    assert client.post("/sign-in", data=data, follow_redirects=False).headers["location"] == "/"
