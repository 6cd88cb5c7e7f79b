"""Opening a database: SQLite by path, PostgreSQL by URL, made safe for many writers."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from dateline.errors import StoreError

WAIT_SECONDS = 60
WRITES = "dateline_writes"
POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")


def read_url(where: str) -> URL:
    """The database URL that `where` means: a path is a SQLite file; 'postgresql://…' is as it says.

    Raises StoreError where it is a URL of a database that Dateline does not keep its record in.
    """
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise StoreError(
            f"{where!r} is no database URL", hint="--db FILE.db or postgresql://HOST/NAME"
        ) from error
    if url.drivername in POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "sqlite+pysqlite") and url.database:
        return url.set(drivername="sqlite")
    raise StoreError(
        f"{spell(url)}: cannot keep a record in '{url.drivername}'",
        hint="--db FILE.db (SQLite) or --db postgresql://USER@HOST/NAME",
    )


def spell(url: URL) -> str:
    """The database as the user would name it, its password hidden."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def open_engine(url: URL, *, create: bool) -> Engine:
    """An engine for `url`; a missing SQLite file is made with `create`, a StoreError without."""
    if url.get_backend_name() == "sqlite":
        _check_file(url, create=create)
        engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(
            f"{spell(url)}: PostgreSQL needs the psycopg package", hint="pip install 'dateline[postgres]'"
        ) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look at the database; database trouble comes out as a StoreError."""
    with told(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is kept, or nothing. Raises StoreError."""
    with told(engine), engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turns what the database driver raises into a StoreError that names the database."""
    try:
        yield
    except DBAPIError as error:
        raise _as_store_error(engine.url, error) from error


def insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Inserts `row` unless its key is already taken; tells whether it was inserted."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(row).on_conflict_do_nothing()
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


def _as_store_error(url: URL, error: DBAPIError) -> StoreError:
    words = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    hints = {
        "locked": "another program holds the database; wait for it to end and run the same command again",
        "not a database": "--db another file; this one was not written by Dateline",
        "readonly": "check the permissions of the file and its folder",
        "unable to open": "check that the folder exists and may be written to",
        "full": "free some disk space and run the same command again; what was kept is kept",
    }
    hint = next((hint for key, hint in hints.items() if key in words), None)
    if hint is None and isinstance(error, OperationalError):
        hint = "check that the database runs and that its address, user and password are right"
    return StoreError(f"{spell(url)}: {words}", hint=hint)


def _check_file(url: URL, *, create: bool) -> None:
    path = Path(url.database or "")
    if path.is_dir() or not path.name:
        raise StoreError(f"{path}: a folder, expected a database file", hint=f"--db {path / 'dateline.db'}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}", hint=f"mkdir -p {path.parent}")
    if not create and not path.exists():
        raise StoreError(
            f"{path}: there is no such database", hint=f"dateline add FOLDER --db {path}, or --db another"
        )


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Transactions are begun by `_begin_sqlite` alone: the driver's own begin comes too late for IMMEDIATE.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    _ask_for_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _ask_for_wal(connection: sqlite3.Connection) -> None:
    # Changing to WAL does not wait for the busy timeout when another process is doing the same.
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
