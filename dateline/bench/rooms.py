"""What the rooms measure of their own: the quick scripts are run, the slow ones named."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from dateline.bench.corpus import Corpus, Json
from dateline.bench.speed import Progress, quiet_environment

ROOT = Path(__file__).parents[2]
"""The checkout, where there is one: the scripts are no part of an installed package."""


@dataclass(frozen=True, slots=True)
class Script:
    """A measure of one room: what it tells, its command line, the files it needs."""

    name: str
    command: str
    needs: tuple[str, ...] = ()
    quick: bool = False

    def line(self, corpus: Corpus, coded: Path | None = None) -> str:
        """The command with its places filled in."""
        return self.command.replace("{shared}", str(corpus.folder)).replace(
            "{coded}", str(coded or "CODED.jsonl")
        )


def load_scripts() -> tuple[Script, ...]:
    """The rooms' measures, in the order they are printed."""
    entries = yaml.safe_load(Path(__file__).with_name("rooms.yml").read_text("utf-8"))
    return tuple(Script(**{**entry, "needs": tuple(entry.get("needs", ()))}) for entry in entries)


def run_quick(
    scripts: Sequence[Script], corpus: Corpus, coded: Path | None, progress: Progress
) -> list[Json]:
    """What each quick script printed, or why it was not run."""
    rows, here = [], Corpus(corpus.folder.resolve())
    for script in (s for s in scripts if s.quick):
        progress(script.name)
        said = corpus.lacks(*script.needs) or _missing(script) or _run(script.line(here, coded))
        rows.append({"name": script.name, "command": f"python {script.line(corpus)}", "said": said})
    return rows


def slow(scripts: Sequence[Script], corpus: Corpus) -> list[Json]:
    """The slow scripts with their commands."""
    return [{"name": s.name, "command": f"python {s.line(corpus)}"} for s in scripts if not s.quick]


def _missing(script: Script) -> str | None:
    file = script.command.split()[0]
    return None if (ROOT / file).is_file() else f"skipped: {file} comes with the source, not with the package"


def _run(line: str) -> str:
    environment = {**quiet_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), *_paths()])}
    command = [sys.executable, *line.split()]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"failed: {(done.stderr.strip().splitlines() or ['no word'])[-1]}"
    return done.stdout.strip()


def _paths() -> list[str]:
    return [path for path in [os.environ.get("PYTHONPATH")] if path]
