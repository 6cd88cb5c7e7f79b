"""Which candidates play which role for a sighting: one learned decision a role, over all types alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.code.candidates import Candidate, Candidates, near
from dateline.code.kit import Kit
from dateline.code.labels import EFFECT_ROLES, ROLES
from dateline.code.naming_tree import Tree
from dateline.code.role_features import Features, role_features
from dateline.code.scene import Scene
from dateline.code.sightings import Sighting, reader_chance

DECIDED: Mapping[str, str] = {
    "actor": "who",
    "target": "who",
    "place": "who",
    "date": "dates",
    "weapon": "weapons",
    "toll": "tolls",
}
"""The roles that are decided, and the kind of candidate each is chosen from."""
SHARE: dict[str, float] = {"actor": 0.7, "target": 0.7, "place": 0.5, "date": 0.5, "weapon": 0.7, "toll": 0.4}
"""The part of the likeliest candidate's chance that another must have to play the role beside it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A candidate in a role, how sure, and why in the names of the features that spoke for it."""

    candidate: Candidate
    chance: float
    why: str


def weigh_candidates(
    scene: Scene, sighting: Sighting, candidates: Candidates, kit: Kit
) -> Iterator[tuple[str, Candidate, Features]]:
    """Each role, each candidate near enough for it, and what speaks for and against."""
    starts = [w.start for w in scene.raw.words]
    for kind in ("who", "dates", "weapons", "tolls"):
        for candidate in near(getattr(candidates, kind), scene.tree, sighting.trigger):
            features = _features(scene, sighting, candidate, kit, starts)
            for role, of in DECIDED.items():
                if of == kind:
                    yield role, candidate, features


def _features(
    scene: Scene, sighting: Sighting, candidate: Candidate, kit: Kit, starts: Sequence[int]
) -> Features:
    words = scene.reader_words(candidate.span.start, candidate.span.end, starts)
    chances = {
        r: reader_chance(sighting, i, words)
        for i, r in enumerate(ROLES)
        if r not in ("same", "source", *EFFECT_ROLES)
    }
    if candidate.tally is not None:
        chances = {"toll": reader_chance(sighting, ROLES.index(candidate.tally.effect), words)}
    type_ = sighting.type
    family = kit.codebook.types[type_].family if type_ in kit.codebook.types else ""
    speaks = any(
        a.covers(sighting.span.start, sighting.span.end)
        and any(k.span.overlaps(candidate.span) for k in a.source)
        for a in scene.voices.attributions
    )
    return role_features(
        scene.tree,
        sighting.trigger,
        candidate.phrase,
        type=type_,
        family=family,
        actor_kind=candidate.tag,
        speaks=speaks,
        chances=chances,
    )


def fill_roles(
    scene: Scene, sighting: Sighting, candidates: Candidates, kit: Kit
) -> dict[str, tuple[Filled, ...]]:
    """The candidates that fill each role, likeliest first.

    A candidate's chance must reach the role's floor, and a share of the likeliest one's. Who could be both
    actor and target is the one that it is likelier to be.
    """
    found: dict[str, list[Filled]] = {role: [] for role in DECIDED}
    for role, candidate, features in weigh_candidates(scene, sighting, candidates, kit):
        decision = kit.decisions[role]
        chance = decision.chance(features)
        if chance >= kit.floors[role]:
            found[role].append(Filled(candidate, chance, explain(decision.reasons(features), chance)))
    found = {role: _near_the_best(some, SHARE[role]) for role, some in found.items()}
    found["place"] = _with_the_list(scene, found["place"], candidates)
    found["actor"], found["target"] = _apart(found["actor"], found["target"])
    return {
        role: tuple(sorted(some, key=lambda f: (-f.chance, f.candidate.first)))
        for role, some in found.items()
    }


def _near_the_best(some: Sequence[Filled], share: float) -> list[Filled]:
    best = max((f.chance for f in some), default=0.0)
    return [f for f in some if f.chance >= share * best]


def _with_the_list(scene: Scene, places: Sequence[Filled], candidates: Candidates) -> list[Filled]:
    """Places with those they are listed with: 'in X and Y' is both, however little is known of one."""
    tree = scene.tree
    held = {f.candidate.phrase.head for f in places}
    listed = list(places)
    for filled in places:
        for other in candidates.who:
            head = other.phrase.head
            names = other.phrase.kind == "name" and filled.candidate.phrase.kind == "name"
            if names and head not in held and _in_one_list(tree, filled.candidate.phrase.head, head):
                held.add(head)
                listed.append(Filled(other, filled.chance, f"listed with {filled.candidate.span.text!r}"))
    return listed


def _in_one_list(tree: Tree, one: int, other: int) -> bool:
    return tree.sents[one] == tree.sents[other] and _list_head(tree, one) == _list_head(tree, other)


def _list_head(tree: Tree, word: int) -> int:
    while tree.deps[word] == "conj" and tree.tags[tree.heads[word]].startswith("N"):
        word = tree.heads[word]
    return word


def _apart(actors: Sequence[Filled], targets: Sequence[Filled]) -> tuple[list[Filled], list[Filled]]:
    """Actors and targets with none in both."""
    as_actor = {f.candidate.phrase.head: f.chance for f in actors}
    as_target = {f.candidate.phrase.head: f.chance for f in targets}
    return (
        [f for f in actors if f.chance >= as_target.get(f.candidate.phrase.head, 0.0)],
        [f for f in targets if f.chance > as_actor.get(f.candidate.phrase.head, 0.0)],
    )


def explain(reasons: Sequence[str], chance: float) -> str:
    """The reasons of a decision as words."""
    return f"{'; '.join(reasons) or 'the reader'} (chance {chance:.2f})"
