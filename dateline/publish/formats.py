"""The formats, by name; each is imported only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import BinaryIO, Protocol

from dateline.errors import PublishError
from dateline.publish.context import Context
from dateline.publish.record import Record
from dateline.publish.trace import TraceLine


class Format(Protocol):
    """A way to write the record for someone's readers."""

    @property
    def name(self) -> str:
        """What `--format` takes."""

    @property
    def suffix(self) -> str:
        """What the file's name ends in."""

    @property
    def about(self) -> str:
        """Who reads it."""

    @property
    def whole_reports(self) -> bool:
        """Whether it shows reports, not single events."""

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """Write `records` to `out` while the trace is read; nothing is held that the format does not need.

        Raises PublishError where the records cannot be written in this format.
        """
        ...


FORMATS: dict[str, str] = {
    # name: the module that holds it as FORMAT
    "jsonl": "dateline.publish.jsonl",
    "csv": "dateline.publish.csv",
    "geojson": "dateline.publish.geojson",
    "html": "dateline.publish.html",
    "acled": "dateline.publish.acled",
    "ucdp": "dateline.publish.ucdp",
    "plover": "dateline.publish.plover",
    "polecat": "dateline.publish.polecat",
    "hxl": "dateline.publish.hxl",
    "kml": "dateline.publish.kml",
    "timemap": "dateline.publish.timemap",
    "parquet": "dateline.publish.parquet",
    "geoparquet": "dateline.publish.geoparquet",
    "datapackage": "dateline.publish.datapackage",
}


def find_format(name: str) -> Format:
    """The format called `name`. Raises PublishError with the nearest names where there is none."""
    if name not in FORMATS:
        near = get_close_matches(name, FORMATS, n=1)
        hint = f"--format {near[0]}" if near else f"one of {', '.join(FORMATS)}"
        raise PublishError(f"there is no format {name!r}", hint=hint)
    format_: Format = importlib.import_module(FORMATS[name]).FORMAT
    return format_
