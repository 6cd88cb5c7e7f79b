"""Web archives: every page, text, feed and PDF that a crawl kept."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from dateline.errors import UnreadableError
from dateline.read.admit import Setting
from dateline.read.incoming import Quarantined, Read
from dateline.read.streams import read_all

log = logging.getLogger(__name__)
_DOCUMENTS = (
    "text/html",
    "text/plain",
    "text/csv",
    "text/xml",
    "message/rfc822",
    "application/xhtml",
    "application/pdf",
    "application/rss",
    "application/atom",
    "application/xml",
    "application/json",
)

ReadPart = Callable[[bytes, str, str | None, Setting], Iterator[Read]]


def read_warc(stream: io.BufferedReader, setting: Setting, read_part: ReadPart) -> Iterator[Read]:
    """The documents of a WARC file (ISO 28500). `read_part(bytes, name, media type, setting)` reads each.

    Each keeps its address and the time of its retrieval. Requests, redirects, failures, pictures, scripts
    and the like hold no report; how many were passed over is logged.
    """
    passed: Counter[str] = Counter()
    documents = 0
    for record in ArchiveIterator(stream):
        kind = _media_type(record)
        if not kind.startswith(_DOCUMENTS):
            passed[kind or record.rec_type or "records of no kind"] += 1
            continue
        documents += 1
        yield from _read_record(record, kind, documents, setting, read_part)
    if passed:
        log.info(
            "%s: passed over %s", setting.origin, ", ".join(f"{n} {k}" for k, n in sorted(passed.items()))
        )
    if not documents:
        raise UnreadableError(
            f"is a web archive with no document in it, only {', '.join(sorted(passed)) or 'nothing'}"
        )


def _read_record(
    record: Any, kind: str, number: int, setting: Setting, read_part: ReadPart
) -> Iterator[Read]:
    url = record.rec_headers.get_header("WARC-Target-URI") or None
    place = replace(
        setting,
        origin=f"{setting.origin}!{url or number}",
        url=url.strip("<>") if url else None,
        retrieved=_moment(record.rec_headers.get_header("WARC-Date")),
        depth=setting.depth + 1,
    )
    try:
        payload = read_all(record.content_stream(), setting.limits.document_bytes)
    except UnreadableError as error:
        yield Quarantined(place.origin, error.message, None)
        if "without end" in error.message:
            raise
        return
    yield from read_part(payload, url or "", kind, place)


def _media_type(record: Any) -> str:
    """The media type of a record that holds a document, with its parameters; '' or a status for others."""
    if record.rec_type == "response" and record.http_headers:
        status = record.http_headers.get_statuscode()
        return (
            (record.http_headers.get_header("Content-Type") or "").lower()
            if status == "200"
            else f"status {status}"
        )
    if record.rec_type in ("resource", "conversion"):
        return (record.rec_headers.get_header("Content-Type") or "").lower()
    return ""


def _moment(said: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError:
        return None
