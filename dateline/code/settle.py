"""Who and what an event has in each role, settled over all its mentions against the report's other events.

Each mention has weighed its candidates on its own (roles.py). Here those that mean the same are one entry;
what its mentions say together, what else is offered, and whether another event lays a better claim to it
decide: one learned decision a role.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.code.join import Seen
from dateline.code.judge import group_type
from dateline.code.kit import Kit
from dateline.code.naming_tree import Tree
from dateline.code.role_features import Features
from dateline.code.roles import DECIDED, Filled, explain
from dateline.code.scene import Scene

Group = Sequence[Seen]
_RIVAL = {"actor": "target", "target": "actor"}
_SURE = 0.3


@dataclass(frozen=True, slots=True)
class Entry:
    """What several mentions of an event offer for a role and means the same: the surest words of it."""

    name: str
    best: Filled
    chances: tuple[float, ...]
    """One a mention that has it within reach."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An entry that the event has in a role, how sure, and why."""

    filled: Filled
    chance: float
    why: str


@dataclass(frozen=True, slots=True)
class Claims:
    """The best chance with which each event (by number) claims each candidate, by role and first word."""

    best: Mapping[tuple[str, int], Mapping[int, float]]

    def rival(self, role: str, entry: Entry, number: int) -> float:
        """The best chance with which another event claims the words of an entry."""
        claims = self.best.get((role, entry.best.candidate.phrase.head), {})
        return max((chance for n, chance in claims.items() if n != number), default=0.0)


def list_claims(groups: Sequence[Group]) -> Claims:
    """What each of a report's events claims."""
    best: dict[tuple[str, int], dict[int, float]] = {}
    for number, group in enumerate(groups):
        for seen in group:
            for role, some in seen.weighed.items():
                for filled in some:
                    claim = best.setdefault((role, filled.candidate.phrase.head), {})
                    claim[number] = max(claim.get(number, 0.0), filled.chance)
    return Claims(best)


def list_entries(group: Group, role: str) -> tuple[Entry, ...]:
    """The entries that an event is offered for a role, the surest first."""
    found: dict[str, list[Filled]] = {}
    for seen in group:
        here: dict[str, Filled] = {}
        for filled in seen.weighed[role]:
            here.setdefault(filled.candidate.means, filled)
        for name, filled in here.items():
            found.setdefault(name, []).append(filled)
    entries = [
        Entry(name, min(some, key=_by_chance), tuple(f.chance for f in some)) for name, some in found.items()
    ]
    return tuple(sorted(entries, key=lambda e: _by_chance(e.best)))


def _by_chance(filled: Filled) -> tuple[float, int]:
    return -filled.chance, filled.candidate.first


def weigh_entries(
    scene: Scene, group: Group, role: str, number: int, claims: Claims, kit: Kit
) -> Iterator[tuple[Entry, Features]]:
    """Each entry offered for a role, with what speaks for and against the event having it."""
    entries = list_entries(group, role)
    type_ = group_type(group)
    family = kit.codebook.types[type_].family
    other = {e.name: e.best.chance for e in list_entries(group, _RIVAL[role])} if role in _RIVAL else {}
    for rank, entry in enumerate(entries):
        rest = max((e.best.chance for e in entries if e is not entry), default=0.0)
        rival = claims.rival(role, entry, number)
        yield entry, _features(scene, group, entry, (rank, rest, rival, other.get(entry.name, 0.0)),
                               entries[0], type_, family)  # fmt: skip


def _features(
    scene: Scene,
    group: Group,
    entry: Entry,
    against: tuple[int, float, float, float],
    first: Entry,
    type_: str,
    family: str,
) -> Features:
    rank, rest, rival, as_other = against
    best, candidate = entry.best.chance, entry.best.candidate
    sure = sum(chance >= _SURE for chance in entry.chances)
    rank_name = str(min(rank, 4))
    listed = entry is not first and in_one_list(
        scene.tree, first.best.candidate.phrase.head, candidate.phrase.head
    )
    several = "one" if len(group) == 1 else "several"
    return {
        "odds": _odds(best),
        f"odds|{several}": _odds(best),
        f"odds|{family}": _odds(best),
        "chance": best,
        "mean": sum(entry.chances) / len(group),
        "sure": sure / len(group),
        f"sure={min(sure, 3)}|{several}": 1.0,
        f"rank={rank_name}": 1.0,
        f"rank={rank_name}|{family}": 1.0,
        f"rank={rank_name}|listed={listed}": 1.0,
        f"listed={listed}": 1.0,
        "listed with": _odds(first.best.chance) if listed else 0.0,
        "behind": _odds(first.best.chance) - _odds(best),
        "ahead": _odds(best) - _odds(rest) if rank == 0 else 0.0,
        "rival": _odds(best) - _odds(rival) if rival else 0.0,
        f"rival={_compare(best, rival)}": 1.0,
        f"rival={_compare(best, rival)}|{rank_name}": 1.0,
        "as other": _odds(best) - _odds(as_other) if as_other else 0.0,
        f"as other={_compare(best, as_other)}": 1.0,
        f"kind={candidate.phrase.kind}": 1.0,
        f"kind={candidate.phrase.kind}|{family}": 1.0,
        f"tag={candidate.tag}": 1.0,
        f"type={type_}": 1.0,
        f"family={family}": 1.0,
        f"mentions={several}": 1.0,
        "mentions": math.log(len(group)),
    }


def _compare(mine: float, other: float) -> str:
    return (
        "none" if not other else "weaker" if other < 0.8 * mine else "like" if other <= mine else "stronger"
    )


def _odds(chance: float) -> float:
    held = min(max(chance, 0.01), 0.99)
    return math.log(held / (1.0 - held))


def in_one_list(tree: Tree, one: int, other: int) -> bool:
    """Whether two words head phrases joined by commas and 'and'."""
    return tree.sents[one] == tree.sents[other] and _list_head(tree, one) == _list_head(tree, other)


def _list_head(tree: Tree, word: int) -> int:
    while tree.deps[word] == "conj" and tree.tags[tree.heads[word]].startswith("N"):
        word = tree.heads[word]
    return word


def settle_roles(
    scene: Scene, group: Group, number: int, claims: Claims, kit: Kit
) -> dict[str, tuple[Settled, ...]]:
    """What an event has in each role, in the order of the text.

    `number` is the event's place among those of which `claims` were listed. An event has one date at most.
    """
    settled: dict[str, tuple[Settled, ...]] = {}
    for role in DECIDED:
        decision, floor = kit.decisions[f"settled {role}"], kit.floors[f"settled {role}"]
        kept = []
        for entry, features in weigh_entries(scene, group, role, number, claims, kit):
            chance = decision.chance(features)
            if chance >= floor:
                first = explain(kit.decisions[role].reasons(entry.best.features), entry.best.chance)
                kept.append(Settled(entry.best, chance, f"{first}; settled with chance {chance:.2f}"))
        if role == "date":
            kept = sorted(kept, key=lambda s: (-s.chance, s.filled.candidate.first))[:1]
        settled[role] = tuple(sorted(kept, key=lambda s: s.filled.candidate.first))
    return settled
