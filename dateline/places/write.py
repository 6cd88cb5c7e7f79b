"""Entries written into a gazetteer's file; the same place from two sources becomes one with both ids."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from dateline.places.entry import Entry, Source
from dateline.places.fold import bare_name, fold_names, script_of
from dateline.places.geometry import km_between
from dateline.places.schema import INDEXES
from dateline.places.sound import core_name, likeness, skeleton, sound_form, sound_keys

NEAR_KM = 3.0
MAIN, OTHER, BARE, GENERIC = 0, 1, 2, 3
STAGE = """
CREATE TEMP TABLE staged_name (key, place, text, lang, script, rank);
CREATE TEMP TABLE staged_sound (skeleton, country, place, form, rank);
"""
SETTLE = """
INSERT OR IGNORE INTO name SELECT * FROM staged_name ORDER BY key, place, rank;
INSERT OR IGNORE INTO sound SELECT * FROM staged_sound ORDER BY skeleton, country, place, form, rank;
DROP TABLE staged_name;
DROP TABLE staged_sound;
"""
Progress = Callable[[int], None]


def write_entries(
    db: sqlite3.Connection, entries: Iterable[Entry], source: Source, *, progress: Progress = lambda n: None
) -> int:
    """Write `entries` of one `source`; returns how many there were. `progress` hears the running count.

    An entry joins a place that shares an id with it; else a place of the same name and kind of place within
    3 km; else, for a division without coordinates, the division of that name in the same country.
    """
    _run(db, "BEGIN;" + STAGE)
    count = 0
    writer = _Writer(db)
    for entry in entries:
        writer.add(entry)
        count += 1
        if count % 5000 == 0:
            writer.flush()
            progress(count)
    writer.flush()
    _run(db, SETTLE)
    _name_parents(db, writer.touched)
    names = db.execute("SELECT count(*) FROM name").fetchone()[0] - writer.names_before
    db.execute(
        "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)",
        (source.name, source.licence, source.credit, source.path, count, names),
    )
    _run(db, INDEXES + "COMMIT;")
    progress(count)
    return count


def write_names(
    db: sqlite3.Connection,
    names: Iterable[tuple[str, str, str]],
    source: Source,
    *,
    progress: Progress = lambda n: None,
) -> int:
    """Give places that are here more names: (place id, name, language).

    Returns how many found their place.
    """
    _run(db, "BEGIN;" + STAGE)
    writer = _Writer(db)
    count = 0
    for ident, text, lang in names:
        row = db.execute(
            "SELECT p.id, p.country FROM ident i JOIN place p ON p.id = i.place WHERE i.id = ?", (ident,)
        ).fetchone()
        if row:
            writer.add_names(row[0], row[1] or "", [("", ""), (text, lang)])
            count += 1
            if count % 5000 == 0:
                writer.flush()
                progress(count)
    writer.flush()
    _run(db, SETTLE)
    db.execute(
        "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)",
        (source.name, source.licence, source.credit, source.path, 0, count),
    )
    _run(db, INDEXES + "COMMIT;")
    return count


def _run(db: sqlite3.Connection, script: str) -> None:
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)


class _Writer:
    """Holds what a run of entries needs between one and the next: pending rows and the next free number."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.next_id: int = db.execute("SELECT coalesce(max(id), 0) + 1 FROM place").fetchone()[0]
        self.names_before: int = db.execute("SELECT count(*) FROM name").fetchone()[0]
        self.first = self.next_id == 1
        self.touched: list[int] = []
        self.fresh: dict[str, int] = {}
        self.idents: list[tuple[str, int]] = []
        self.places: list[tuple[object, ...]] = []
        self.pending: list[tuple[int, str, Sequence[tuple[str, str]]]] = []

    def add(self, entry: Entry) -> None:
        place = self._same_place(entry)
        if place is None:
            place = self._new_place(entry)
        else:
            self._enrich(place, entry)
        for ident in entry.ids:
            if self.fresh.setdefault(ident, place) == place:
                self.idents.append((ident, place))
        self.add_names(place, entry.country or "", entry.names)

    def add_names(self, place: int, country: str, names: Sequence[tuple[str, str]]) -> None:
        self.pending.append((place, country, names))

    def flush(self) -> None:
        """Write what is pending."""
        self._flush_places()
        folded = iter(fold_names([text for _, _, names in self.pending for text, _ in names]))
        name_rows: list[NameRow] = []
        sound_rows: list[SoundRow] = []
        for place, country, names in self.pending:
            keys = [next(folded) for _ in names]
            _rows_of(place, country, names, keys, name_rows, sound_rows)
        self.db.executemany("INSERT INTO staged_name VALUES (?, ?, ?, ?, ?, ?)", name_rows)
        self.db.executemany("INSERT INTO staged_sound VALUES (?, ?, ?, ?, ?)", sound_rows)
        self.pending.clear()

    def _flush_places(self) -> None:
        self.db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)", self.places)
        self.db.executemany("INSERT OR IGNORE INTO ident VALUES (?, ?)", self.idents)
        self.places.clear()
        self.idents.clear()
        if not self.first:
            self.fresh.clear()

    def _same_place(self, entry: Entry) -> int | None:
        for ident in entry.ids:
            if ident in self.fresh:
                return self.fresh[ident]
            if not self.first:
                row = self.db.execute("SELECT place FROM ident WHERE id = ?", (ident,)).fetchone()
                if row:
                    return int(row[0])
        if self.first or entry.ids[0].startswith("geonames:"):
            return None
        return self._near_namesake(entry) if entry.lat is not None else self._division_namesake(entry)

    def _near_namesake(self, entry: Entry) -> int | None:
        for key in dict.fromkeys(fold_names([text for text, _ in entry.names])):
            rows = self.db.execute(
                "SELECT p.id, p.lat, p.lon FROM name n JOIN place p ON p.id = n.place"
                " WHERE n.key = ? AND p.level = ? AND p.lat IS NOT NULL ORDER BY p.id",
                (key, entry.level),
            )
            for place, lat, lon in rows:
                assert entry.lat is not None and entry.lon is not None
                if km_between(lat, lon, entry.lat, entry.lon) <= NEAR_KM:
                    return int(place)
        return None

    def _division_namesake(self, entry: Entry) -> int | None:
        form = sound_form(entry.names[0][0])
        rows = self.db.execute(
            "SELECT DISTINCT p.id, s.form FROM sound s JOIN place p ON p.id = s.place"
            " WHERE s.skeleton = ? AND s.country = ? AND p.level = ? AND p.kind = ? ORDER BY p.id",
            (skeleton(form), entry.country or "", entry.level, entry.kind),
        ).fetchall()
        alike = sorted(((likeness(form, other), -place) for place, other in rows), reverse=True)
        return -alike[0][1] if alike and alike[0][0] >= 0.85 else None

    def _new_place(self, entry: Entry) -> int:
        place, self.next_id = self.next_id, self.next_id + 1
        self.places.append(
            (place, entry.ids[0], entry.names[0][0], entry.level, entry.kind, entry.lat, entry.lon)
            + (entry.country, " ".join(entry.parents), entry.population, entry.radius, int(entry.exact))
        )
        self.touched.append(place)
        return place

    def _enrich(self, place: int, entry: Entry) -> None:
        self._flush_places()
        row = self.db.execute(
            "SELECT lat, exact, parents, population FROM place WHERE id = ?", (place,)
        ).fetchone()
        lat, exact, parents, population = row
        if entry.lat is not None and (lat is None or (entry.exact and not exact)):
            self.db.execute(
                "UPDATE place SET lat = ?, lon = ?, exact = ?, radius = coalesce(?, radius) WHERE id = ?",
                (entry.lat, entry.lon, int(entry.exact), entry.radius, place),
            )
        if len(entry.parents) > len(parents.split()):
            self.db.execute("UPDATE place SET parents = ? WHERE id = ?", (" ".join(entry.parents), place))
            self.touched.append(place)
        if entry.population > population:
            self.db.execute("UPDATE place SET population = ? WHERE id = ?", (entry.population, place))


NameRow = tuple[str, int, str, str, str, int]
SoundRow = tuple[str, str, int, str, int]


def _rows_of(
    place: int,
    country: str,
    names: Sequence[tuple[str, str]],
    keys: Sequence[str],
    name_rows: list[NameRow],
    sound_rows: list[SoundRow],
) -> None:
    """Add the rows of one place's names: a row a key, and one a way it sounds."""
    seen: set[str] = set()
    heard: set[str] = set()
    for number, ((text, lang), key) in enumerate(zip(names, keys, strict=True)):
        if not key or key in seen or (number and not lang and _is_code(text)):
            continue
        script = script_of(text)
        bare = bare_name(key)
        for found, rank in ((key, OTHER if number else MAIN), (bare, BARE), (core_name(bare), GENERIC)):
            if not found or found in seen:
                continue
            seen.add(found)
            name_rows.append((found, place, text, lang, script, rank))
            if rank == BARE:
                continue
            form, sound = sound_keys(bare if rank != GENERIC else found, script)
            if sound and form not in heard:
                heard.add(form)
                sound_rows.append((sound, country, place, form, rank))


def _is_code(text: str) -> bool:
    """Whether a name without a language is an airport code ('ALP'): GeoNames lists them among the names."""
    return len(text) <= 4 and text.isascii() and text.isupper()


def _name_parents(db: sqlite3.Connection, places: list[int]) -> None:
    """Write the names of their divisions beside the places that were added or got better parents."""
    rows = db.execute(
        "SELECT i.id, p.name FROM ident i JOIN place p ON p.id = i.place"
        " WHERE p.level IN ('region', 'district')"
    )
    names: dict[str, str] = dict(rows.fetchall())
    updates = []
    for place in places:
        parents = db.execute("SELECT parents FROM place WHERE id = ?", (place,)).fetchone()[0]
        admin = [names[i] for i in parents.split() if i in names]
        if admin:
            updates.append(("|".join(admin), place))
    db.executemany("UPDATE place SET admin = ? WHERE id = ?", updates)


def settlement_radius(population: int) -> float:
    """How far a settlement of so many people reaches, in km: 1 for a village, 15 at most.

    A town of 5,000 people to the square kilometre is a disc of this radius, twice over for its edges.
    """
    return round(min(15.0, max(1.0, 2 * math.sqrt(max(population, 0) / 5000 / math.pi))), 1)
