"""`dateline bench` where no annotated reports are at hand, and the tables it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import dateline.cli.running
from dateline.bench.parts import PARTS
from dateline.bench.shown import show, table
from dateline.cli import cli
from dateline.cli.bench import NAMES


def test_the_command_knows_every_part() -> None:
    assert tuple(PARTS) == NAMES


def test_without_annotated_reports_each_part_is_skipped_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dateline.cli.running, "prepare_gazetteer", lambda home, quiet: None)
    parts = ["--only", "accuracy", "--only", "incidents", "--only", "lower-case"]
    where = ["--shared", str(tmp_path), "--json", str(tmp_path / "out.json")]
    done = CliRunner().invoke(cli, ["-q", "bench", *parts, *where])
    assert done.exit_code == 0, done.output
    assert done.stdout.count("skipped: no ") == 3 and "bench/dev.jsonl" in done.stdout
    assert list(json.loads((tmp_path / "out.json").read_text())) == ["accuracy", "incidents", "lower-case"]


def test_a_table_lines_its_columns_up() -> None:
    assert list(table(("", "F1"), [("found", "0.5"), ("typed", "0.25")])) == [
        "           F1",
        "  found   0.5",
        "  typed  0.25",
    ]


def test_kept_figures_are_shown_with_their_command() -> None:
    folds = {"what": "five folds", "found": [0.8, 0.7, 0.75], "typed": [0.7, 0.6, 0.65], "actors": 0.5}
    kept = {"command": "dateline train --cross", "folds": folds}
    said = show("cross-validation", kept)
    assert "command: dateline train --cross" in said
    assert "folds: five folds" in said
    assert [w for w in said.splitlines() if w.startswith("  folds  ")][0].split()[1:3] == ["0.750", "0.650"]


def test_speed_is_shown_beside_each_language_model() -> None:
    own = {"words_per_cpu_s": 2000.0, "reports_per_s": 4.0, "peak_mb": 700.0, "load_s": 2.0}
    rows = {
        "dateline": own,
        "sm": {**own, "words_per_cpu_s": 4000.0},
        "md": {"skipped": "x is not installed"},
    }
    said = show("speed", {"contestants": rows, "first_record_s": [{"wall_s": 3.0, "cpu_s": 2.5}]})
    assert "0.50" in said and "x is not installed" in said and "3.0 (2.5)" in said
