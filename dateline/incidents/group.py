"""From compared pairs to groups: best pairs first, and never A to C through B where A and C contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.model.incident import EventKey

Pair = tuple[EventKey, EventKey]
Score = Callable[[EventKey, EventKey], float]

COHESION = 1.0
"""Two groups join where the mean chance over all their pairs is at least this share of the threshold."""

CONTRADICTION = 0.02
"""A pair less likely than this (0..1) contradicts: nothing may bring the two into one group."""


def order(a: EventKey, b: EventKey) -> Pair:
    """The pair in its one order."""
    return (a, b) if a <= b else (b, a)


def connect(pairs: Iterable[Pair]) -> list[list[EventKey]]:
    """The connected parts of a graph, each sorted, in order of their first member."""
    parent: dict[EventKey, EventKey] = {}

    def find(key: EventKey) -> EventKey:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for a, b in pairs:
        x, y = sorted((find(a), find(b)))
        parent[y] = x
    parts: defaultdict[EventKey, list[EventKey]] = defaultdict(list)
    for key in sorted(parent):
        parts[find(key)].append(key)
    return [parts[root] for root in sorted(parts)]


def group(
    edges: Mapping[Pair, float],
    score: Score,
    *,
    threshold: float,
    bound: Sequence[Pair] = (),
    barred: frozenset[Pair] = frozenset(),
) -> list[tuple[EventKey, ...]]:
    """Groups of two or more events, found from the most likely pair down.

    Arguments: `edges`, the chance (0..1) of the compared pairs that may join; `score`, the chance of any
    pair;
    `threshold`, from which a pair joins; `bound`, pairs a person calls the same: joined first, whatever they
    score; `barred`, pairs that may never share a group. Two events of one report are different occurrences.
    Returns sorted groups in order; the same edges give the same groups in whatever order they were found.
    """
    groups: dict[EventKey, frozenset[EventKey]] = {}
    for a, b in sorted(bound):
        _join(groups, _of(groups, a) | _of(groups, b))
    units = dict(groups)
    ranked = sorted((pair for pair, p in edges.items() if p >= threshold), key=lambda e: (-edges[e], e))
    for a, b in ranked:
        ours, theirs = _of(groups, a), _of(groups, b)
        if ours != theirs and _may_join(ours, theirs, score, threshold, barred, units):
            _join(groups, ours | theirs)
    return sorted({tuple(sorted(members)) for members in groups.values() if len(members) > 1})


def _of(groups: Mapping[EventKey, frozenset[EventKey]], key: EventKey) -> frozenset[EventKey]:
    return groups.get(key) or frozenset((key,))


def _join(groups: dict[EventKey, frozenset[EventKey]], members: frozenset[EventKey]) -> None:
    for key in members:
        groups[key] = members


def _may_join(
    ours: frozenset[EventKey],
    theirs: frozenset[EventKey],
    score: Score,
    threshold: float,
    barred: frozenset[Pair],
    units: Mapping[EventKey, frozenset[EventKey]],
) -> bool:
    if {k.report for k in ours} & {k.report for k in theirs}:
        return False
    if any(order(x, y) in barred for x in ours for y in theirs):
        return False
    # What a person called the same speaks with one voice, that of its member that fits best.
    sides = [sorted({_of(units, key) for key in side}, key=sorted) for side in (ours, theirs)]
    scores = [max(score(*order(a, b)) for a in x for b in y) for x in sides[0] for y in sides[1]]
    return min(scores) >= CONTRADICTION and sum(scores) / len(scores) >= threshold * COHESION
