"""Sorting and grouping more rows than memory holds, in a temporary file."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")

CACHE_KIB = 32 * 1024


def group_rows(rows: Iterable[tuple[str, T]]) -> Iterator[tuple[str, list[T]]]:
    """The rows of one key together, keys in ascending order, each group in the order its rows came.

    Rows wait on disk; only one group is held in memory.
    """
    # An empty name is SQLite's for a private file that is gone when closed.
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("CREATE TABLE rows (key TEXT NOT NULL, row BLOB NOT NULL)")
        db.execute("BEGIN")
        db.executemany("INSERT INTO rows VALUES (?, ?)", ((key, pickle.dumps(row)) for key, row in rows))
        db.execute("COMMIT")
        found = db.execute("SELECT key, row FROM rows ORDER BY key, rowid")
        for key, group in groupby(found, key=lambda row: str(row[0])):
            yield key, [pickle.loads(row) for _, row in group]  # noqa: S301 - our own rows
