"""The annotated reports that figures are taken from, read where they lie, and the benchmark's own scorer."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.errors import InputError

Json = dict[str, Any]
GIVEN = ("id", "text", "title", "outlet", "published", "url", "language")
"""What a coder is given of an annotated report: all but the answers."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The folder that holds `bench/` and `corpora/`."""

    folder: Path

    @property
    def bench(self) -> Path:
        """The annotated reports with their scorers."""
        return self.folder / "bench"

    def lacks(self, *files: str) -> str | None:
        """What is missing of `files` (paths within the folder), as words; None where all are there."""
        missing = [file for file in files if not (self.folder / file).exists()]
        return f"skipped: no {', '.join(missing)} in {self.folder}" if missing else None


def read_lines(path: Path) -> list[Json]:
    """Every record of a JSON Lines file. Raises InputError with the line that is none."""
    records = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise InputError(
                f"{path}, line {number}: no JSON: {error.msg}", hint="one record a line"
            ) from error
    return records


def write_lines(path: Path, records: Sequence[Mapping[str, Any]]) -> Path:
    """The records as JSON Lines in `path`, which is returned."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), "utf-8")
    return path


def without_answers(reports: Sequence[Mapping[str, Any]]) -> list[Json]:
    """The reports as a coder gets them: no events."""
    return [{key: report[key] for key in GIVEN if report.get(key)} for report in reports]


def load_module(path: Path) -> ModuleType:
    """The Python file `path` as a module, by its place. Raises InputError where it cannot be loaded."""
    spec = importlib.util.spec_from_file_location(f"dateline_bench_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise InputError(f"{path}: no Python file", hint="check --shared")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_script(path: Path, *arguments: str | Path) -> str:
    """What a script of the benchmark prints. Raises InputError with its own words where it fails."""
    command = [sys.executable, str(path), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise InputError(f"{path} failed: {done.stderr.strip()[-500:]}", hint="run it by hand")
    return done.stdout
