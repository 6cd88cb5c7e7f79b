"""The door of the reading room: a path, address or standard input comes in, reports come out one by one."""

from __future__ import annotations

import io
import logging
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO

from dateline.errors import FetchError, InputError, UnreadableError
from dateline.read.admit import Setting
from dateline.read.decode import decode_text
from dateline.read.feed import read_feed
from dateline.read.fetch import FetchPolicy, fetch
from dateline.read.html import read_html
from dateline.read.incoming import Incoming, Quarantined, Read
from dateline.read.limits import Limits
from dateline.read.mail import read_mail
from dateline.read.pdf import read_pdf
from dateline.read.plain import read_text
from dateline.read.rows import read_csv, read_json, read_jsonl
from dateline.read.sniff import Kind, is_wide, sniff
from dateline.read.streams import inflate, look_ahead, read_all
from dateline.read.warc import read_warc
from dateline.text.hashing import sha256_hex

STDIN = "-"
log = logging.getLogger(__name__)
_POLICY = FetchPolicy()
_LIMITS = Limits()


def read_source(
    source: str, *, policy: FetchPolicy = _POLICY, limits: Limits = _LIMITS, stdin: IO[bytes] | None = None
) -> Iterator[Incoming | Quarantined]:
    """Every report of `source`, one by one, and whatever could not be read in its place.

    `source`: a file, a folder (read in sorted order, with the folders in it), an http(s) address, or '-' for
    standard input. Files of reports (JSON Lines, CSV, WARC) are read as they are asked for, never whole.
    Raises InputError where `source` is a path that does not exist.
    """
    if source == STDIN:
        yield from _read_stream(stdin or sys.stdin.buffer, "", None, Setting(STDIN, limits=limits))
    elif source.startswith(("http://", "https://")):
        yield from _read_url(source, policy, limits)
    elif not os.path.lexists(source):
        raise InputError(
            f"{source}: there is no such file or folder", hint="check the path; '-' reads standard input"
        )
    else:
        yield from _read_path(Path(source), limits, frozenset())


def read_bytes(
    data: bytes,
    *,
    origin: str,
    media_type: str | None = None,
    url: str | None = None,
    retrieved: datetime | None = None,
    limits: Limits = _LIMITS,
) -> Iterator[Incoming | Quarantined]:
    """Every report in `data`, whose kind its bytes, `media_type` and `origin` tell. Never raises."""
    setting = Setting(origin, url, retrieved, limits)
    yield from _read_stream(io.BytesIO(data), origin, media_type, setting, sha256_hex(data))


def _read_url(url: str, policy: FetchPolicy, limits: Limits) -> Iterator[Read]:
    try:
        got = fetch(url, policy)
    except FetchError as error:
        yield Quarantined(url, error.message, None)
        return
    setting = Setting(url, got.url, got.retrieved, limits)
    yield from _read_stream(io.BytesIO(got.data), got.url, got.media_type, setting, sha256_hex(got.data))


def _read_path(path: Path, limits: Limits, above: frozenset[Path]) -> Iterator[Read]:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _read_folder(path, limits, above)
        elif stat.S_ISREG(mode):
            with path.open("rb") as stream:
                yield from _read_stream(stream, path.name, None, Setting(str(path), limits=limits))
        else:
            yield Quarantined(str(path), "is neither a file nor a folder", None)
    except OSError as error:
        yield Quarantined(str(path), f"could not be opened: {error.strerror or error}", None)


def _read_folder(folder: Path, limits: Limits, above: frozenset[Path]) -> Iterator[Read]:
    real = folder.resolve()
    if real in above:
        yield Quarantined(str(folder), "is a link back to a folder that it lies in", None)
        return
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            yield from _read_path(path, limits, above | {real})


def _read_stream(
    stream: IO[bytes], name: str, media_type: str | None, setting: Setting, sha256: str | None = None
) -> Iterator[Read]:
    try:
        yield from _dispatch(stream, name, media_type, setting)
    except UnreadableError as error:
        yield Quarantined(setting.origin, error.message, sha256)
    except Exception as error:  # Parsers of other people's files raise what they like; the run has to go on.
        log.debug("%s", setting.origin, exc_info=True)
        yield Quarantined(setting.origin, f"could not be read: {type(error).__name__}: {error}"[:300], sha256)


def _dispatch(stream: IO[bytes], name: str, media_type: str | None, setting: Setting) -> Iterator[Read]:
    if setting.depth > setting.limits.depth:
        raise UnreadableError(f"lies more than {setting.limits.depth} files deep within others")
    head, whole = look_ahead(stream)
    if not head:
        raise UnreadableError("is empty")
    kind = sniff(head, name=name, media_type=media_type)
    if kind == "gzip":
        inner = replace(setting, depth=setting.depth + 1)
        yield from _dispatch(inflate(whole, setting.limits), name, None, inner)
    elif kind == "warc":
        yield from read_warc(whole, setting, _read_part)
    elif kind in ("jsonl", "csv"):
        lines = _narrow(whole, setting.limits) if is_wide(head) else whole
        yield from (read_jsonl if kind == "jsonl" else read_csv)(lines, setting)
    else:
        yield from _read_document(kind, read_all(whole, setting.limits.document_bytes), media_type, setting)


def _read_document(kind: Kind, data: bytes, media_type: str | None, setting: Setting) -> Iterator[Read]:
    if kind == "pdf":
        return read_pdf(data, setting)
    if kind == "feed":
        return read_feed(data, setting)
    if kind == "mail":
        return read_mail(data, setting, _read_part)
    read = {"html": read_html, "json": read_json}.get(kind, read_text)
    return read(data, setting, _charset(media_type))


def _read_part(data: bytes, name: str, media_type: str | None, setting: Setting) -> Iterator[Read]:
    return _read_stream(io.BytesIO(data), name, media_type, setting, sha256_hex(data))


def _narrow(stream: IO[bytes], limits: Limits) -> io.BufferedReader:
    text, _ = decode_text(read_all(stream, limits.document_bytes))
    return look_ahead(io.BytesIO(text.encode("utf-8", "surrogatepass")))[1]


def _charset(media_type: str | None) -> str | None:
    _, _, after = (media_type or "").lower().partition("charset=")
    return after.partition(";")[0].strip(" \"'") or None
