"""How a coded report compares with the golden record of the same report."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]
Same = Callable[[Json, Json], bool]

NEAR_KM = {"site": 10, "settlement": 10, "district": 25, "region": 75, "country": 500}
FIELDS = ("actors", "targets", "places", "toll")


@dataclass(slots=True)
class Count:
    """Right ones among those found and those there are."""

    right: int = 0
    found: int = 0
    there: int = 0

    def add(self, right: int, found: int, there: int) -> None:
        self.right, self.found, self.there = self.right + right, self.found + found, self.there + there

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 1.0


@dataclass(slots=True)
class Score:
    """Typed events, and in those that match, their statuses, dates and fillers."""

    typed: Count = field(default_factory=Count)
    status: Count = field(default_factory=Count)
    date: Count = field(default_factory=Count)
    fillers: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})


def score(pairs: Iterable[tuple[Json, Json]]) -> Score:
    """The score of coded records, each given with its golden one before it."""
    total = Score()
    for golden, coded in pairs:
        matched = match_events(golden["events"], coded["events"])
        total.typed.add(len(matched), len(coded["events"]), len(golden["events"]))
        for gold, event in matched:
            _score_event(total, gold, event)
    return total


def match_events(golden: Sequence[Json], coded: Sequence[Json]) -> list[tuple[Json, Json]]:
    """Events of one type told by the same words, one to one: those on the very same words first."""
    ranked = [
        (closeness, i, j)
        for i, gold in enumerate(golden)
        for j, event in enumerate(coded)
        if gold["type"] == event["type"] and (closeness := _closeness(gold, event))
    ]
    matched: dict[int, int] = {}
    for _, i, j in sorted(ranked, key=lambda r: (-r[0], r[1], r[2])):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return [(golden[i], coded[j]) for i, j in sorted(matched.items())]


def _closeness(gold: Json, event: Json) -> int:
    """2 where a mention is on the golden words, 1 where it is in the clause around them, else 0."""
    pairs = [(g, m) for g in gold["mentions"] for m in event["mentions"]]
    if any(m["start"] < g["end"] and g["start"] < m["end"] for g, m in pairs):
        return 2
    return int(any(g["quote_start"] <= m["start"] < g["quote_end"] for g, m in pairs))


def _score_event(total: Score, gold: Json, event: Json) -> None:
    total.status.add(gold["status"] == event["status"], 1, 1)
    said, when = gold["date"]["from"] and gold["date"], event["date"]
    if said or when:
        same = said and when and (said["from"], said["to"]) == (when["from"], when["to"])
        total.date.add(bool(same), 1, 1)
    for name, count in total.fillers.items():
        right = _count_same(gold[name], event[name], SAME[name])
        count.add(right, len(event[name]), len(gold[name]))


def _count_same(golden: Sequence[Json], found: Sequence[Json], same: Same) -> int:
    left = list(found)
    for gold in golden:
        hit = next((value for value in left if same(gold, value)), None)
        if hit is not None:
            left.remove(hit)
    return len(found) - len(left)


def _words(value: Json) -> list[set[str]]:
    texts = (value.get("text"), value.get("name"))
    return [set(re.findall(r"\w+", text.casefold())) - {"the", "a", "an", "of"} for text in texts if text]


def _same_name(gold: Json, found: Json) -> bool:
    """One name's words hold the other's, or they share half."""
    pairs = [(a, b) for a in _words(gold) for b in _words(found) if a and b]
    return any(a <= b or b <= a or 2 * len(a & b) >= len(a | b) for a, b in pairs)


def _same_place(gold: Json, found: Json) -> bool:
    if None in (gold["lat"], found["lat"]):
        return _same_name(gold, found)
    a, b = (math.radians(place["lat"]) for place in (gold, found))
    east = math.radians(found["lon"] - gold["lon"])
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h)) <= NEAR_KM[gold["level"]]


def _same_toll(gold: Json, found: Json) -> bool:
    return all(gold[key] == found[key] for key in ("effect", "low", "high"))


SAME: dict[str, Same] = {
    "actors": _same_name,
    "targets": _same_name,
    "places": _same_place,
    "toll": _same_toll,
}
