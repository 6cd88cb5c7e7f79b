"""Places written as a list are a list: 'the villages of Kafr Zita, Sayyad and Al-Layah'.

A name that neither the gazetteer nor the language model knows is still a place where its neighbours in a list
are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model.span import Span
from dateline.places.words import WORDS, nationalities

_ARTICLE = r"(?:(?:al|el|as|ash|at|ad|an|ar|az|ez|de|la)[- ])?"
_ITEM = rf"{_ARTICLE}[A-Z][\w'’`´-]+(?:[ -]{_ARTICLE}[A-Z][\w'’`´-]+){{0,2}}"
_LINK = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*)"
_LIST = re.compile(rf"{_ITEM}(?:{_LINK}{_ITEM})+")
LOOK_BACK = 300
_SPLIT = re.compile(_LINK)
_LEAD = re.compile(
    r"(?:villages?|towns?|cities|districts?|neighbou?rhoods?|settlements?|suburbs?|areas?|localities|hamlets?|camps?)"
    r"\s+(?:and\s+\w+\s+)?(?:of|in|at|around|near|called|named)?\s*[\"“']?$",
    re.I,
)
_NOT_NAMES = frozenset(WORDS["function"]) | frozenset(WORDS["peoples"])


def listed_places(text: str, found: Sequence[Span]) -> list[Span]:
    """The items of lists of places that are not in `found` yet, in order.

    A list counts where a kind word leads it ("the towns of …") and one item is found, or where at least half
    of three or more items are.
    """
    more: list[Span] = []
    for listing in _LIST.finditer(text):
        items = _items(text, listing.start(), listing.end())
        known = [i for i in items if any(f.overlaps(i) for f in found)]
        led = bool(_LEAD.search(text[max(0, listing.start() - 40) : listing.start()]))
        if known and (led or (len(items) > 2 and len(known) * 2 >= len(items))):
            more += [i for i in items if i not in known and _may_be_name(i.text)]
    return more


def list_end(text: str, span: Span) -> int:
    """Where the list that a name stands in ends: what is said there ("… in Idlib") is said of each item."""
    start = max(0, span.start - LOOK_BACK)
    for listing in _LIST.finditer(text, start, span.end + LOOK_BACK):
        if listing.start() <= span.start and span.end <= listing.end():
            return listing.end()
    return span.end


def _items(text: str, start: int, end: int) -> list[Span]:
    items, at = [], start
    for link in _SPLIT.finditer(text, start, end):
        items.append(Span.of(text, at, link.start()))
        at = link.end()
    return [*items, Span.of(text, at, end)]


def _may_be_name(text: str) -> bool:
    low = text.lower()
    return low not in nationalities() and low not in _NOT_NAMES and not low.endswith("day")
