"""Who's On First: repositories, tarballs of them, and SQLite distributions, one feature a place.

Source: https://whosonfirst.org/docs/ ; licence: https://whosonfirst.org/docs/licenses/ (CC0 with attribution
for the sources it joins, GeoNames CC BY 4.0 among them).
"""

from __future__ import annotations

import json
import math
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import GazetteerError
from dateline.places.entry import Entry, Source
from dateline.places.sources.kinds import whosonfirst_level

CREDIT = (
    "Data from Who's On First (https://whosonfirst.org/docs/licenses/), with GeoNames (CC BY 4.0) and others"
)
TARS = (".tar", ".tar.xz", ".tar.gz", ".tar.bz2", ".tgz", ".txz")
DATABASES = (".db", ".sqlite", ".sqlite3", ".spatial.db")
LARGEST = 64 * 1024 * 1024
_DECODER = json.JSONDecoder()
_CONCORDANCES = {"gn:id": "geonames", "wd:id": "wikidata", "iso:id": "iso", "iso:code": "iso"}
_CHAIN = (
    "country_id",
    "macroregion_id",
    "region_id",
    "macrocounty_id",
    "county_id",
    "localadmin_id",
    "locality_id",
)


def source_of(path: Path) -> Source:
    """The credit for a Who's On First distribution."""
    name = path.name.removesuffix("".join(path.suffixes[-2:])) or path.name
    return Source(f"Who's On First {name}", "CC0 / CC BY 4.0", CREDIT, path.name)


def whosonfirst_entries(path: Path) -> Iterator[Entry]:
    """The entries of a repository (folder), tarball or SQLite distribution, without superseded ones.

    Raises GazetteerError where the file holds no features.
    """
    found = False
    for where, body in _bodies(path):
        found = True
        properties = _properties(body, where)
        entry = _entry(properties)
        if entry is not None:
            yield entry
    if not found:
        raise GazetteerError(
            f"{path}: holds no Who's On First features (data/…/ID.geojson)",
            hint="use a repository such as whosonfirst-data-admin-sy, its tarball or its SQLite file",
        )


def _bodies(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.geojson")):
            if "-alt-" not in file.name:
                yield str(file), file.read_text("utf-8")
    elif path.name.endswith(TARS):
        yield from _tar_bodies(path)
    else:
        yield from _database_bodies(path)


def _tar_bodies(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with tarfile.open(path, "r|*") as archive:
            for member in archive:
                if not member.isfile() or not member.name.endswith(".geojson") or "-alt-" in member.name:
                    continue
                if member.size > LARGEST:
                    continue
                content = archive.extractfile(member)
                if content is not None:
                    yield f"{path}:{member.name}", content.read().decode("utf-8")
    except tarfile.TarError as error:
        raise GazetteerError(
            f"{path}: cannot be read as a tar archive ({error})", hint="download it again"
        ) from error


def _database_bodies(path: Path) -> Iterator[tuple[str, str]]:
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        columns = {row[1] for row in db.execute("PRAGMA table_info(geojson)")}
        where = "WHERE is_alt = 0" if "is_alt" in columns else ""
        for ident, body in db.execute(f"SELECT id, body FROM geojson {where} ORDER BY id"):
            yield f"{path}:{ident}", body
    except sqlite3.Error as error:
        raise GazetteerError(
            f"{path}: no table 'geojson' with 'id' and 'body' can be read ({error})",
            hint="use a Who's On First SQLite distribution",
        ) from error


def _properties(body: str, where: str) -> dict[str, Any]:
    """The properties of a feature; its geometry, which may be megabytes, is not parsed."""
    at = body.find('"properties"')
    start = body.find("{", at)
    try:
        if at < 0 or start < 0:
            raise ValueError("no properties")
        properties: dict[str, Any] = _DECODER.raw_decode(body, start)[0]
    except ValueError as error:
        raise GazetteerError(f"{where}: not a GeoJSON feature ({error})", hint="download it again") from error
    return properties


def _entry(p: dict[str, Any]) -> Entry | None:
    level = whosonfirst_level(p.get("wof:placetype", ""))
    if level is None or p.get("wof:superseded_by") or p.get("mz:is_current") == 0 or "wof:name" not in p:
        return None
    if p.get("edtf:deprecated") not in (None, "", "uuuu"):
        return None
    lat, lon = p.get("geom:latitude"), p.get("geom:longitude")
    if not p["wof:name"] or (lat, lon) == (0.0, 0.0):
        return None
    country = p.get("wof:country") or p.get("iso:country")
    area = p.get("geom:area_square_m") or 0.0
    return Entry(
        ids=_ids(p),
        names=_names(p),
        level=level,
        kind=_kind(p),
        lat=lat,
        lon=lon,
        country=country if country and country not in ("-1", "-99", "XX") else None,
        parents=_parents(p),
        population=_population(p),
        radius=round(math.sqrt(area / math.pi) / 1000, 1) if area and level != "settlement" else None,
    )


def _ids(p: dict[str, Any]) -> tuple[str, ...]:
    ids = [f"wof:{p['wof:id']}"]
    known = p.get("wof:concordances") or {}
    for key, prefix in _CONCORDANCES.items():
        if known.get(key):
            ids.append(f"{prefix}:{known[key]}")
    if p.get("gn:geonameid"):
        ids.append(f"geonames:{p['gn:geonameid']}")
    return tuple(dict.fromkeys(ids))


def _kind(p: dict[str, Any]) -> str:
    return {
        "region": "ADM1",
        "county": "ADM2",
        "locality": "PPL",
        "country": "PCLI",
        "neighbourhood": "PPLX",
    }.get(p["wof:placetype"], str(p["wof:placetype"]))


def _names(p: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    names: dict[str, str] = {p["wof:name"]: ""}
    for key in sorted(p):
        if key.startswith("name:") and "_x_" in key and isinstance(p[key], list):
            lang = key[5:].partition("_x_")[0]
            for name in p[key]:
                names.setdefault(str(name), "" if lang == "und" else lang)
    for key in ("gn:name", "gn:asciiname"):
        if isinstance(p.get(key), str):
            names.setdefault(p[key], "")
    return tuple((n, lang) for n, lang in names.items() if n)


def _parents(p: dict[str, Any]) -> tuple[str, ...]:
    chains = p.get("wof:hierarchy") or [{}]
    own = p.get("wof:id")
    ids = [chains[0].get(key) for key in _CHAIN[1:]]
    return tuple(f"wof:{i}" for i in ids if i and i != own and i > 0)


def _population(p: dict[str, Any]) -> int:
    for key in ("wof:population", "gn:population"):
        value = p.get(key)
        if isinstance(value, int | float) and value > 0:
            return int(value)
    return 0
