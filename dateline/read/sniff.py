"""What kind of file something is: by its first bytes, its declared media type, its name, in that order."""

from __future__ import annotations

import csv
import json
import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from dateline.errors import UnreadableError

Kind = Literal["text", "html", "jsonl", "json", "csv", "mail", "pdf", "feed", "warc", "gzip"]
FIELDS = ("id", "text", "published", "outlet", "title", "url", "language")
DELIMITERS = ",;\t|"

_MEDIA_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
    "application/json": "json",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "message/rfc822": "mail",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/warc": "warc",
}
_ENDINGS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "csv",
    ".eml": "mail", ".pdf": "pdf", ".rss": "feed", ".atom": "feed", ".warc": "warc",
}  # fmt: skip
_BINARY = {
    b"PK\x03\x04": "is a ZIP archive or an Office file; unpack it, or save it as text, HTML or PDF",
    b"\xd0\xcf\x11\xe0": "is an old Office file; save it as text, HTML or PDF",
    b"{\\rtf": "is RTF; save it as text, HTML or PDF",
    b"\x89PNG": "is a PNG image",
    b"\xff\xd8\xff": "is a JPEG image",
    b"GIF8": "is a GIF image",
    b"SQLite format 3\0": "is an SQLite database",
    b"\x7fELF": "is a program",
    b"BZh": "is compressed with bzip2; unpack it, or use gzip",
    b"\xfd7zXZ": "is compressed with xz; unpack it, or use gzip",
    b"\x28\xb5\x2f\xfd": "is compressed with zstd; unpack it, or use gzip",
    b"7z\xbc\xaf": "is a 7z archive; unpack it",
    b"Rar!": "is a RAR archive; unpack it",
}
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(
    r"(?:Return-Path|Received|From|To|Date|Subject|Message-ID|MIME-Version|Delivered-To): ", re.IGNORECASE
)


def sniff(head: bytes, *, name: str = "", media_type: str | None = None) -> Kind:
    """The kind of what begins with `head` (8 KiB are enough).

    `name`: its path or address. `media_type`: as declared; 'text/plain' and 'application/octet-stream' say
    nothing. Raises UnreadableError for a kind that holds no report, with what to do about it.
    """
    for magic, reason in _BINARY.items():
        if head.startswith(magic):
            raise UnreadableError(reason)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    text = head_text(head)
    return _by_markup(text) or _by_label(text, name, media_type) or _by_content(text)


def head_text(head: bytes) -> str:
    """The first characters, for telling the kind only: the encoding is settled later, on the whole."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def is_wide(head: bytes) -> bool:
    """Whether a byte order mark says UTF-16 or UTF-32, whose lines cannot be told apart byte by byte."""
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4] == b"\0\0\xfe\xff"


def find_delimiter(line: str) -> str | None:
    """The delimiter with which a header line has a column 'text'; None where none gives one."""
    return next((d for d in DELIMITERS if "text" in _columns(line, d)), None)


def _columns(line: str, delimiter: str) -> list[str]:
    row = next(csv.reader([line], delimiter=delimiter), [])
    return [cell.strip().lower() for cell in row]


def _by_markup(text: str) -> Kind | None:
    if _HTML.match(text):
        return "html"
    if text.lstrip().startswith("<") and (feed := _FEED.search(text)):
        return None if "<html" in text[: feed.start()].lower() else "feed"
    return None


def _by_label(text: str, name: str, media_type: str | None) -> Kind | None:
    declared = (media_type or "").partition(";")[0].strip().lower()
    kind = _MEDIA_TYPES.get(declared) or _ENDINGS.get(_ending(name))
    if kind == "json":
        return _json_kind(text) or "json"
    return kind


def _ending(name: str) -> str:
    try:
        path = urlsplit(name).path if "://" in name else name
    except ValueError:
        return ""
    return PurePosixPath(path.lower().removesuffix(".gz")).suffix


def _by_content(text: str) -> Kind:
    start = text.lstrip()
    first = start.splitlines()[0] if start else ""
    if start.startswith(("{", "[")) and (kind := _json_kind(start)):
        return kind
    if _HEADER.match(start) and len(_HEADER.findall(re.split(r"\r?\n\r?\n", start)[0])) > 1:
        return "mail"
    delimiter = find_delimiter(first)
    if delimiter and sum(c in FIELDS for c in _columns(first, delimiter)) > 1:
        return "csv"
    return (
        "html"
        if re.match(r"<(?:p|div|article|section|table|span|a|h1)[\s>]", start, re.IGNORECASE)
        else "text"
    )


def _json_kind(text: str) -> Kind | None:
    start = text.lstrip()
    first, _, rest = start.partition("\n")
    if start.startswith("["):
        return "json" if re.match(r"\[\s*(?:\{|\])", start) else None
    if not re.match(r'\{\s*(?:"|\})', start):
        return None
    # A line that goes on past what was looked at is left to the reader of lines.
    return "jsonl" if _is_object(first) or (not rest and first.startswith('{"')) else "json"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
