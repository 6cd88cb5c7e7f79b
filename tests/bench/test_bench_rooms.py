"""The measures of the rooms: all of them exist, quick ones run, what cannot run says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.bench.corpus import Corpus
from dateline.bench.rooms import ROOT, Script, load_scripts, run_quick, slow

SCRIPTS = load_scripts()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: s.name)
def test_every_named_script_is_there(script: Script) -> None:
    assert (ROOT / script.command.split()[0]).is_file()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: s.name)
def test_a_script_that_reads_shared_texts_says_which(script: Script) -> None:
    assert ("{shared}" in script.command) == bool(script.needs)


def test_each_script_is_either_run_or_named(tmp_path: Path) -> None:
    run = [s.name for s in SCRIPTS if s.quick]
    named = [row["name"] for row in slow(SCRIPTS, Corpus(tmp_path))]
    assert sorted(run + named) == sorted(s.name for s in SCRIPTS)


def test_a_script_whose_texts_are_missing_is_skipped_and_says_so(tmp_path: Path) -> None:
    script = Script("a", "bench/dates/measure.py reports {shared}/x.jsonl", ("x.jsonl",), quick=True)
    (row,) = run_quick([script], Corpus(tmp_path), None, lambda words: None)
    assert row["said"].startswith("skipped") and "x.jsonl" in row["said"]


def test_a_script_that_fails_says_so_and_ends_nothing(tmp_path: Path) -> None:
    script = Script("a", "bench/dates/measure.py reports no-such-file.jsonl", quick=True)
    (row,) = run_quick([script], Corpus(tmp_path), None, lambda words: None)
    assert row["said"].startswith("failed") and "no-such-file" in row["said"]
