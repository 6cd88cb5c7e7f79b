"""Plain text: the whole file is the report, and its offsets are those of the file's characters."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.read.admit import Known, Setting, admit
from dateline.read.decode import decode_text
from dateline.read.incoming import Read


def read_text(data: bytes, setting: Setting, charset: str | None = None) -> Iterator[Read]:
    """The one report that a text file is; only a byte order mark is left out of its text."""
    text, _ = decode_text(data, charset)
    yield admit(text, Known(), data, "text/plain", setting)
