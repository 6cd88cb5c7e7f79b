"""Coded reports in, comparison records out: from a file of coded lines, or from the record's database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from dateline.errors import InputError
from dateline.incidents.read_events import read_events
from dateline.incidents.record import LinkEvent


def read_coded(lines: TextIO, name: str) -> Iterator[LinkEvent]:
    """The events of coded reports, one report a line, as `dateline code --format jsonl` writes them.

    Only ids, types and mentions are needed; what else is there is compared. Raises InputError with the line
    that cannot be read.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield from _read_line(line, f"{name}, line {number}")


def _read_line(line: str, where: str) -> tuple[LinkEvent, ...]:
    try:
        return read_events(json.loads(line))
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: no JSON: {error.msg}", hint="one coded report a line") from error
    except (KeyError, TypeError, ValueError) as error:
        found = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(
            f"{where}: no coded report: {found}", hint="write it with: dateline code REPORTS --format jsonl"
        ) from error


def open_coded(path: str) -> Iterator[LinkEvent]:
    """The events of the coded reports in the file `path`. Raises InputError where it cannot be read."""
    try:
        with Path(path).open(encoding="utf-8") as lines:
            yield from read_coded(lines, path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", hint="check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text", hint="dateline code REPORTS --format jsonl") from error
