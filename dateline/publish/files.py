"""A published file and its trace, side by side, both or neither."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import PublishError
from dateline.publish.context import Context
from dateline.publish.formats import Format
from dateline.publish.record import Record
from dateline.publish.trace import TraceLine


@dataclass(frozen=True, slots=True)
class Published:
    """A file that was written: where it and its trace are, its hash, and how often each rule was applied."""

    path: Path
    trace: Path
    sha256: str
    rules: dict[tuple[str, str], int]


def trace_path(path: Path) -> Path:
    """Where the trace of the file `path` stands: beside it, `NAME.trace.jsonl`."""
    return path.with_name(f"{path.name}.trace.jsonl")


def publish_file(
    format_: Format,
    records: Iterable[Record],
    path: Path,
    *,
    context: Context,
    on_line: Callable[[TraceLine], None] = lambda line: None,
) -> Published:
    """Write `records` to `path` and the trace beside it.

    Both are written under other names first and take their place only when complete. `on_line` sees every
    trace line, for progress. Raises PublishError where the folder cannot be written to.
    """
    trace, rules = trace_path(path), Counter[tuple[str, str]]()
    half, half_trace = (p.with_name(f".{p.name}.part") for p in (path, trace))
    try:
        with half.open("w+b") as out, half_trace.open("w", encoding="utf-8", newline="\n") as lines:
            for line in format_.write(records, out, context=context):
                lines.write(line.to_json() + "\n")
                rules[line.outcome, line.rule] += 1
                on_line(line)
        half.replace(path)
        half_trace.replace(trace)
    except OSError as error:
        raise PublishError(f"{path}: {error.strerror}", hint="another --out, or free the disk") from error
    finally:
        for part in (half, half_trace):
            part.unlink(missing_ok=True)
    return Published(path, trace, hash_file(path), dict(sorted(rules.items(), key=lambda r: (-r[1], r[0]))))


def hash_file(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
