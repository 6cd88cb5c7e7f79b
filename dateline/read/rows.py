"""Reports as lines of JSON, as one JSON document, or as rows of CSV.

Source: RECORD, "A report going in". Only `text` is required; keys it does not name are ignored.
"""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dateline.errors import UnreadableError
from dateline.read.decode import decode_text
from dateline.read.incoming import Known, Quarantined, Read, Setting, admit
from dateline.read.published import parse_published
from dateline.read.sniff import FIELDS, find_delimiter
from dateline.read.streams import Line, read_lines
from dateline.text.hashing import sha256_hex

log = logging.getLogger(__name__)


def read_jsonl(stream: io.BufferedReader, setting: Setting) -> Iterator[Read]:
    """One report a line; a line that cannot be read is quarantined alone, with its number."""
    empty = True
    for line in read_lines(stream, setting.limits.line_bytes):
        if line.data is not None and not line.data.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        empty = False
        yield _read_line(line, replace(setting, origin=f"{setting.origin}#{line.number}"))
    if empty:
        yield Quarantined(setting.origin, "is empty: no line in it", sha256_hex(b""))


def read_json(data: bytes, setting: Setting, charset: str | None = None) -> Iterator[Read]:
    """One report, or a list of them, as one JSON document."""
    found = _parse(decode_text(data, charset)[0])
    for number, item in enumerate(found if isinstance(found, list) else [found], 1):
        place = replace(setting, origin=f"{setting.origin}#{number}") if isinstance(found, list) else setting
        original = json.dumps(item, ensure_ascii=True).encode() if isinstance(found, list) else data
        yield _read_item(item, original, place)


def read_csv(stream: io.BufferedReader, setting: Setting) -> Iterator[Read]:
    """One report a row, by the columns of the header; ',', ';', tab and '|' are told apart by it."""
    rows = _Rows(read_lines(stream, setting.limits.line_bytes), setting.limits.line_bytes)
    header = next(rows.lines(), None)
    delimiter = find_delimiter(header) if header else None
    if header is None or delimiter is None:
        raise UnreadableError(f"has no column 'text' in its first line: {(header or '').strip()[:200]!r}")
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter))]
    # The field limit of the csv module is a setting of the whole process; it is only ever raised here.
    csv.field_size_limit(max(csv.field_size_limit(), setting.limits.line_bytes))
    yield from rows.read(names, delimiter, setting)


def _read_line(line: Line, setting: Setting) -> Read:
    if line.data is None:
        return Quarantined(setting.origin, f"is a line of more than {setting.limits.line_bytes} bytes", None)
    try:
        return _read_item(_parse(decode_text(line.data, "utf-8")[0]), line.data.rstrip(b"\r\n"), setting)
    except UnreadableError as error:
        return Quarantined(setting.origin, error.message, sha256_hex(line.data))


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is not JSON: {error.msg} at character {error.pos}, near {text[error.pos : error.pos + 20]!r}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is not JSON that can be read: {error}") from error


def _read_item(item: Any, original: bytes, setting: Setting) -> Read:
    if not isinstance(item, dict):
        return Quarantined(setting.origin, f"is a JSON {type(item).__name__}, expected an object with 'text'", sha256_hex(original))
    text = item.get("text")
    if not isinstance(text, str):
        found = ", ".join(sorted(map(str, item))[:8]) or "nothing"
        reason = f"'text' is {type(text).__name__}" if "text" in item else f"has no 'text', only {found}"
        return Quarantined(setting.origin, f"{reason}; expected 'text' as a string", sha256_hex(original))
    return admit(text, known_fields(item, setting.origin), original, "application/json", setting, part=True)


def known_fields(item: Mapping[str, Any], origin: str) -> Known:
    """What a line or row says of its report besides the text; a day that names no day for certain is unknown."""
    said = {key: _string(item.get(key)) for key in FIELDS}
    published = parse_published(said["published"])
    if said["published"] and published is None:
        log.warning("%s: published is %r, expected YYYY-MM-DD; taken as unknown", origin, said["published"])
    return Known(
        id=said["id"],
        published=published,
        outlet=said["outlet"],
        title=said["title"],
        url=said["url"],
        language=said["language"],
    )


def _string(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip()
    # Half a surrogate pair stands for no character and can be stored nowhere.
    return text.encode("utf-8", "replace").decode() or None


class _Rows:
    """The rows of a CSV file, each with the bytes it was read from."""

    def __init__(self, lines: Iterable[Line], limit: int) -> None:
        self._source = iter(lines)
        self._limit = limit
        self._taken: list[bytes] = []
        self._number = 0

    def lines(self) -> Iterator[str]:
        for line in self._source:
            self._number = line.number
            data = line.data if line.data is not None else b""
            self._taken.append(data)
            if sum(map(len, self._taken)) > self._limit:
                raise UnreadableError(f"has a row of more than {self._limit} bytes at line {line.number}; a quote may be missing")
            try:
                yield decode_text(data)[0] if data.strip() else "\n"
            except UnreadableError:
                yield data.decode("utf-8", "surrogateescape")

    def read(self, names: list[str], delimiter: str, setting: Setting) -> Iterator[Read]:
        reader = csv.reader(self.lines(), delimiter=delimiter)
        while True:
            self._taken.clear()
            first = self._number + 1
            place = replace(setting, origin=f"{setting.origin}#{first}")
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Quarantined(place.origin, f"is no row of CSV: {error}", None)
                continue
            if cells is None:
                return
            if cells:
                yield self._admit(dict(zip(names, cells, strict=False)), place)

    def _admit(self, row: dict[str, str], setting: Setting) -> Read:
        original = b"".join(self._taken).rstrip(b"\r\n")
        if "text" not in row:
            return Quarantined(setting.origin, "has fewer cells than the header and no text", sha256_hex(original))
        return admit(row["text"], known_fields(row, setting.origin), original, "text/csv", setting, part=True)
