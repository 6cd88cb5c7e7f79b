"""Reports as lines of JSON, as one JSON document, or as rows of CSV.

Source: RECORD, "A report going in". Only `text` is required; keys it does not name are ignored.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dateline.errors import UnreadableError
from dateline.read.admit import Known, Setting, admit
from dateline.read.decode import decode_text, line_decoder
from dateline.read.incoming import Quarantined, Read
from dateline.read.published import parse_published
from dateline.read.sniff import FIELDS, find_delimiter
from dateline.read.streams import Line, read_lines
from dateline.text.hashing import sha256_hex

log = logging.getLogger(__name__)
_ITEM = re.compile(r"\s*,?\s*(?=[^\s,\]])")


def read_jsonl(stream: io.BufferedReader, setting: Setting) -> Iterator[Read]:
    """One report a line; a line that cannot be read is quarantined alone, with its number."""
    decode = line_decoder(stream.peek())
    empty = True
    for line in read_lines(stream, setting.limits.line_bytes):
        if line.data is not None and not line.data.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        empty = False
        yield _read_line(line, decode, _at(setting, line.number))
    if empty:
        yield Quarantined(setting.origin, "is empty: no line in it", sha256_hex(b""))


def read_json(data: bytes, setting: Setting, charset: str | None = None) -> Iterator[Read]:
    """One report, or a list of them, as one JSON document."""
    text, _ = decode_text(data, charset)
    if not text.lstrip().startswith("["):
        yield _read_item(_parse(text), data, setting)
        return
    for number, (item, words) in enumerate(_list_items(text), 1):
        yield _read_item(item, words.encode("utf-8", "surrogatepass"), _at(setting, number))


def read_csv(stream: io.BufferedReader, setting: Setting) -> Iterator[Read]:
    """One report a row, by the columns of the header; ',', ';', tab and '|' are told apart by it."""
    decode = line_decoder(stream.peek())
    rows = _Rows(read_lines(stream, setting.limits.line_bytes), decode, setting.limits.line_bytes)
    header = next(rows.lines(), None)
    delimiter = find_delimiter(header) if header else None
    if header is None or delimiter is None:
        raise UnreadableError(f"has no column 'text' in its first line: {(header or '').strip()[:200]!r}")
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter))]
    # The field limit of the csv module is a setting of the whole process; it is only ever raised here.
    csv.field_size_limit(max(csv.field_size_limit(), setting.limits.line_bytes))
    yield from rows.read(names, delimiter, setting)


def _at(setting: Setting, number: int) -> Setting:
    # The address of a file of reports is not theirs, nor is a day in it.
    return replace(setting, origin=f"{setting.origin}#{number}", url=None)


def _read_line(line: Line, decode: Callable[[bytes], str], setting: Setting) -> Read:
    if line.data is None:
        return Quarantined(setting.origin, f"is a line of more than {setting.limits.line_bytes} bytes", None)
    try:
        return _read_item(_parse(decode(line.data)), line.data.rstrip(b"\r\n"), setting)
    except UnreadableError as error:
        return Quarantined(setting.origin, error.message, sha256_hex(line.data))


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"is not JSON: {error.msg} at character {error.pos}, near {text[error.pos : error.pos + 20]!r}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is not JSON that can be read: {error}") from error


def _list_items(text: str) -> Iterator[tuple[Any, str]]:
    """Each item of a JSON list with its own characters, up to the first that is broken."""
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    while match := _ITEM.match(text, at):
        try:
            item, at = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"is not JSON from character {match.end()} on: {error}") from error
        yield item, text[match.end() : at]
    if text[at:].strip() != "]":
        raise UnreadableError(f"is not JSON from character {at} on; expected ',' or ']'")


def _read_item(item: Any, original: bytes, setting: Setting) -> Read:
    if not isinstance(item, dict):
        return Quarantined(
            setting.origin,
            f"is a JSON {type(item).__name__}, expected an object with 'text'",
            sha256_hex(original),
        )
    text = item.get("text")
    if not isinstance(text, str):
        found = ", ".join(sorted(map(str, item))[:8]) or "nothing"
        reason = f"'text' is {type(text).__name__}" if "text" in item else f"has no 'text', only {found}"
        return Quarantined(setting.origin, f"{reason}; expected 'text' as a string", sha256_hex(original))
    return admit(text, known_fields(item, setting.origin), original, "application/json", setting, part=True)


def known_fields(item: Mapping[str, Any], origin: str) -> Known:
    """What a line or row says of its report besides the text; a doubtful day is unknown, and said so."""
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
    return str(value).strip() or None


class _Rows:
    """The rows of a CSV file, each with the bytes it was read from."""

    def __init__(self, lines: Iterable[Line], decode: Callable[[bytes], str], limit: int) -> None:
        self._source = iter(lines)
        self._decode = decode
        self._limit = limit
        self._taken: list[bytes] = []
        self._number = 0
        self._size = 0

    def lines(self) -> Iterator[str]:
        for line in self._source:
            self._number = line.number
            self._size += len(line.data or b"")
            if line.data is None or self._size > self._limit:
                raise UnreadableError(
                    f"has a row of more than {self._limit} bytes at line {line.number}; is a quote missing?"
                )
            self._taken.append(line.data)
            try:
                yield self._decode(line.data)
            except UnreadableError:
                # The cells of this row that hold such bytes are refused one by one.
                yield line.data.decode("utf-8", "surrogateescape")

    def read(self, names: list[str], delimiter: str, setting: Setting) -> Iterator[Read]:
        reader = csv.reader(self.lines(), delimiter=delimiter)
        while True:
            self._taken.clear()
            self._size = 0
            place = _at(setting, self._number + 1)
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
            return Quarantined(
                setting.origin, "has fewer cells than the header and no text", sha256_hex(original)
            )
        return admit(row["text"], known_fields(row, setting.origin), original, "text/csv", setting, part=True)
