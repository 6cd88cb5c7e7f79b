"""How fast reports are coded, beside bare language models over the same texts, each in its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateline.bench.corpus import Json
from dateline.bench.worker import CONTESTANTS, Contestant, is_installed
from dateline.errors import ModelError
from dateline.run.coder import THREAD_VARIABLES

Progress = Callable[[str], None]
SAMPLE = Path(__file__).parents[1] / "samples" / "armenia-ministry.txt"
ROUNDS = 3


def quiet_environment() -> dict[str, str]:
    """The environment with one thread for every numeric library."""
    return {**os.environ, **dict.fromkeys(THREAD_VARIABLES, "1")}


def measure_speed(reports: Path, progress: Progress) -> Json:
    """Every installed contestant over a JSON Lines file of reports, by its key."""
    rows: Json = {}
    for key, contestant in CONTESTANTS.items():
        progress(f"speed: {contestant.words}")
        if is_installed(contestant):
            rows[key] = _in_own_process(key, contestant, reports)
        else:
            rows[key] = {"skipped": f"{contestant.package} is not installed"}
    return rows


def _in_own_process(key: str, contestant: Contestant, reports: Path) -> Json:
    command = [sys.executable, "-m", "dateline.bench.worker", key, str(reports)]
    done = subprocess.run(command, env=quiet_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise ModelError(f"{contestant.words} could not be measured: {done.stderr.strip()[-500:]}")
    row: Json = json.loads(done.stdout.splitlines()[-1])
    row["words_per_cpu_s"] = row["words"] / row["cpu_s"]
    row["reports_per_s"] = row["reports"] / row["wall_s"]
    return row


def first_record_seconds(report: Path = SAMPLE, rounds: int = ROUNDS) -> list[dict[str, float]]:
    """Seconds from the start of `dateline code` to the first line of its record, once a round.

    With the CPU seconds of the whole command: on a busy machine they say what a quiet one would need.
    """
    return [_first_line(report) for _ in range(rounds)]


def _first_line(report: Path) -> dict[str, float]:
    start = "from dateline.cli import main; main()"
    command = [sys.executable, "-c", start, "-q", "code", str(report), "--format", "jsonl"]
    began, cpu = time.perf_counter(), _children_cpu()
    with subprocess.Popen(command, env=quiet_environment(), stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        line = started.stdout.readline()
        took = time.perf_counter() - began
        started.stdout.read()
    if not line:
        raise ModelError(f"{' '.join(command)} wrote no record", hint="run it by hand")
    return {"wall_s": took, "cpu_s": _children_cpu() - cpu}


def _children_cpu() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system
