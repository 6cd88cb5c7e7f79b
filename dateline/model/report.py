"""One text as published by an outlet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.text.hashing import sha256_hex


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of the text set aside as debris (player ids, captions, navigation …) and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it came in. `text` is never cleaned: debris is listed in `unread` and moves no offset.

    `sha256` is that of the original bytes (for a report inside a larger file, of its text in UTF-8).
    `published` is unknown (None) unless the input, page, feed or address says it: never today's date.
    """

    id: str
    text: str
    sha256: str
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    unread: tuple[Unread, ...] = ()

    @classmethod
    def of(cls, text: str, *, id: str | None = None, published: date | None = None, **known: Any) -> Report:
        """A report from its text alone: the hash, and from it the id where none is given, are worked out."""
        sha = sha256_hex(text.encode("utf-8", "surrogatepass"))
        return cls(id=id or sha[:16], text=text, sha256=sha, published=published, **known)
