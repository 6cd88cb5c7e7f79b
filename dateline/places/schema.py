"""The gazetteer's file: one SQLite database, replaced whole by every change and only ever read in between.

A change is made on a copy and moved into place (`os.replace`), so that a reader, or a process that is killed,
never sees half of it; readers open the file as immutable, which works on a read-only disk as well.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dateline.errors import GazetteerError

VERSION = 3

TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    gid TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    kind TEXT NOT NULL,
    lat REAL, lon REAL,
    country TEXT,
    admin TEXT NOT NULL DEFAULT '',
    parents TEXT NOT NULL DEFAULT '',
    population INTEGER NOT NULL DEFAULT 0,
    radius REAL,
    exact INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE ident (id TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL, lang TEXT NOT NULL, script TEXT NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE sound (
    skeleton TEXT NOT NULL, country TEXT NOT NULL, place INTEGER NOT NULL, form TEXT NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (skeleton, country, place, form)
) WITHOUT ROWID;
CREATE TABLE source (
    name TEXT PRIMARY KEY, licence TEXT, credit TEXT, path TEXT, places INTEGER, names INTEGER
);
"""

INDEXES = """
CREATE INDEX IF NOT EXISTS ident_place ON ident (place);
CREATE INDEX IF NOT EXISTS name_place ON name (place);
"""


def create(path: Path) -> sqlite3.Connection:
    """A new, empty gazetteer at `path`, open for writing."""
    db = connect_writing(path)
    db.executescript(TABLES)
    db.execute(f"PRAGMA user_version = {VERSION}")
    return db


def connect_writing(path: Path) -> sqlite3.Connection:
    """An existing gazetteer, open for writing; only ever used on a copy that no one else sees."""
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536", "temp_store = MEMORY"):
        db.execute(f"PRAGMA {pragma}")
    return db


def is_stale_builtin(path: Path) -> bool:
    """Whether the file was made by an earlier version and holds nothing but the built-in gazetteer."""
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        found = db.execute("PRAGMA user_version").fetchone()[0]
        names = [row[0] for row in db.execute("SELECT name FROM source")]
        db.close()
    except sqlite3.Error:
        return False
    return bool(found < VERSION and names == ["built-in"])


def connect_reading(path: Path) -> sqlite3.Connection:
    """The gazetteer at `path`, open for reading only.

    Raises GazetteerError where it is missing, broken, or made by a newer Dateline.
    """
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
        found = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise GazetteerError(
            f"{path}: cannot be opened as a gazetteer ({error})",
            hint="delete the file; it is made anew, then: dateline gazetteer add PATH",
        ) from error
    if found != VERSION:
        db.close()
        raise GazetteerError(
            f"{path}: gazetteer version {found} found, {VERSION} expected",
            hint="delete the file and add your gazetteers again: dateline gazetteer add PATH",
        )
    db.execute("PRAGMA cache_size = -16384")
    db.execute("PRAGMA mmap_size = 67108864")
    return db
