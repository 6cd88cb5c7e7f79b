"""Any format as a stream of bytes, for a server to hand out: the desk and the API give what the command does.

What nobody signed in for is given as the public may see it; only `rules=None` gives all.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, cast

from dateline.codebook import Codebook
from dateline.publish import gather
from dateline.publish.context import Context
from dateline.publish.formats import Format, find_format
from dateline.publish.guarded import Guarded
from dateline.publish.public import PublicRules
from dateline.publish.record import Record
from dateline.store import EventFilter, Store

CHUNK = 64 * 1024
MEDIA_TYPES = {
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "html": "text/html; charset=utf-8",
    "acled": "text/csv; charset=utf-8",
    "ucdp": "text/csv; charset=utf-8",
    "plover": "application/jsonl",
    "polecat": "text/tab-separated-values; charset=utf-8",
    "hxl": "text/csv; charset=utf-8",
    "kml": "application/vnd.google-earth.kml+xml",
    "timemap": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "geoparquet": "application/vnd.apache.parquet",
    "datapackage": "application/zip",
}

Part = Literal["file", "trace"]


@dataclass(frozen=True, slots=True)
class Served:
    """What a server answers with: the file's name, its media type, and its bytes as they are made."""

    name: str
    media_type: str
    chunks: Iterator[bytes]


def serve_store(
    store: Store,
    form: str,
    asked: EventFilter,
    *,
    book: Codebook,
    rules: PublicRules | None,
    apart: bool = False,
    part: Part = "file",
) -> Served:
    """The stored events that `asked` is for, in the format `form`, or the trace of that file.

    `rules`: what the public may not see (`load_rules()`); None for people who are signed in. `apart`: one row
    an event, incidents not joined. Raises PublishError where there is no such format.
    """
    format_ = guard(find_format(form), rules)
    stored = gather.stored_reports if format_.whole_reports else gather.stored_events
    context = Context(codebook=book, incidents={} if apart else gather.stored_incidents(store))
    return serve(format_, stored(store, asked), context=context, part=part)


def guard(format_: Format, rules: PublicRules | None) -> Format:
    """The format as the public may see it; with None as it is."""
    return Guarded(format_, rules) if rules else format_


def serve(format_: Format, records: Iterable[Record], *, context: Context, part: Part = "file") -> Served:
    """`records` in this format, or the trace of that file. The same bytes as the command writes."""
    name = f"dateline{format_.suffix}"
    if part == "trace":
        return Served(f"{name}.trace.jsonl", "application/jsonl", _trace(format_, records, context))
    return Served(name, MEDIA_TYPES[format_.name], _file(format_, records, context))


def _file(format_: Format, records: Iterable[Record], context: Context) -> Iterator[bytes]:
    out = Outlet()
    for _ in format_.write(records, cast(BinaryIO, out), context=context):
        if out.waiting >= CHUNK:
            yield out.take()
    if out.waiting:
        yield out.take()


def _trace(format_: Format, records: Iterable[Record], context: Context) -> Iterator[bytes]:
    out = Outlet()
    lines = io.BytesIO()
    for line in format_.write(records, cast(BinaryIO, out), context=context):
        out.take()
        lines.write(line.to_json().encode("utf-8", "replace") + b"\n")
        if lines.tell() >= CHUNK:
            yield lines.getvalue()
            lines = io.BytesIO()
    if lines.tell():
        yield lines.getvalue()


class Outlet(io.RawIOBase):
    """A file that only forgets: what is written waits until it is taken; nothing can be written over."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._taken = 0
        self.waiting = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        """Add bytes at the end."""
        self._parts.append(bytes(data))
        self.waiting += len(self._parts[-1])
        return len(self._parts[-1])

    def tell(self) -> int:
        """How many bytes were written so far."""
        return self._taken + self.waiting

    def take(self) -> bytes:
        """The bytes that wait; afterwards none do."""
        found = b"".join(self._parts)
        self._parts.clear()
        self._taken, self.waiting = self._taken + len(found), 0
        return found
