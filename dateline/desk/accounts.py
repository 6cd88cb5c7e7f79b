"""Accounts, sessions and tokens, in a small database of their own beside the record.

Passwords are kept as Argon2id hashes (RFC 9106), session ids and tokens as SHA-256 of 256 random bits: what
is in the database opens nothing.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import UsageError
from dateline.settings import home_folder
from dateline.text.hashing import sha256_hex, short_id

Role = Literal["reader", "coder", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "coder", "reviewer", "admin")
"""From the least to the most allowed; each may do what those before it may."""

SESSION_SECONDS = 12 * 3600
IDLE_SECONDS = 2 * 3600
ATTEMPTS, WITHIN_SECONDS = 8, 900
LEAST_PASSWORD = 12

SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (key TEXT PRIMARY KEY, name TEXT NOT NULL, csrf TEXT NOT NULL,
    made REAL NOT NULL, used REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (key TEXT PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL,
    made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS attempts (who TEXT NOT NULL, at REAL NOT NULL);
"""
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex())


class TooManyAttempts(Exception):
    """Sign-in has failed too often, for this name or from this address; it opens again by itself."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in. `csrf` is the secret that this session's forms carry."""

    name: str
    role: Role
    csrf: str = ""

    def may(self, role: Role) -> bool:
        """Whether this person's role allows what `role` allows."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts database at `path`; safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch(mode=0o600, exist_ok=True)
        with self._open() as db:
            db.executescript(SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=30)) as db, db:
            yield db

    # accounts

    def save(self, name: str, role: Role, password: str) -> None:
        """Makes an account, or gives it another role and password; its sessions and tokens end.

        Raises UsageError where the name is empty or odd, or the password is short.
        """
        if not name.strip() or len(name) > 80 or not name.isprintable():
            raise UsageError(f"{name!r} is no name for an account", hint="1 to 80 printable characters")
        if len(password) < LEAST_PASSWORD:
            raise UsageError("the password is too short", hint=f"{LEAST_PASSWORD} characters or more")
        digest = _HASHER.hash(password)
        with self._open() as db:
            _end_all(db, name)
            db.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?)", (name, role, digest))

    def drop(self, name: str) -> bool:
        """Removes an account with its sessions and tokens; tells whether there was one."""
        with self._open() as db:
            _end_all(db, name)
            return db.execute("DELETE FROM accounts WHERE name = ?", (name,)).rowcount == 1

    def people(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        with self._open() as db:
            rows = db.execute("SELECT name, role FROM accounts ORDER BY name").fetchall()
        return tuple(Person(*row) for row in rows)

    # signing in

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """The id of a new session, or None where name and password do not fit.

        Raises TooManyAttempts after ATTEMPTS failures within WITHIN_SECONDS, counted by name and by address.
        """
        counted = (f"name {name}", f"address {address}")
        with self._open() as db:
            _check_attempts(db, counted)
            row = db.execute("SELECT hash FROM accounts WHERE name = ?", (name,)).fetchone()
        fits = _fits(row[0] if row else _NOBODY, password) and row is not None
        with self._open() as db:
            if not fits:
                db.executemany("INSERT INTO attempts VALUES (?, ?)", [(who, time.time()) for who in counted])
                return None
            db.execute("DELETE FROM attempts WHERE who = ?", counted[:1])
            return _new_session(db, name)

    def session(self, id: str) -> Person | None:
        """Whose session it is, where it has neither ended nor lain idle too long."""
        now, key = time.time(), sha256_hex(id.encode())
        with self._open() as db:
            row = db.execute(
                "SELECT a.name, a.role, s.csrf FROM sessions s JOIN accounts a ON a.name = s.name"
                " WHERE s.key = ? AND s.made > ? AND s.used > ?",
                (key, now - SESSION_SECONDS, now - IDLE_SECONDS),
            ).fetchone()
            if row:
                db.execute("UPDATE sessions SET used = ? WHERE key = ? AND used < ?", (now, key, now - 60))
        return Person(*row) if row else None

    def sign_out(self, id: str) -> None:
        """Ends a session."""
        with self._open() as db:
            db.execute("DELETE FROM sessions WHERE key = ?", (sha256_hex(id.encode()),))

    # tokens for programs

    def make_token(self, name: str, label: str) -> str:
        """A new token that lets a program act as `name`; it is shown once and kept only as a hash."""
        token = "dl_" + secrets.token_urlsafe(32)
        with self._open() as db:
            row = (sha256_hex(token.encode()), name, label[:80], time.time())
            db.execute("INSERT INTO tokens VALUES (?, ?, ?, ?)", row)
        return token

    def token(self, token: str) -> Person | None:
        """Whose token it is."""
        with self._open() as db:
            row = db.execute(
                "SELECT a.name, a.role FROM tokens t JOIN accounts a ON a.name = t.name WHERE t.key = ?",
                (sha256_hex(token.encode()),),
            ).fetchone()
        return Person(*row) if row else None

    def tokens(self, name: str) -> tuple[tuple[str, str], ...]:
        """The tokens of `name`: the beginning of each one's hash, and its label."""
        with self._open() as db:
            rows = db.execute(
                "SELECT key, label FROM tokens WHERE name = ? ORDER BY made", (name,)
            ).fetchall()
        return tuple((key[:12], label) for key, label in rows)

    def drop_token(self, name: str, key: str) -> None:
        """Ends a token of `name`, named by the beginning of its hash."""
        with self._open() as db:
            db.execute("DELETE FROM tokens WHERE name = ? AND substr(key, 1, 12) = ?", (name, key))


def open_accounts(record: str) -> Accounts:
    """The accounts of a record: beside its SQLite file, or in Dateline's own folder for a database server."""
    if "://" not in record:
        return Accounts(Path(f"{record}.accounts"))
    folder = home_folder() / "accounts"
    folder.mkdir(parents=True, exist_ok=True)
    return Accounts(folder / f"{short_id(record)}.sqlite")


def _fits(digest: str, password: str) -> bool:
    try:
        return _HASHER.verify(digest, password)
    except (VerificationError, InvalidHashError):
        return False


def _check_attempts(db: sqlite3.Connection, counted: tuple[str, ...]) -> None:
    db.execute("DELETE FROM attempts WHERE at < ?", (time.time() - WITHIN_SECONDS,))
    for who in counted:
        (failed,) = db.execute("SELECT count(*) FROM attempts WHERE who = ?", (who,)).fetchone()
        if failed >= ATTEMPTS:
            raise TooManyAttempts


def _new_session(db: sqlite3.Connection, name: str) -> str:
    id, now = secrets.token_urlsafe(32), time.time()
    db.execute("DELETE FROM sessions WHERE made < ?", (now - SESSION_SECONDS,))
    row = (sha256_hex(id.encode()), name, secrets.token_urlsafe(32), now, now)
    db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", row)
    return id


def _end_all(db: sqlite3.Connection, name: str) -> None:
    db.execute("DELETE FROM sessions WHERE name = ?", (name,))
    db.execute("DELETE FROM tokens WHERE name = ?", (name,))
