"""GeoNames: `SY.txt`, `SY.zip`, `allCountries.zip`, `alternateNamesV2`, `admin1CodesASCII`, `admin2Codes`.

Source: https://download.geonames.org/export/dump/readme.txt (CC BY 4.0).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.places.entry import Entry, Source
from dateline.places.sources.kinds import geonames_level

URL = "https://download.geonames.org/export/dump/{country}.zip"
CREDIT = "GeoNames (https://www.geonames.org)"
_NO_NAME = frozenset(
    ("link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny", "fr_1793")
)
DUMP, ALTERNATES, CODES = "dump", "alternate names", "division codes"


def source_of(path: Path) -> Source:
    """The credit for a GeoNames file."""
    return Source(f"GeoNames {path.stem}", "CC BY 4.0", CREDIT, path.name)


@contextmanager
def open_lines(path: Path) -> Iterator[Iterable[str]]:
    """The lines of a GeoNames text file, out of its zip where it is in one.

    Raises GazetteerError where the zip holds no GeoNames table.
    """
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield lines
        return
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise GazetteerError(f"{path}: not a zip archive ({error})", hint="download it again") from error
    with archive:
        member = _table_in(archive, path)
        with archive.open(member) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")


def _table_in(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [
        i for i in archive.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()
    ]
    tables = [i for i in tables if "iso-languagecodes" not in i.filename]
    if not tables:
        raise GazetteerError(
            f"{path}: holds no GeoNames table, only {', '.join(archive.namelist()[:3])}",
            hint="use a country dump such as SY.zip from https://download.geonames.org/export/dump/",
        )
    return max(tables, key=lambda i: i.file_size)


def table_kind(first_line: str) -> str | None:
    """Which GeoNames table a first line belongs to: DUMP, ALTERNATES, CODES, or None."""
    cells = first_line.rstrip("\n").split("\t")
    if len(cells) == 19 and cells[0].isdigit():
        return DUMP
    if len(cells) in (8, 10) and cells[0].isdigit() and cells[1].isdigit():
        return ALTERNATES
    if len(cells) == 4 and "." in cells[0] and cells[3].isdigit():
        return CODES
    return None


def dump_entries(lines: Iterable[str], path: Path) -> Iterator[Entry]:
    """The entries of a dump. Raises GazetteerError, with the line, where one is malformed."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 19:
            raise GazetteerError(
                f"{path}, line {number}: {len(cells)} columns found, 19 expected",
                hint="the file is cut short or was edited; download it again",
            )
        yield _dump_entry(cells)


def _dump_entry(cells: list[str]) -> Entry:
    gid, name, ascii_name, alternates, lat, lon, feature_class, code, country = cells[:9]
    admin1, admin2, population = cells[10], cells[11], cells[14]
    ids = [f"geonames:{gid}"]
    chain = [f"gncode:{country}.{admin1}"] if admin1 and admin1 != "00" else []
    if admin2 and chain:
        chain.append(f"gncode:{country}.{admin1}.{admin2}")
    if code in ("ADM1", "ADM2") and len(chain) == int(code[3]):
        ids.append(chain.pop())
    if code == "PCLI":
        ids.append(f"iso:{country}")
    names = dict.fromkeys([name, ascii_name, *(a for a in alternates.split(",") if a)])
    return Entry(
        ids=tuple(ids),
        names=tuple((n, "") for n in names if n),
        level=geonames_level(feature_class, code),
        kind=code,
        lat=float(lat),
        lon=float(lon),
        country=country or None,
        parents=tuple(chain),
        population=int(population or 0),
    )


def alternate_names(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(place id, name, language) of a table of alternate names, without links and postal codes."""
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if len(cells) >= 4 and cells[2] not in _NO_NAME and cells[3]:
            yield f"geonames:{cells[1]}", cells[3], cells[2]


def code_entries(lines: Iterable[str]) -> Iterator[Entry]:
    """The divisions of `admin1CodesASCII.txt` or `admin2Codes.txt`: names and ids, no coordinates."""
    for line in lines:
        code, name, ascii_name, gid = line.rstrip("\n").split("\t")
        parts = code.split(".")
        yield Entry(
            ids=(f"geonames:{gid}", f"gncode:{code}"),
            names=tuple((n, "") for n in dict.fromkeys((name, ascii_name)) if n),
            level="region" if len(parts) == 2 else "district",
            kind=f"ADM{len(parts) - 1}",
            lat=None,
            lon=None,
            country=parts[0],
            parents=(f"gncode:{'.'.join(parts[:-1])}",) if len(parts) > 2 else (),
            exact=False,
        )
