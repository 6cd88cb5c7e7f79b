"""Tie incidents that are not one but belong together: a plan and its coming true, a denial, a part of a
whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.incidents.features.kind import compare_types
from dateline.incidents.features.place import compare as compare_places
from dateline.incidents.features.sides import compare_actors, compare_targets
from dateline.incidents.features.time import bounds
from dateline.incidents.group import Pair
from dateline.incidents.judged import Rulings
from dateline.incidents.record import LinkEvent
from dateline.model.incident import EventKey, Incident, Relation, RelationKind

LIKELY = 0.08
"""From this chance (0..1) of being one occurrence on, a pair of different statuses or extents is related."""

_AHEAD = frozenset({"planned", "threatened", "feared"})


def relate(
    known: Mapping[EventKey, LinkEvent],
    incidents: Sequence[Incident],
    edges: Mapping[Pair, float],
    rulings: Rulings,
) -> tuple[Incident, ...]:
    """The incidents with their relations, in order of their ids.

    A relation is found between incidents from pairs of events that are likely one but for their status or
    extent, and taken from judgements; each stands on both incidents it ties.
    """
    of = {key: incident.id for incident in incidents for key in incident.events}
    found: dict[tuple[str, str, str], Relation] = {}
    for a, b in rulings.part_of:
        _add(found, "part_of", of[a], of[b], "by judgement")
    for pair, p in sorted(edges.items()):
        if p >= LIKELY and of[pair[0]] != of[pair[1]] and pair not in rulings.not_same:
            for kind, source, target, why in relations_of(known[pair[0]], known[pair[1]]):
                _add(found, kind, of[source], of[target], why)
    ties: dict[str, list[Relation]] = {}
    for relation in found.values():
        for id in (relation.source, relation.target):
            ties.setdefault(id, []).append(relation)
    related = (replace(i, relations=tuple(sorted(ties.get(i.id, ()), key=_rank))) for i in incidents)
    return tuple(sorted(related, key=lambda i: i.id))


def _rank(relation: Relation) -> tuple[str, str, str]:
    return relation.kind, relation.source, relation.target


def _add(
    found: dict[tuple[str, str, str], Relation], kind: RelationKind, source: str, target: str, why: str
) -> None:
    if source != target:
        found.setdefault((kind, source, target), Relation(kind, source, target, why))


def relations_of(a: LinkEvent, b: LinkEvent) -> Iterator[tuple[RelationKind, EventKey, EventKey, str]]:
    """The relations that a likely pair shows but for its status or extent: kind, source, target and why."""
    for x, y in ((a, b), (b, a)):
        if x.status == "happened" and y.status in _AHEAD and _ahead_of(y, x):
            yield "fulfils", x.key, y.key, f"{x.key} happened, {y.key} tells of it as {y.status}"
        elif x.status == "denied" and y.status != "denied":
            yield "denies", x.key, y.key, f"{x.key} denies what {y.key} tells as {y.status}"
        elif x.status == y.status and is_part(x, y):
            yield "part_of", x.key, y.key, f"{x.key} lies within the time and place of {y.key}"


def are_related(a: LinkEvent, b: LinkEvent) -> bool:
    """Whether the pair shows any relation."""
    return any(True for _ in relations_of(a, b))


def _ahead_of(plan: LinkEvent, deed: LinkEvent) -> bool:
    told, when = plan.report.published, bounds(deed)
    return told is None or when is None or when[1] >= told


def is_part(part: LinkEvent, whole: LinkEvent) -> bool:
    """Whether one event lies strictly within another: shorter, inside its days, no wider in place, same
    sides."""
    x, y = bounds(part), bounds(whole)
    if not x or not y or not (y[0] <= x[0] and x[1] <= y[1] and x[1] - x[0] < y[1] - y[0]):
        return False
    if compare_types(part, whole) in ("other", "family"):
        return False
    if compare_places(part, whole) not in ("same_spot", "same_town", "same_area", "within"):
        return False
    return "different" not in (compare_actors(part, whole), compare_targets(part, whole))
