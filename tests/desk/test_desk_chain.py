"""Decisions can be taken out, kept elsewhere, and checked there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dateline.desk import Desk
from dateline.desk.chain import check_lines, judgement_from_json, judgement_to_json, judgement_to_line
from dateline.errors import InputError
from dateline.store import Judgement, KeptJudgement
from tests.desk.test_desk_corrections import post

VALUES = st.none() | st.text(max_size=5) | st.dictionaries(st.text(max_size=3), st.integers())
JUDGEMENTS = st.builds(Judgement, *[st.text(min_size=1, max_size=9)] * 3, VALUES, VALUES, st.text(max_size=9))


@given(said=JUDGEMENTS, number=st.integers(1))
def test_a_decision_written_and_read_is_the_same(said: Judgement, number: int) -> None:
    kept = KeptJudgement(number, "2026-01-01", said, "a", "b")
    assert judgement_from_json(json.loads(json.dumps(judgement_to_json(kept)))) == kept


def exported(browser: TestClient) -> list[str]:
    post(browser, "/reports/a/events/a-1/accept")
    post(browser, "/reports/a/events/a-2/delete")
    return browser.get("/api/v1/judgements/export").text.splitlines()


def test_what_is_exported_is_a_whole_chain_with_the_record_s_own_head(browser: TestClient) -> None:
    lines = exported(browser)
    found = check_lines(lines)
    told = browser.get("/api/v1/judgements/check").json()
    assert (found.count, found.hash, found.broken_at) == (told["count"], told["hash"], None) and told["whole"]


def test_a_changed_or_missing_line_shows(browser: TestClient) -> None:
    first, second = exported(browser)
    assert check_lines([first, second.replace("a-2", "a-1")]).broken_at == 2
    assert check_lines([second]).broken_at == 1


def test_a_line_that_is_no_decision_is_named() -> None:
    with pytest.raises(InputError, match="line 1"):
        check_lines(["{}"])


def test_the_command_line_exports_and_checks(
    browser: TestClient, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dateline.cli import main

    exported(browser)
    file = tmp_path / "j.jsonl"
    for option in ("--export-judgements", "--check-judgements"):
        with pytest.raises(SystemExit) as ended:
            main(["desk", "--db", str(desk.store), option, str(file)])
        assert ended.value.code == 0
    assert "2 decisions" in capsys.readouterr().out
    file.write_text(file.read_text("utf-8").replace("delete", "accept"), "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["desk", "--db", str(desk.store), "--check-judgements", str(file)])
    assert ended.value.code == 1


def test_the_line_of_a_decision_ends_in_one_line_end() -> None:
    line = judgement_to_line(KeptJudgement(1, "t", Judgement("a", "k", "s", why="x\ny"), "p", "h"))
    assert line.count("\n") == 1 and line.endswith("\n")
