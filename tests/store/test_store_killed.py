"""Killed at any moment, and several at once: nothing lost, nothing twice."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.model.wire import dump_line
from dateline.store import open_store

ROOT = Path(__file__).parents[2]
COUNT = 40


def start(where: str, first: int = 0, count: int = COUNT) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.adder", where, str(first), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def contents(where: str) -> list[str]:
    store = open_store(where, create=False)
    lines = [dump_line(stored.coded) for stored in store.each_report()]
    lines += [f"{row.report.id} {row.event.id}" for row in store.each_event()]
    lines += [f"{id} {len(store.codings(id))}" for id in store.find_reports("", limit=1000)]
    lines += [f"{e.origin} {e.reason} {e.cleared_at}" for e in store.quarantined(cleared=True)]
    store.close()
    return lines


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    where = str(tmp_path_factory.mktemp("undisturbed") / "a.db")
    assert start(where).wait(120) == 0
    return contents(where)


def test_a_run_killed_again_and_again_ends_where_an_undisturbed_one_does(
    where: str, undisturbed: list[str]
) -> None:
    luck = random.Random(7)
    kills = 0
    for _ in range(12):
        process = start(where)
        assert process.stdout is not None
        for _ in range(luck.randrange(8)):
            process.stdout.readline()
        time.sleep(luck.random() * 0.03)
        process.kill()
        kills += process.wait() == -9
    assert kills >= 5
    assert start(where).wait(120) == 0
    assert contents(where) == undisturbed


def test_several_at_once_into_a_new_database_keep_everything_once(where: str, undisturbed: list[str]) -> None:
    # The shares overlap, so that two writers also want the same report at the same time.
    shares = [(0, 20), (10, 20), (20, 20), (5, 30)]
    running = [start(where, first, count) for first, count in shares]
    assert [process.wait(120) for process in running] == [0] * len(shares)
    assert contents(where) == undisturbed
