"""Adding a gazetteer: its kind is told from the file itself, then its entries join the store."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from dateline.errors import GazetteerError
from dateline.places.entry import Entry, Source
from dateline.places.home import changed_gazetteer
from dateline.places.sources import geonames, table, whosonfirst
from dateline.places.write import Progress, write_entries, write_names

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition brought: the source, and how many places (or, for a table of names, names)."""

    source: Source
    places: int
    names_only: bool = False


def add_gazetteer(what: str, home: Path | None = None, *, progress: Progress = lambda n: None) -> Added:
    """Add a file, folder or two-letter country code (its GeoNames dump is downloaded).

    Raises GazetteerError where it is missing or of an unknown kind, or the download fails, saying how to do
    it by hand.
    """
    path = Path(what).expanduser()
    if path.exists():
        return _add_path(path, home, progress)
    if re.fullmatch(r"[A-Za-z]{2}", what):
        with tempfile.TemporaryDirectory() as folder:
            return _add_path(_download(what.upper(), Path(folder)), home, progress)
    raise GazetteerError(
        f"{what}: no such file or folder, and no two-letter country code",
        hint="dateline gazetteer add SY, or the path of a GeoNames, Who's On First, p-code or CSV file",
    )


def _add_path(path: Path, home: Path | None, progress: Progress) -> Added:
    if path.is_dir() or path.name.endswith(whosonfirst.TARS + whosonfirst.DATABASES):
        return _write(whosonfirst.whosonfirst_entries(path), whosonfirst.source_of(path), home, progress)
    suffix = path.suffix.lower()
    if suffix in (".txt", ".zip"):
        return _add_geonames(path, home, progress)
    if suffix in (".csv", ".tsv"):
        kind = table.table_kind(path)
        return _write(table.table_entries(path, kind), table.source_of(path, kind), home, progress)
    raise GazetteerError(
        f"{path}: unknown kind of gazetteer ({suffix or 'no suffix'})",
        hint="a GeoNames .txt or .zip, a Who's On First folder, .tar.* or .db, or a .csv",
    )


def _add_geonames(path: Path, home: Path | None, progress: Progress) -> Added:
    with geonames.open_lines(path) as lines:
        stream = iter(lines)
        first = next(stream, "")
        kind = geonames.table_kind(first)
        again = _chain(first, stream)
        source = geonames.source_of(path)
        if kind == geonames.DUMP:
            return _write(geonames.dump_entries(again, path), source, home, progress)
        if kind == geonames.CODES:
            return _write(geonames.code_entries(again), source, home, progress)
        if kind == geonames.ALTERNATES:
            with changed_gazetteer(home) as db:
                count = write_names(db, geonames.alternate_names(again), source, progress=progress)
            return Added(source, count, names_only=True)
    raise GazetteerError(
        f"{path}, line 1: {len(first.split(chr(9)))} columns found; a dump has 19, alternate names 10",
        hint="use a file from https://download.geonames.org/export/dump/",
    )


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _write(entries: Iterable[Entry], source: Source, home: Path | None, progress: Progress) -> Added:
    with changed_gazetteer(home) as db:
        return Added(source, write_entries(db, entries, source, progress=progress))


def _download(country: str, folder: Path) -> Path:
    url = geonames.URL.format(country=country)
    target = folder / f"{country}.zip"
    try:
        with httpx.stream("GET", url, timeout=30, follow_redirects=True) as answer, target.open("wb") as file:
            answer.raise_for_status()
            for chunk in answer.iter_bytes():
                file.write(chunk)
    except httpx.HTTPError as error:
        raise GazetteerError(
            f"{url}: could not be downloaded ({error or type(error).__name__})",
            hint=f"download {url} in a browser, then: dateline gazetteer add {country}.zip",
        ) from error
    return target
