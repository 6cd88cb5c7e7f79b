"""Who, and to whom: the sides by their names, told apart from mere kinds of people."""

from __future__ import annotations

from functools import lru_cache

from dateline.incidents.features.base import Feature
from dateline.incidents.features.kind import mutual_types
from dateline.incidents.record import LinkActor, LinkEvent

LEVELS = ("same", "shared", "alike", "same_kind", "swapped", "different", "unknown")
SILENT = frozenset({"unknown"})
_RANK = {"same": 4, "alike": 3, "kind": 2, "none": 1}


def compare_actors(a: LinkEvent, b: LinkEvent) -> str:
    """How the doers compare; for types whose sides are equals, all sides together."""
    if a.type in mutual_types() and b.type in mutual_types():
        return _compare(_sides(a), _sides(b))
    level = _compare(a.actors, b.actors)
    if level == "different" and _compare(a.actors, b.targets) in ("same", "shared"):
        return "swapped"
    return level


def compare_targets(a: LinkEvent, b: LinkEvent) -> str:
    """How those it was done to compare; silent for types whose sides are equals."""
    if a.type in mutual_types() and b.type in mutual_types():
        return "unknown"
    return _compare(a.targets, b.targets)


def _sides(event: LinkEvent) -> tuple[LinkActor, ...]:
    return (*event.actors, *event.targets)


@lru_cache(maxsize=50_000)
def _compare(ours: tuple[LinkActor, ...], theirs: tuple[LinkActor, ...]) -> str:
    if not ours or not theirs:
        return "unknown"
    few, many = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    best = [max((match(x, y) for y in many), key=_RANK.__getitem__) for x in few]
    if all(m == "same" for m in best):
        return "same" if len(ours) == len(theirs) else "shared"
    if "same" in best:
        return "shared"
    top = max(best, key=_RANK.__getitem__)
    return {"alike": "alike", "kind": "same_kind", "none": "different"}[top]


def match(x: LinkActor, y: LinkActor) -> str:
    """How two names compare: 'same', 'alike' (share a telling word or a country), 'kind' (share only a
    general
    word such as 'rebels'; or either has nothing but one) or 'none'."""
    if x.key == y.key:
        return "same" if x.own else "kind"
    if x.own and y.own:
        if x.own == y.own and (x.all <= y.all or y.all <= x.all):
            return "same"
        if x.own & y.own or (x.country and x.country == y.country):
            return "alike"
        return "none"
    return "kind" if x.all & y.all or (not x.own and not y.own) else "none"


def _say(ours: tuple[LinkActor, ...], theirs: tuple[LinkActor, ...], level: str) -> str:
    words = {
        "same": "the same",
        "shared": "some shared",
        "same_kind": "the same kind of people",
        "swapped": "the sides are swapped",
        "unknown": "not told by both",
    }
    left, right = (", ".join(x.name for x in side) or "nobody named" for side in (ours, theirs))
    return f"{words.get(level, level)}: {left} / {right}"


def say_actors(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    pooled = a.type in mutual_types() and b.type in mutual_types()
    return _say(_sides(a), _sides(b), level) if pooled else _say(a.actors, b.actors, level)


def say_targets(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    return _say(a.targets, b.targets, level)


ACTORS = Feature("actors", LEVELS, compare_actors, say_actors, SILENT)
TARGETS = Feature("targets", LEVELS, compare_targets, say_targets, SILENT)
