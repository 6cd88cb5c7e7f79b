"""Which sightings tell of one occurrence: learned decisions for pairs, then groups that hold together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.code.kit import Kit
from dateline.code.labels import ROLES
from dateline.code.reading import FloatArray
from dateline.code.role_features import Features
from dateline.code.roles import Roles, pick_likely
from dateline.code.scene import Scene
from dateline.code.sightings import Sighting, reader_chance

_STEM = 5
_LEAST = 0.05
"""What an unlikely sighting counts at least."""
_SURE = 0.25
"""Sightings less likely than this keep no groups apart."""
_FAR = 400
"""Words apart beyond which two sightings are compared no more, unless they are of one type."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting with all candidates weighed, those who likely fill each role, and their names."""

    sighting: Sighting
    weighed: Roles
    roles: Roles
    names: Mapping[str, frozenset[str]]
    words: range
    link: FloatArray
    """The direction in which all mentions of its occurrence point, of length 1 (or 0: not known)."""


def see(scene: Scene, sighting: Sighting, weighed: Roles, kit: Kit) -> Seen:
    """A sighting ready to be compared."""
    starts = [w.start for w in scene.raw.words]
    roles = pick_likely(weighed, kit)
    words = scene.reader_words(sighting.span.start, sighting.span.end, starts)
    names = {role: frozenset(f.candidate.means for f in filled) for role, filled in roles.items()}
    return Seen(sighting, weighed, roles, names, words, _link(scene, words))


def _link(scene: Scene, words: range) -> FloatArray:
    vector: FloatArray = scene.raw.links[words.start : words.stop].mean(axis=0)
    length = float(np.sqrt((vector * vector).sum()))
    return vector / length if length else vector


def pair_features(scene: Scene, a: Seen, b: Seen, kit: Kit) -> Features:
    """What speaks for and against `a` and `b` (in text order) being mentions of one occurrence."""
    one, other = a.sighting, b.sighting
    same_type = one.type == other.type
    families = [kit.codebook.types[s.type].family for s in (one, other)]
    gap = max(0, other.trigger.first - one.trigger.last)
    apart = scene.tree.sents[other.trigger.head] - scene.tree.sents[one.trigger.head]
    alike = sum(p * other.types.get(t, 0.0) for t, p in one.types.items())
    reader = _same_chance(a, b)
    near = float(a.link @ b.link)
    where = "here" if apart == 0 else "next" if apart == 1 else "far"
    kin = "same" if same_type else "kin" if families[0] == families[1] else "other"
    features = {
        "alike": alike,
        f"alike|{where}": alike,
        "reader=same": reader,
        f"reader=same|{kin}": reader,
        f"reader=same|{where}": reader,
        "link": near,
        f"link|{kin}": near,
        f"link|{where}": near,
        "link>.5": max(0.0, near - 0.5),
        "gap": math.log1p(gap),
        f"gap|{kin}": math.log1p(gap),
        f"kin={kin}": 1.0,
        f"kin={kin}|{where}": 1.0,
        f"kin={kin}|{families[0]}": 1.0,
        f"kin={kin}|{where}|{families[0]}": 1.0,
        f"types={min(one.type, other.type)}+{max(one.type, other.type)}": 1.0,
        f"status={one.status == other.status}|{kin}": 1.0,
        f"stem={_stem(one) == _stem(other)}|{kin}": 1.0,
        f"forms={one.trigger.form}+{other.trigger.form}|{kin}": 1.0,
        f"beside={gap <= 3}|{kin}": 1.0,
    }
    for role in ("actor", "target", "place", "date", "toll"):
        features[f"{role}={_overlap(a.names[role], b.names[role])}"] = 1.0
        features[f"{role}={_overlap(a.names[role], b.names[role])}|{kin}"] = 1.0
        features[f"{role}={_overlap(a.names[role], b.names[role])}|{kin}|{where}"] = 1.0
    return features


def _stem(sighting: Sighting) -> str:
    return sighting.span.text.lower()[:_STEM]


def _same_chance(a: Seen, b: Seen) -> float:
    same = ROLES.index("same")
    found = [
        c
        for c in (reader_chance(a.sighting, same, b.words), reader_chance(b.sighting, same, a.words))
        if c > 0
    ]
    return sum(found) / len(found) if found else 0.0


def _overlap(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return "open"
    return "shared" if a & b else "different"


Chances = npt.NDArray[np.float64]
"""(sightings, sightings): the chance that two tell of one occurrence; below 0 on the diagonal."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Groups of sightings, each one occurrence, in the order of their first words.

    `nearness` (groups, groups) holds the likeliest of all pairs between two groups, 0 on the diagonal.
    """

    groups: tuple[tuple[Seen, ...], ...]
    nearness: Chances


def join_sightings(scene: Scene, seen: Sequence[Seen], kit: Kit) -> Joined:
    """The groups of a report's sightings."""
    return group_sightings(seen, pair_chances(scene, seen, kit), kit.floors)


def group_sightings(seen: Sequence[Seen], chances: Chances, floors: Mapping[str, float]) -> Joined:
    """Groups that grow by the likeliest pair of groups first, down to the floor "join".

    Two groups are as likely one as the mean over their pairs, the likelier sightings counting more; those
    that hold a likely pair of which one is sure that it is two (below the floor "apart") are never joined.
    """
    weights = [max(_LEAST, s.sighting.chance) for s in seen]
    sure = np.array([s.sighting.chance >= _SURE for s in seen])
    links, lows = chances.copy(), np.where(np.outer(sure, sure), chances, 1.0)
    groups = [[i] for i in range(len(seen))]
    while len(groups) > 1:
        best = int(np.where(lows < floors["apart"], -1.0, links).argmax())
        i, j = sorted(divmod(best, len(groups)))
        if links[i, j] < floors["join"] or lows[i, j] < floors["apart"]:
            break
        merged = (weights[i] * links[i] + weights[j] * links[j]) / (weights[i] + weights[j])
        low = np.minimum(lows[i], lows[j])
        weights[i] += weights.pop(j)
        groups[i] += groups.pop(j)
        links, lows = _fold(links, merged, i, j), _fold(lows, low, i, j)
    ordered = sorted((sorted(group) for group in groups), key=min)
    return Joined(tuple(tuple(seen[k] for k in group) for group in ordered), _nearness(ordered, chances))


def _nearness(groups: Sequence[Sequence[int]], chances: Chances) -> Chances:
    near = np.zeros((len(groups), len(groups)))
    for i, one in enumerate(groups):
        for j in range(i + 1, len(groups)):
            near[i, j] = near[j, i] = chances[np.ix_(one, groups[j])].max()
    return near


def _fold(pairs: Chances, merged: Chances, i: int, j: int) -> Chances:
    """The pairs with row and column `i` replaced, and `j` gone."""
    pairs[i, :], pairs[:, i] = merged, merged
    pairs[i, i] = -1.0
    return np.delete(np.delete(pairs, j, 0), j, 1)


def pair_chances(scene: Scene, seen: Sequence[Seen], kit: Kit) -> Chances:
    """The chance of each two sightings telling of one occurrence."""
    size = len(seen)
    chances = np.full((size, size), -1.0)
    for i in range(size):
        for j in range(i + 1, size):
            chances[i, j] = chances[j, i] = _chance(scene, seen[i], seen[j], kit)
    return chances


def _chance(scene: Scene, a: Seen, b: Seen, kit: Kit) -> float:
    far = b.sighting.trigger.first - a.sighting.trigger.last > _FAR
    if far and a.sighting.type != b.sighting.type:
        return 0.0
    return kit.decisions["join"].chance(pair_features(scene, a, b, kit))
