"""RSS and Atom feeds: one report an entry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import feedparser

from dateline.errors import UnreadableError
from dateline.read.admit import Known, Setting, admit
from dateline.read.html import block_text
from dateline.read.incoming import Read
from dateline.read.published import parse_published

_ENTRY_TAG = re.compile(rb"<(/?)(?:item|entry)[\s>]")
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|&\w+;")


def read_feed(data: bytes, setting: Setting) -> Iterator[Read]:
    """The feed's entries, in its order: text from content or summary, outlet from the feed's title.

    The original of an entry is its own stretch of the feed, or the whole feed where that cannot be told.
    """
    pieces = _entry_pieces(data)
    entries = len(_ENTRY_TAG.findall(data)) // 2
    if entries > setting.limits.feed_entries:
        raise UnreadableError(f"has {entries} entries; at most {setting.limits.feed_entries} are read")
    feed = feedparser.parse(io.BytesIO(data))
    if not feed.entries:
        raise UnreadableError(
            "is a feed without entries" if feed.get("version") else "is XML, but neither RSS nor Atom"
        )
    whole = len(pieces) != len(feed.entries)
    kind = (
        "application/atom+xml" if str(feed.get("version", "")).startswith("atom") else "application/rss+xml"
    )
    for number, entry in enumerate(feed.entries, 1):
        place = replace(setting, origin=f"{setting.origin}#{number}", url=None)
        known = _known(entry, feed.feed)
        yield admit(_text(entry), known, data if whole else pieces[number - 1], kind, place, part=True)


def _entry_pieces(data: bytes) -> list[bytes]:
    """Each stretch from an entry's first tag to its last, found in one pass over the feed."""
    pieces: list[bytes] = []
    start: int | None = None
    for tag in _ENTRY_TAG.finditer(data):
        if not tag[1]:
            start = tag.start() if start is None else start
        elif start is not None:
            pieces.append(data[start : data.find(b">", tag.start()) + 1])
            start = None
    return pieces


def _known(entry: Any, feed: Any) -> Known:
    source = entry.get("source") or {}
    return Known(
        published=parse_published(entry.get("published")) or parse_published(entry.get("dc_date")),
        outlet=_words(source.get("title")) or _words(feed.get("title")),
        title=_words(entry.get("title")),
        url=_words(entry.get("link")),
        language=feed.get("language"),
    )


def _text(entry: Any) -> str:
    bodies = [part.get("value") or "" for part in entry.get("content") or ()] + [entry.get("summary") or ""]
    texts = [_plain(body) for body in bodies]
    # An entry that is a headline and no more was published so.
    return max(texts, key=len) or _words(entry.get("title")) or ""


def _plain(body: str) -> str:
    return block_text(body) if _TAG.search(body) else body


def _words(said: Any) -> str | None:
    return " ".join(_plain(said).split()) or None if isinstance(said, str) else None
