"""The index of a record that grows: events by block key, likely pairs, and which incident each event is in.

A SQLite file beside the record (or in memory). It holds nothing that cannot be made again from the record:
where it is missing or out of date it is built anew.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from dateline.incidents.block import block_keys, key_number
from dateline.incidents.group import Pair
from dateline.incidents.packing import pack_event, pack_report, unpack_event, unpack_report
from dateline.incidents.record import LinkEvent, LinkReport
from dateline.incidents.relate import are_related
from dateline.model.incident import EventKey

VERSION = 4

CACHE_KB = 64 * 1024
"""How much of the file SQLite may hold in memory."""

FILLED = 500_000
"""Rows handed to the file at once where it is filled."""

TABLES = """
CREATE TABLE reports (report TEXT PRIMARY KEY, coding TEXT NOT NULL, packed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE events (n INTEGER PRIMARY KEY, report TEXT NOT NULL, event TEXT NOT NULL, packed BLOB NOT NULL,
                     incident TEXT, UNIQUE (report, event));
CREATE TABLE blocks (block INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (block, n)) WITHOUT ROWID;
CREATE TABLE edges (a INTEGER NOT NULL, b INTEGER NOT NULL, chance REAL NOT NULL, related INTEGER NOT NULL,
                    PRIMARY KEY (a, b)) WITHOUT ROWID;
"""

INDEXES = {
    "events_incident": "events (incident)",
    "blocks_n": "blocks (n)",
    "edges_b": "edges (b)",
    "edges_related": "edges (a, b) WHERE related",
    "edges_related_b": "edges (b, a) WHERE related",
}
"""What finds rows otherwise than by their own key, by name."""


class Codings(Mapping[str, str]):
    """Which coding of each report is indexed; looked up one by one, however long the record."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getitem__(self, report: str) -> str:
        found = self._db.execute("SELECT coding FROM reports WHERE report = ?", (report,)).fetchone()
        if found is None:
            raise KeyError(report)
        return str(found[0])

    def __iter__(self) -> Iterator[str]:
        return (id for (id,) in self._db.execute("SELECT report FROM reports ORDER BY report").fetchall())

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM reports").fetchone()[0])


class Index:
    """Events, blocks, edges and members. Numbers (`n`) stand for events within the file only."""

    def __init__(self, path: str = ":memory:") -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        if self._db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            self._start_anew()
        self._report = lru_cache(maxsize=20_000)(self._read_report)
        self._event = lru_cache(maxsize=20_000)(self._read_event)

    def _start_anew(self) -> None:
        for (table,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            self._db.execute(f"DROP TABLE {table}")
        self._db.executescript(TABLES)
        self._make_indexes()
        self._db.execute(f"PRAGMA user_version = {VERSION}")

    def _make_indexes(self) -> None:
        for name, columns in INDEXES.items():
            self._db.execute(f"CREATE INDEX {name} ON {columns}")

    def close(self) -> None:
        """Gives back the file."""
        self._db.close()

    def begin(self) -> None:
        """Begins a change; nothing of it is kept until `commit`."""
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keeps the change."""
        self._db.execute("COMMIT")

    def rollback(self) -> None:
        """Forgets the change."""
        self._db.execute("ROLLBACK")
        self._event.cache_clear()
        self._report.cache_clear()

    def is_empty(self) -> bool:
        """Whether no report is indexed."""
        return self._db.execute("SELECT 1 FROM reports LIMIT 1").fetchone() is None

    def codings(self) -> Mapping[str, str]:
        """Which coding of each report is indexed."""
        return Codings(self._db)

    def put_report(self, report: LinkReport, coding: str) -> None:
        """Keeps a report's head."""
        packed = zlib.compress(pack_report(report).encode(), 1)
        self._db.execute("INSERT INTO reports VALUES (?, ?, ?)", (report.id, coding, packed))

    def put_event(self, event: LinkEvent) -> int:
        """Keeps an event and its block keys; returns its number."""
        packed = zlib.compress(pack_event(event).encode(), 1)
        asked = "INSERT INTO events (report, event, packed) VALUES (?, ?, ?)"
        n = self._db.execute(asked, (*event.key, packed)).lastrowid
        assert n is not None
        rows = [(block, n) for block in block_numbers(event)]
        self._db.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?)", rows)
        return n

    def fill(
        self,
        events: Sequence[LinkEvent],
        edges: Mapping[Pair, float],
        incidents: Mapping[EventKey, str],
        codings: Mapping[str, str],
    ) -> None:
        """Fills an empty index at once with events, their likely pairs and their incidents, all linked
        before."""
        # Rows in order of their keys, and indexes made last: in any other order each row would touch another
        # page of the file, and a long record would take hours.
        self.begin()
        for name in INDEXES:
            self._db.execute(f"DROP INDEX {name}")
        heads = {id: LinkReport(id) for id in codings} | {e.report.id: e.report for e in events}
        for id in sorted(heads):
            self.put_report(heads[id], codings.get(id, ""))
        ordered = sorted(events, key=lambda event: event.key)
        self._fill_events(ordered, incidents)
        self._fill_blocks(ordered)
        known = {event.key: (n, event) for n, event in enumerate(ordered, start=1)}
        self.put_edges(
            (known[a][0], known[b][0], chance, are_related(known[a][1], known[b][1]))
            for (a, b), chance in edges.items()
        )
        self._make_indexes()
        self.commit()

    def _fill_events(self, events: Sequence[LinkEvent], incidents: Mapping[EventKey, str]) -> None:
        rows = (
            (n, *event.key, zlib.compress(pack_event(event).encode(), 1), incidents[event.key])
            for n, event in enumerate(events, start=1)
        )
        asked = "INSERT INTO events (n, report, event, packed, incident) VALUES (?, ?, ?, ?, ?)"
        self._db.executemany(asked, rows)

    def _fill_blocks(self, events: Sequence[LinkEvent]) -> None:
        blocks, owners = array("q"), array("q")
        for n, event in enumerate(events, start=1):
            own = block_numbers(event)
            blocks.extend(own)
            owners.extend([n] * len(own))
        numbers, members = np.frombuffer(blocks, np.int64), np.frombuffer(owners, np.int64)
        by_block = np.argsort(numbers, kind="stable")
        for part in np.array_split(by_block, 1 + len(by_block) // FILLED):
            rows = zip(numbers[part].tolist(), members[part].tolist(), strict=True)
            self._db.executemany("INSERT INTO blocks VALUES (?, ?)", rows)

    def drop_report(self, report: str) -> None:
        """Forgets a report with its events, blocks and edges; nothing where it is not indexed."""
        if not self._db.execute("SELECT 1 FROM reports WHERE report = ?", (report,)).fetchone():
            return
        for n in self.numbers_of(report):
            self._db.execute("DELETE FROM blocks WHERE n = ?", (n,))
            self._db.execute("DELETE FROM edges WHERE a = ? OR b = ?", (n, n))
        self._db.execute("DELETE FROM events WHERE report = ?", (report,))
        self._db.execute("DELETE FROM reports WHERE report = ?", (report,))
        self._report.cache_clear()
        self._event.cache_clear()

    def numbers_of(self, report: str) -> list[int]:
        """The numbers of a report's events."""
        return [n for (n,) in self._db.execute("SELECT n FROM events WHERE report = ? ORDER BY n", (report,))]

    def number(self, key: EventKey) -> int | None:
        """An event's number, or None where it is not indexed."""
        found = self._db.execute("SELECT n FROM events WHERE report = ? AND event = ?", key).fetchone()
        return found[0] if found else None

    def event(self, n: int) -> LinkEvent:
        """The event of that number."""
        return self._event(n)

    def _read_event(self, n: int) -> LinkEvent:
        report, event, packed = self._db.execute(
            "SELECT report, event, packed FROM events WHERE n = ?", (n,)
        ).fetchone()
        text = zlib.decompress(packed).decode()
        return unpack_event(EventKey(report, event), self._report(report), text)

    def _read_report(self, id: str) -> LinkReport:
        (packed,) = self._db.execute("SELECT packed FROM reports WHERE report = ?", (id,)).fetchone()
        return unpack_report(id, zlib.decompress(packed).decode())

    def blocks_of(self, n: int) -> list[int]:
        """An event's block keys, as numbers."""
        return [block for (block,) in self._db.execute("SELECT block FROM blocks WHERE n = ?", (n,))]

    def members(self, block: int, limit: int) -> list[int]:
        """At most `limit` numbers of the events that share a block key."""
        asked = "SELECT n FROM blocks WHERE block = ? LIMIT ?"
        return [n for (n,) in self._db.execute(asked, (block, limit))]

    def put_edges(self, edges: Iterable[tuple[int, int, float, bool]]) -> None:
        """Keeps the chances of likely pairs, and whether they show a relation."""
        rows = ((min(a, b), max(a, b), chance, related) for a, b, chance, related in edges)
        self._db.executemany("INSERT OR REPLACE INTO edges VALUES (?, ?, ?, ?)", rows)

    def set_chances(self, edges: Iterable[tuple[int, int, float]]) -> set[int]:
        """Puts other chances on pairs that are kept already; returns the events of those it changes."""
        asked = "UPDATE edges SET chance = ?1 WHERE a = ?2 AND b = ?3 AND chance <> ?1"
        rows = ((chance, min(a, b), max(a, b)) for a, b, chance in edges)
        changed = (row[1:] for row in rows if self._db.execute(asked, row).rowcount)
        return {n for pair in changed for n in pair}

    def drop_edge(self, a: int, b: int) -> bool:
        """Forgets a pair; tells whether there was one."""
        done = self._db.execute("DELETE FROM edges WHERE a = ? AND b = ?", (min(a, b), max(a, b)))
        return done.rowcount > 0

    def edges_of(self, n: int) -> dict[int, float]:
        """An event's likely partners and their chances."""
        asked = "SELECT b, chance FROM edges WHERE a = ?1 UNION ALL SELECT a, chance FROM edges WHERE b = ?1"
        return dict(self._db.execute(asked, (n,)))

    def related_to(self, n: int) -> set[int]:
        """An event's likely partners with which it shows a relation."""
        ours, theirs = "SELECT b FROM edges WHERE a = ?1", "SELECT a FROM edges WHERE b = ?1"
        asked = f"{ours} AND related UNION ALL {theirs} AND related"
        return {m for (m,) in self._db.execute(asked, (n,))}

    def incident_of(self, n: int) -> str | None:
        """The incident an event is in."""
        found = self._db.execute("SELECT incident FROM events WHERE n = ?", (n,)).fetchone()
        return found[0] if found else None

    def events_in(self, incident: str) -> list[int]:
        """The numbers of an incident's events."""
        return [n for (n,) in self._db.execute("SELECT n FROM events WHERE incident = ?", (incident,))]

    def set_incident(self, numbers: Iterable[int], incident: str) -> None:
        """Puts events into an incident."""
        self._db.executemany("UPDATE events SET incident = ? WHERE n = ?", [(incident, n) for n in numbers])

    def all_numbers(self) -> Iterator[int]:
        """Every event's number."""
        return (n for (n,) in self._db.execute("SELECT n FROM events ORDER BY n").fetchall())


def block_numbers(event: LinkEvent) -> set[int]:
    """The event's block keys as numbers."""
    return {key_number(key) for key in block_keys(event)}
