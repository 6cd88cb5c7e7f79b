"""The gazetteer: opens at once, answers what a name may mean, and is never read into memory whole."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from dateline.model.place import Place
from dateline.places.builtin import capitals
from dateline.places.entry import Candidate, Source
from dateline.places.fold import bare_name, fold_name
from dateline.places.geometry import km_between
from dateline.places.schema import connect_reading
from dateline.places.sound import likeness, near_skeletons, skeletons, sound_form, without_generic

COLUMNS = "p.id, p.gid, p.name, p.level, p.lat, p.lon, p.country, p.admin, p.population, p.kind, p.radius"
EXACT = f"SELECT {COLUMNS}, n.rank, n.text FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
RANK_MATCH = (1.0, 0.98, 0.97, 0.9)
SOUND_RANK = (1.0, 1.0, 0.99, 0.93)
BY_EAR_ROWS = 20_000
BEST_HEARD = 60
MISHEARD = 0.8
NEAR_FLOOR = 0.7
AROUND_KM = 40.0
Row = tuple[Any, ...]


class Gazetteer:
    """Places by name. Safe to share between threads that only read; opening costs milliseconds.

    Made by `open_gazetteer`; `path` is the file it stands on.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db: sqlite3.Connection = connect_reading(path)
        self._rows = lru_cache(maxsize=4096)(self._exact_rows)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        return Gazetteer, (self.path,)

    def exact(self, name: str) -> list[Place]:
        """The places that bear `name`, however its marks, case and articles are written; biggest first."""
        return [_place(row[:11]) for row in self._rows(fold_name(name))]

    def find(
        self, name: str, *, country: str | None = None, within: str | None = None, limit: int = 10
    ) -> list[Candidate]:
        """What `name` may mean, best first: exact names, then names that sound like it.

        `country` (ISO 3166-1 alpha-2) and `within` (the name or id of an enclosing division or country) keep
        only places there. Returns an empty list where nothing is close.
        """
        countries: tuple[str, ...] = (country.upper(),) if country else ()
        found = self.candidates(name, countries=countries, limit=max(limit * 8, 80))
        if country:
            found = [c for c in found if c.place.country in countries]
        if within:
            areas = self.enclosing(within, country)
            found = [c for c in found if any(lies_within(c.place, a) for a in areas)]
        return found[:limit]

    def candidates(
        self, name: str, *, countries: Sequence[str] = (), limit: int = 80, by_ear: bool | None = None
    ) -> list[Candidate]:
        """Exact candidates of `name`, and by ear those in `countries` (in all, where none is given).

        `by_ear` None listens only where nothing (in those countries) bears the name exactly.
        """
        exact = self._exact_candidates(name)
        here = [c for c in exact if not countries or c.place.country in countries]
        if by_ear is False or (by_ear is None and any(c.match >= 0.97 for c in here)):
            return exact[:limit]
        taken = {c.place.id for c in exact}
        heard = [c for c in self.by_ear(name, countries=countries) if c.place.id not in taken]
        return sorted([*exact, *heard], key=_order)[:limit]

    def by_ear(self, name: str, *, countries: Sequence[str] = (), floor: float = 0.6) -> list[Candidate]:
        """Places whose name sounds like `name` at least `floor` alike, best first; never an exact lookup.

        A consonant misheard is looked for only in `countries`, and only where nothing comes close.
        """
        keys = [k for k in skeletons(name) if countries or len(k) > 1]
        best = self._listen(name, keys, countries, floor)
        if (
            max((m for m, _ in best.values()), default=0.0) < MISHEARD
            and countries
            and keys
            and len(keys[0]) > 2
        ):
            near = self._listen(name, near_skeletons(keys[0]), countries, max(floor, NEAR_FLOOR))
            best = {**near, **best}
        ranked = sorted(best.items(), key=lambda b: (-b[1][0], b[0]))[:BEST_HEARD]
        return sorted((self._heard_place(n, match) for n, (match, _) in ranked), key=_order)

    def _listen(
        self, name: str, keys: Sequence[str], countries: Sequence[str], floor: float
    ) -> dict[int, tuple[float, int]]:
        """Place numbers with how alike their best form is, and that form's rank."""
        forms = _query_forms(name)
        best: dict[int, tuple[float, int]] = {}
        for country in countries or ("",):
            rows = self._sounds_under(keys, country)
            for form in forms:
                for place, match, rank in _alike(form, rows, floor):
                    if match > best.get(place, (0.0, 0))[0]:
                        best[place] = (match, rank)
        return best

    def _sounds_under(self, keys: Sequence[str], country: str) -> list[tuple[int, str, int]]:
        if not keys:
            return []
        where = f"skeleton IN ({', '.join('?' * len(keys))})" + (" AND country = ?" if country else "")
        values = (*keys, country) if country else tuple(keys)
        return self._db.execute(
            f"SELECT place, form, rank FROM sound WHERE {where} LIMIT {BY_EAR_ROWS}", values
        ).fetchall()

    def _heard_place(self, number: int, match: float) -> Candidate:
        row = self._db.execute(f"SELECT {COLUMNS} FROM place p WHERE p.id = ?", (number,)).fetchone()
        return _candidate(row, match, f"has a name that sounds alike ({match:.2f})", True)

    def place(self, ident: str) -> Place | None:
        """The place with this id (of any source), or None."""
        row = self._db.execute(
            f"SELECT {COLUMNS} FROM ident i JOIN place p ON p.id = i.place WHERE i.id = ?", (ident,)
        ).fetchone()
        return _place(row) if row else None

    def capital(self, country: str) -> Place | None:
        """The capital of a country (ISO 3166-1 alpha-2), or None."""
        name = capitals().get(country.upper())
        there = (
            [p for p in self.exact(name) if p.country == country.upper() and p.level == "settlement"]
            if name
            else []
        )
        return max(there, key=lambda p: (p.population, p.id), default=None)

    def ids(self, ident: str) -> tuple[str, ...]:
        """Every id of the place that has the id `ident`: its entries in each source."""
        rows = self._db.execute(
            "SELECT b.id FROM ident a JOIN ident b ON b.place = a.place WHERE a.id = ? ORDER BY b.id",
            (ident,),
        )
        return tuple(r[0] for r in rows)

    def names(self, ident: str) -> list[tuple[str, str, str]]:
        """(name, language or '', script) of the place that has the id `ident`."""
        rows = self._db.execute(
            "SELECT DISTINCT n.text, n.lang, n.script FROM ident i JOIN name n ON n.place = i.place"
            " WHERE i.id = ? ORDER BY n.rank, n.text",
            (ident,),
        )
        return [(r[0], r[1], r[2]) for r in rows]

    def kind(self, ident: str) -> str:
        """The feature code of the place in its source ('PPL', 'ADM1', 'base' …), '' where unknown."""
        row = self._db.execute(
            "SELECT p.kind FROM ident i JOIN place p ON p.id = i.place WHERE i.id = ?", (ident,)
        ).fetchone()
        return str(row[0]) if row else ""

    def radius(self, ident: str) -> float | None:
        """How far the place reaches, in km, where that is known."""
        return self._radius(ident)

    def parents(self, ident: str) -> tuple[str, ...]:
        """The ids of the divisions that hold the place, largest first."""
        row = self._db.execute(
            "SELECT p.parents FROM ident i JOIN place p ON p.id = i.place WHERE i.id = ?", (ident,)
        ).fetchone()
        return tuple(row[0].split()) if row else ()

    def sources(self) -> list[tuple[Source, int]]:
        """What the gazetteer is made of: each source with its credit, and how many places it told of."""
        rows = self._db.execute("SELECT name, licence, credit, path, places FROM source ORDER BY rowid")
        return [(Source(*row[:4]), row[4]) for row in rows]

    def count(self) -> tuple[int, int]:
        """How many places and names it holds."""
        places = self._db.execute("SELECT count(*) FROM place").fetchone()[0]
        return places, self._db.execute("SELECT count(*) FROM name").fetchone()[0]

    def _radius(self, ident: str) -> float | None:
        row = self._db.execute(
            "SELECT p.radius FROM ident i JOIN place p ON p.id = i.place WHERE i.id = ?", (ident,)
        ).fetchone()
        return row[0] if row else None

    def _exact_rows(self, key: str) -> list[Row]:
        rows = self._db.execute(EXACT, (key,)).fetchall()
        if not rows or (bare := bare_name(key)) != key:
            bare = bare_name(key)
            if bare != key:
                known = {r[0] for r in rows}
                rows += [
                    (*r[:11], max(r[11], 2), r[12])
                    for r in self._db.execute(EXACT, (bare,))
                    if r[0] not in known
                ]
        if not rows and (core := without_generic(key)):
            rows = [(*r[:11], 3, r[12]) for r in self._db.execute(EXACT, (core,))]
        return sorted(rows, key=lambda r: (r[11], -r[8], r[0]))

    def _exact_candidates(self, name: str) -> list[Candidate]:
        rows = self._rows(fold_name(name))
        made = [_exact_candidate(row) for row in rows]
        return sorted(made, key=_order)

    def enclosing(self, within: str, country: str | None = None) -> list[Place]:
        """The areas that `within` (a name or id) may mean: divisions and countries, else towns."""
        known = self.place(within)
        places = [known] if known else [c.place for c in self._exact_candidates(within)]
        places = [p for p in places if not country or p.country == country.upper()]
        areas = [p for p in places if p.level in ("country", "region", "district")]
        return areas or places


def _alike(form: str, rows: list[tuple[int, str, int]], floor: float) -> Iterator[tuple[int, float, int]]:
    """(place, likeness, rank) of the rows whose form is at least `floor` like `form`.

    A form that is too many letters away cannot reach the floor, so only near ones are compared in full.
    """
    furthest = int((1 - floor) * (len(form) + 4)) + 1
    letters = cdist([form], [r[1] for r in rows], scorer=Levenshtein.distance, score_cutoff=furthest)[0]
    for index in (letters <= furthest).nonzero()[0]:
        place, other, rank = rows[index]
        match = likeness(form, other) * SOUND_RANK[rank]
        if match >= floor:
            yield place, match, rank


def _query_forms(name: str) -> tuple[str, ...]:
    form = sound_form(name)
    short = form[2:] if form[:2] in ("al", "il") and len(form) > 5 and form[2] not in "aiu" else ""
    return (form, short) if short else (form,)


def _place(row: Row) -> Place:
    _, gid, name, level, lat, lon, country, admin, population = row[:9]
    divisions = tuple(str(admin).split("|")) if admin else ()
    return Place(gid, name, level, lat, lon, country, divisions, population)


def prior(population: int, level: str) -> float:
    """How likely a place is meant before anything else is known, 0..1: by the order of size of its people."""
    base = min(1.0, math.log10(population + 10) / 8)
    return {"country": 1.0, "region": 0.35 + base * 0.5, "district": 0.1 + base * 0.5, "site": 0.3}.get(
        level, base
    )


def _exact_candidate(row: Row) -> Candidate:
    match = RANK_MATCH[int(row[11])]
    return _candidate(row, match, f"bears the name {row[12]!r}", False)


def _candidate(row: Row, match: float, why: str, heard: bool) -> Candidate:
    place = _place(row)
    fame = prior(place.population, place.level) * (0.4 if heard else 1.0)
    score = round(match * 0.7 + 0.3 * fame * match, 4)
    return Candidate(place, score, why, round(match, 4), heard)


def _order(candidate: Candidate) -> tuple[float, int, str]:
    return -candidate.score, -candidate.place.population, candidate.place.id


def lies_within(place: Place, area: Place) -> bool:
    """Whether a place lies in a country or division, by its parents' names, or within 40 km of a town."""
    if area.level == "country":
        return place.country == area.country
    if area.level in ("region", "district"):
        own = {fold_name(a) for a in place.admin}
        return place.country == area.country and (fold_name(area.name) in own or place.id == area.id)
    if place.lat is None or place.lon is None or area.lat is None or area.lon is None:
        return False
    return km_between(place.lat, place.lon, area.lat, area.lon) <= AROUND_KM
