"""Sorting, grouping and queueing more rows than memory holds, in temporary files."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")

CACHE_KIB = 32 * 1024
IN_MEMORY = 1_000


def sort_rows(rows: Iterable[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    """The rows with their keys in ascending order (by code point), rows of one key in the order they came.

    Rows wait on disk; memory holds one.
    """
    # An empty name is SQLite's for a private file that is gone when closed.
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("CREATE TABLE rows (key TEXT NOT NULL, row BLOB NOT NULL)")
        db.execute("BEGIN")
        db.executemany("INSERT INTO rows VALUES (?, ?)", ((key, pickle.dumps(row)) for key, row in rows))
        db.execute("COMMIT")
        for key, row in db.execute("SELECT key, row FROM rows ORDER BY key, rowid"):
            yield key, pickle.loads(row)  # noqa: S301 - our own rows


def group_rows(rows: Iterable[tuple[str, T]]) -> Iterator[tuple[str, list[T]]]:
    """The rows of one key together, in the order of `sort_rows`; memory holds one group."""
    for key, group in groupby(sort_rows(rows), key=lambda row: row[0]):
        yield key, [row for _, row in group]


class Backlog(Generic[T]):
    """A queue for rows that nobody can take yet: beyond IN_MEMORY they wait on disk; use as a context."""

    def __init__(self) -> None:
        self._rows: list[T] = []
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._on_disk = 0

    def __enter__(self) -> Backlog[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, rows: Iterable[T]) -> None:
        """Add rows at the end."""
        self._rows.extend(rows)
        if len(self._rows) > IN_MEMORY:
            for row in self._rows:
                pickle.dump(row, self._file)
            self._on_disk += len(self._rows)
            self._rows.clear()

    def take(self) -> Iterator[T]:
        """All rows, the first first; afterwards there are none. Nothing may be put in between."""
        if self._on_disk:
            self._file.seek(0)
            for _ in range(self._on_disk):
                yield pickle.load(self._file)  # noqa: S301 - our own rows
            self._file.seek(0)
            self._file.truncate()
            self._on_disk = 0
        yield from self._rows
        self._rows.clear()
