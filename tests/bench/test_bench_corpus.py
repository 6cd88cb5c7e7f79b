"""Annotated reports and scorers, read where they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.corpus import Corpus, load_module, read_lines, run_script, without_answers, write_lines
from dateline.errors import InputError


def test_a_coder_is_given_no_answers() -> None:
    report = {"id": "a", "text": "x", "source": "wire", "published": None, "events": [{"type": "arrest"}]}
    assert without_answers([report]) == [{"id": "a", "text": "x"}]


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    records = [{"text": "Çatışma\u2028yeni"}, {"text": ""}]
    assert read_lines(write_lines(tmp_path / "a.jsonl", records)) == records


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1}\n{oops\n', "utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_lines(path)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("")
    assert Corpus(tmp_path).lacks("here") is None
    assert "bench/dev.jsonl" in (Corpus(tmp_path).lacks("here", "bench/dev.jsonl") or "")


def test_a_scorer_is_loaded_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "score.py"
    path.write_text("def align(a, b):\n    return [(a, b)]\n", "utf-8")
    assert load_module(path).align(1, 2) == [(1, 2)]


def test_a_script_that_fails_is_reported_in_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("raise SystemExit('no such gold')\n", "utf-8")
    with pytest.raises(InputError, match="no such gold"):
        run_script(path)
