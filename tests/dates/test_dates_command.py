"""`dateline dates` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from dateline.cli import cli

REPORT = {
    "id": "r1",
    "published": "2019-08-21",
    "text": "Shells hit the town on Tuesday. He was 12 in May 2016.",
}


def test_each_report_is_a_line_with_its_expressions_in_order(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps(REPORT) + "\n" + json.dumps(REPORT | {"id": "r2", "published": None}) + "\n")
    result = CliRunner().invoke(cli, ["dates", str(path), "--format", "jsonl"])
    one, two = (json.loads(line) for line in result.output.splitlines())
    assert one["report"] == {"id": "r1"} and two["report"] == {"id": "r2"}
    assert [d["from"] for d in one["dates"]] == ["2019-08-20", "2016-05-01"]
    assert [d["from"] for d in two["dates"]] == [None, "2016-05-01"]
    assert all(REPORT["text"][d["start"] : d["end"]] == d["text"] for d in one["dates"])


def test_the_days_are_shown_with_what_fixed_them(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps(REPORT))
    result = CliRunner().invoke(cli, ["dates", str(path)])
    assert "'on Tuesday' from publication 2019-08-21" in result.output


def test_what_cannot_be_read_is_said_and_the_rest_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.jsonl").write_text(json.dumps(REPORT))
    result = CliRunner().invoke(cli, ["dates", str(tmp_path)])
    assert result.exit_code == 3
    assert "on Tuesday" in result.output and "a.txt" in result.output
