"""What the projections to other projects' tables share: ids, days, nested places, causes to leave out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from dateline.model import PlaceRef
from dateline.publish.derive import all_places, place_rank
from dateline.publish.record import Occurrence
from dateline.publish.trace import TraceLine


class LeftOutError(Exception):
    """An occurrence that has no row in this table: the rule that says so, and why."""

    def __init__(self, rule: str, why: str) -> None:
        super().__init__(rule, why)
        self.rule = rule
        self.why = why

    def line(self, occurrence: Occurrence) -> TraceLine:
        """The trace of it."""
        return TraceLine("left out", self.rule, None, occurrence.keys, self.why)


def number_id(*parts: str) -> int:
    """A positive number made of `parts`: the same parts give the same number, within 53 bits."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return int.from_bytes(digest[:7], "big") >> 3


def days_wide(first: date, last: date) -> int:
    """How many days from `first` to `last`, both counted."""
    return (last - first).days + 1


def middle_day(first: date, last: date) -> date:
    """The day in the middle, the earlier of two."""
    return first + timedelta(days=(last - first).days // 2)


def struck_places(occurrence: Occurrence) -> list[PlaceRef]:
    """Where it happened, without the divisions and countries that only enclose another of the places."""
    places = sorted(all_places(occurrence), key=place_rank)
    return [p for p in places if not any(_encloses(p, other) for other in places if other is not p)]


def _encloses(outer: PlaceRef, inner: PlaceRef) -> bool:
    if outer.level == "country":
        return inner.level != "country" and outer.country in (inner.country, None)
    return outer.name in inner.admin and inner.name not in outer.admin


def quote_tellings(occurrences: Iterable[Occurrence]) -> str:
    """Where a row's words stand: “words” [report/event:start-end], parted by a space."""
    tellings = [t for o in occurrences for t in o.tellings]
    firsts = [(t.key, t.event.mentions[0]) for t in tellings if t.event.mentions]
    return " ".join(f"“{m.text}” [{key}:{m.start}-{m.end}]" for key, m in firsts)


def split_evenly(total: int, parts: int) -> list[int]:
    """`total` in whole shares, the earlier ones larger where it does not come out even."""
    share, rest = divmod(total, parts)
    return [share + (i < rest) for i in range(parts)]
