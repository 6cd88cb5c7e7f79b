"""How likely each candidate plays each role for a sighting: one learned decision a role, for all types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.code.attribution import Attribution
from dateline.code.candidates import Candidate, Candidates, near, near_dates
from dateline.code.date_features import frame_features, telling_features
from dateline.code.kit import Kit
from dateline.code.labels import EFFECT_ROLES, ROLES
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
READ = tuple(r for r in ROLES if r not in ("same", "source", *EFFECT_ROLES))
"""The roles whose chances by the reader are weighed for every candidate; a toll has its effect's."""
TRACE = 0.04
"""A candidate less likely than this to play a role is not looked at again."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A candidate in a role, how likely, and what was weighed."""

    candidate: Candidate
    chance: float
    features: Features


Roles = Mapping[str, tuple[Filled, ...]]


def weigh_candidates(
    scene: Scene, sighting: Sighting, candidates: Candidates, kit: Kit
) -> Iterator[tuple[str, Candidate, Features]]:
    """Each role, each candidate near enough for it, and what speaks for and against."""
    starts = [w.start for w in scene.raw.words]
    telling = [a for a in scene.voices.attributions if a.covers(sighting.span.start, sighting.span.end)]
    for kind in ("who", "dates", "weapons", "tolls"):
        choose = near_dates if kind == "dates" else near
        for candidate in choose(getattr(candidates, kind), scene.tree, sighting.trigger):
            features = _features(scene, sighting, candidate, candidates, telling, kit, starts)
            if kind == "dates":
                features.update(telling_features(scene, candidate, telling))
                features.update(frame_features(scene, sighting.trigger, candidate, candidates.dates,
                                               _family(sighting, kit)))  # fmt: skip
            for role, of in DECIDED.items():
                if of == kind:
                    yield role, candidate, features


def _features(
    scene: Scene,
    sighting: Sighting,
    candidate: Candidate,
    candidates: Candidates,
    telling: Sequence[Attribution],
    kit: Kit,
    starts: Sequence[int],
) -> Features:
    words = scene.reader_words(candidate.span.start, candidate.span.end, starts)
    chances = {r: reader_chance(sighting, ROLES.index(r), words) for r in READ}
    if candidate.tally is not None:
        chances = {"toll": reader_chance(sighting, ROLES.index(candidate.tally.effect), words)}
    family = _family(sighting, kit)
    features = role_features(
        scene.tree,
        sighting.trigger,
        candidate.phrase,
        type=sighting.type,
        family=family,
        actor_kind=candidate.tag,
        speaks=any(k.span.overlaps(candidate.span) for a in telling for k in a.source),
        chances=chances,
    )
    owner = candidates.owner(scene.tree, candidate.phrase.head)
    mine = owner is not None and sighting.trigger.first <= owner <= sighting.trigger.last
    whose = "own" if mine else "nobody" if owner is None else "another"
    between = candidates.between(sighting.trigger, candidate.phrase.head)
    features.update({f"owner={whose}": 1.0, f"owner={whose}|{family}": 1.0, f"between={between}": 1.0})
    return features


def _family(sighting: Sighting, kit: Kit) -> str:
    return kit.codebook.types[sighting.type].family if sighting.type in kit.codebook.types else ""


def weigh_roles(scene: Scene, sighting: Sighting, candidates: Candidates, kit: Kit) -> Roles:
    """For each role every candidate that may play it, likeliest first."""
    found: dict[str, list[Filled]] = {role: [] for role in DECIDED}
    for role, candidate, features in weigh_candidates(scene, sighting, candidates, kit):
        chance = kit.decisions[role].chance(features)
        if chance >= TRACE:
            found[role].append(Filled(candidate, chance, features))
    return {
        role: tuple(sorted(some, key=lambda f: (-f.chance, f.candidate.first)))
        for role, some in found.items()
    }


def pick_likely(weighed: Roles, kit: Kit) -> Roles:
    """Of the candidates of one sighting those that likely play each role: what sightings are compared by.

    A candidate's chance must reach the role's floor, and a share of the likeliest one's. Who could be both
    actor and target is the one that it is likelier to be.
    """
    found = {
        role: [f for f in some if f.chance >= max(kit.floors[role], SHARE[role] * some[0].chance)]
        for role, some in weighed.items()
    }
    found["actor"], found["target"] = _apart(found["actor"], found["target"])
    return {role: tuple(some) for role, some in found.items()}


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
