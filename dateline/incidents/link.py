"""Link events into incidents: pure, the same for any order of arrival."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby

from dateline.incidents.block import candidate_pairs
from dateline.incidents.compare import (
    Weights,
    default_weights,
    likely_odds,
    odds_of,
    probability,
    sigmoid,
)
from dateline.incidents.context import settle
from dateline.incidents.features.kind import contradict
from dateline.incidents.group import Pair, connect, group, order
from dateline.incidents.judged import Rulings, read_rulings
from dateline.incidents.record import LinkEvent
from dateline.incidents.relate import LIKELY, relate
from dateline.model.incident import EventKey, Incident
from dateline.model.judgement import IncidentJudgement
from dateline.text.hashing import short_id

FLOOR = LIKELY
"""Pairs less likely than this (0..1) are forgotten at once: nothing is made of them."""

UNKNOWN_DAY = 10**7


def link(
    events: Iterable[LinkEvent],
    *,
    weights: Weights | None = None,
    judgements: Sequence[IncidentJudgement] = (),
) -> tuple[Incident, ...]:
    """The incidents that `events` tell of, those told once included, in order of their ids.

    Arguments: `events`, of any number of reports, in any order; `weights`, learned ones by default;
    `judgements`, which hold over any score, the later over the earlier.
    """
    known = {event.key: event for event in events}
    return link_scored(known, score_pairs(known, weights or default_weights()), weights, judgements)


def link_scored(
    known: Mapping[EventKey, LinkEvent],
    edges: Mapping[Pair, float],
    weights: Weights | None = None,
    judgements: Sequence[IncidentJudgement] = (),
) -> tuple[Incident, ...]:
    """The same from pairs already scored by `score_pairs`."""
    weights, rulings = weights or default_weights(), read_rulings(judgements, known)
    groups = group_events(known, edges, weights, rulings)
    alone = known.keys() - {key for members in groups for key in members}
    incidents = [make_incident(known, m, edges, rulings) for m in (*groups, *((key,) for key in alone))]
    return relate(known, incidents, edges, rulings)


def score_pairs(known: Mapping[EventKey, LinkEvent], weights: Weights) -> dict[Pair, float]:
    """The chance (0..1) of every pair worth a look that is not hopeless."""
    floor, edges = odds_of(FLOOR), {}
    # Candidates come in order of their first event: those of one report follow one another.
    for _, found in groupby(candidate_pairs(known.values()), key=lambda pair: pair[0].key.report):
        apart: dict[str, dict[Pair, float]] = {}
        for a, b in found:
            odds = likely_odds(a, b, weights, floor)
            if odds is not None:
                edges[order(a.key, b.key)] = sigmoid(odds)
                if not contradict(a, b):
                    apart.setdefault(b.key.report, {})[order(a.key, b.key)] = odds
        for pairs in apart.values():
            edges.update(settle(pairs, weights))
    return edges


def group_events(
    known: Mapping[EventKey, LinkEvent], edges: Mapping[Pair, float], weights: Weights, rulings: Rulings
) -> list[tuple[EventKey, ...]]:
    """Groups of two or more events, each part of the graph of likely pairs on its own."""
    strong = {
        pair: p
        for pair, p in edges.items()
        if p >= weights.threshold and not contradict(known[pair[0]], known[pair[1]])
    }
    parts = connect([*strong, *rulings.same])
    part_of = {key: n for n, part in enumerate(parts) for key in part}
    inside: list[dict[Pair, float]] = [{} for _ in parts]
    for pair, p in strong.items():
        inside[part_of[pair[0]]][pair] = p
    bound: list[list[Pair]] = [[] for _ in parts]
    for pair in rulings.same:
        bound[part_of[pair[0]]].append(pair)

    def score(a: EventKey, b: EventKey) -> float:
        pair = order(a, b)
        if contradict(known[a], known[b]):
            return 0.0
        return edges[pair] if pair in edges else probability(known[a], known[b], weights)

    made: Iterator[list[tuple[EventKey, ...]]] = (
        group(some, score, threshold=weights.threshold, bound=ties, barred=rulings.not_same)
        for some, ties in zip(inside, bound, strict=True)
    )
    return sorted(members for groups in made for members in groups)


def make_incident(
    known: Mapping[EventKey, LinkEvent],
    members: Iterable[EventKey],
    edges: Mapping[Pair, float],
    rulings: Rulings,
) -> Incident:
    """The incident of these events, named after the earliest."""
    events = tuple(sorted(members, key=lambda key: (known[key].report.published or UNKNOWN_DAY, key)))
    scores = [edges[pair] for a, b in combinations(events, 2) if (pair := order(a, b)) in edges]
    cohesion = round(sum(scores) / len(scores), 4) if scores else None
    return Incident(short_id(*events[0]), events, cohesion, by_hand=rulings.told(events))
