"""Tie incidents that are not one but belong together: a plan and its coming true, a denial, a part of a
whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
            _relate_pair(found, known[pair[0]], known[pair[1]], of)
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


def _relate_pair(
    found: dict[tuple[str, str, str], Relation], a: LinkEvent, b: LinkEvent, of: Mapping[EventKey, str]
) -> None:
    for x, y in ((a, b), (b, a)):
        if x.status == "happened" and y.status in _AHEAD and _ahead_of(y, x):
            _add(
                found, "fulfils", of[x.key], of[y.key], f"{x.key} happened, {y.key} tells of it as {y.status}"
            )
        elif x.status == "denied" and y.status != "denied":
            _add(found, "denies", of[x.key], of[y.key], f"{x.key} denies what {y.key} tells as {y.status}")
        elif x.status == y.status and is_part(x, y):
            _add(found, "part_of", of[x.key], of[y.key], f"{x.key} lies within the time and place of {y.key}")


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
