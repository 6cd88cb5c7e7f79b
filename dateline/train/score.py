"""How far coded events agree with annotated ones: found, typed and record F1.

The definitions are the benchmark's: events are matched one to one, best first, by a shared mention, or by a
mention within the words around an annotated one where the families agree. A matched event of the right type
earns the mean of its fields' scores; the others earn nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.train.agree import is_same_name

Value = Mapping[str, Any]
Families = Mapping[str, str]
"""Family by event type."""
TOLERANCE_KM: Mapping[str, float] = {
    "site": 10,
    "settlement": 10,
    "district": 25,
    "region": 75,
    "country": 500,
}
_EARTH_KM = 12742.0


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over some reports; add two to get those of both. `earned` is the sum of records, 0..1 each."""

    gold: int = 0
    coded: int = 0
    found: int = 0
    typed: int = 0
    earned: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.coded + other.coded,
            self.found + other.found,
            self.typed + other.typed,
            self.earned + other.earned,
        )

    @property
    def found_f1(self) -> float:
        """F1 of matched events, whatever their type."""
        return _f1(self.found, self.coded, self.gold)

    @property
    def typed_f1(self) -> float:
        """F1 of matched events of the right type."""
        return _f1(self.typed, self.coded, self.gold)

    @property
    def record_f1(self) -> float:
        """F1 where each event of the right type counts as much as its fields are right."""
        return _f1(self.earned, self.coded, self.gold)


def score_report(gold: Sequence[Value], coded: Sequence[Value], families: Families) -> Score:
    """The score of one report: `gold` in the annotated form, `coded` as the record's JSON."""
    pairs = align_events(gold, coded, families)
    typed = [(g, c) for g, c in pairs if g["type"] == c["type"]]
    earned = sum(record_share(g, c) for g, c in typed)
    return Score(len(gold), len(coded), len(pairs), len(typed), earned)


def add_scores(scores: Iterable[Score]) -> Score:
    """The score over all of them."""
    return sum(scores, Score())


def align_events(
    gold: Sequence[Value], coded: Sequence[Value], families: Families
) -> list[tuple[Value, Value]]:
    """Annotated and coded events that are taken for the same, one to one, best matches first."""
    ranked = sorted((-_match(g, c, families), i, j) for i, g in enumerate(gold) for j, c in enumerate(coded))
    left, right, pairs = set(range(len(gold))), set(range(len(coded))), []
    for rank, i, j in ranked:
        if rank and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((gold[i], coded[j]))
    return pairs


def _match(gold: Value, coded: Value, families: Families) -> int:
    kin = families.get(coded["type"]) == families.get(gold["type"])
    best = max(
        (_touch(g, c, kin) for g in gold["mentions"] for c in coded["mentions"]),
        default=0,
    )
    return best + (1 if best and gold["type"] == coded["type"] else 0)


def _touch(gold: Value, coded: Value, kin: bool) -> int:
    if coded["start"] < gold["end"] and gold["start"] < coded["end"]:
        return 4
    return 2 if kin and gold["quote_start"] <= coded["start"] < gold["quote_end"] else 0


def record_share(gold: Value, coded: Value) -> float:
    """The mean score, 0..1, of the fields of two matched events; one that both leave empty does not count."""
    fields = [float(gold["status"] == coded["status"]), float(_is_same_chain(gold, coded))]
    ours, theirs = gold.get("date") or {}, coded.get("date") or {}
    if ours.get("from") or theirs.get("from"):
        fields.append(float(all(ours.get(k) == theirs.get(k) for k in ("from", "to"))))
    for name, same in _SAME.items():
        golds, codeds = _fillers(gold, name), _fillers(coded, name)
        if golds or codeds:
            fields.append(_f1(_count_pairs(golds, codeds, same), len(codeds), len(golds)))
    return sum(fields) / len(fields)


def _fillers(event: Value, name: str) -> list[Value]:
    return [v if isinstance(v, Mapping) else {"text": v} for v in event.get(name) or ()]


def _count_pairs(
    golds: Sequence[Value], codeds: Sequence[Value], same: Callable[[Value, Value], bool]
) -> int:
    left = list(codeds)
    for gold in golds:
        hit = next((i for i, c in enumerate(left) if same(gold, c)), None)
        if hit is not None:
            del left[hit]
    return len(codeds) - len(left)


def _names(value: Value) -> tuple[str | None, str | None]:
    return value.get("text"), value.get("name")


def _is_same_named(gold: Value, coded: Value) -> bool:
    return is_same_name(_names(gold), _names(coded))


def _is_same_place(gold: Value, coded: Value) -> bool:
    apart = _apart_km(gold, coded)
    return (
        _is_same_named(gold, coded)
        if apart is None
        else apart <= TOLERANCE_KM.get(gold.get("level") or "", 10)
    )


def _apart_km(a: Value, b: Value) -> float | None:
    at = [v.get(k) for v in (a, b) for k in ("lat", "lon")]
    if any(x is None for x in at):
        return None
    lat_a, lon_a, lat_b, lon_b = (math.radians(float(x or 0)) for x in at)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _is_same_toll(gold: Value, coded: Value) -> bool:
    return all(gold.get(k) == coded.get(k) for k in ("effect", "low", "high"))


_SAME: Mapping[str, Callable[[Value, Value], bool]] = {
    "actors": _is_same_named,
    "targets": _is_same_named,
    "places": _is_same_place,
    "toll": _is_same_toll,
    "weapons": _is_same_named,
}


def _is_same_chain(gold: Value, coded: Value) -> bool:
    """No chain where none is due; else some innermost source in common."""
    ours, theirs = gold.get("chain") or (), coded.get("chains") or ()
    if not ours or not theirs:
        return not ours and not theirs
    return any(_is_same_named(g, c) for g in _innermost(ours) for c in _innermost(theirs))


def _innermost(chains: Iterable[Sequence[Any]]) -> list[Value]:
    last = [chain[-1] for chain in chains if chain]
    return [v if isinstance(v, Mapping) else {"text": v} for v in last]


def _f1(hits: float, coded: int, gold: int) -> float:
    return 2 * hits / (coded + gold) if coded + gold else 0.0
