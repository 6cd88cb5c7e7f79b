"""Which sightings tell of one occurrence: learned decisions for pairs, then groups that hold together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.code.kit import Kit
from dateline.code.labels import ROLES
from dateline.code.role_features import Features
from dateline.code.roles import Filled
from dateline.code.scene import Scene
from dateline.code.sightings import Sighting, reader_chance

Roles = Mapping[str, Sequence[Filled]]
_STEM = 5
_FAR = 400
"""Words apart beyond which two sightings are compared no more, unless they are of one type."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting with the roles around it and the names of those who fill them."""

    sighting: Sighting
    roles: Roles
    names: Mapping[str, frozenset[str]]
    words: range


def see(scene: Scene, sighting: Sighting, roles: Roles) -> Seen:
    """A sighting ready to be compared."""
    starts = [w.start for w in scene.raw.words]
    names = {role: frozenset(_name(scene, f) for f in filled) for role, filled in roles.items()}
    return Seen(sighting, roles, names, scene.reader_words(sighting.span.start, sighting.span.end, starts))


def _name(scene: Scene, filled: Filled) -> str:
    c = filled.candidate
    if c.when is not None:
        return f"{c.when.first}/{c.when.last}"
    if c.tally is not None:
        return f"{c.tally.effect} {c.tally.count.low}/{c.tally.count.high}"
    return c.weapon or scene.voices.names.of_head(c.phrase.head).name.lower()


def pair_features(scene: Scene, a: Seen, b: Seen, kit: Kit) -> Features:
    """What speaks for and against `a` and `b` (in text order) being mentions of one occurrence."""
    one, other = a.sighting, b.sighting
    same_type = one.type == other.type
    families = [kit.codebook.types[s.type].family for s in (one, other)]
    gap = max(0, other.trigger.first - one.trigger.last)
    apart = scene.tree.sents[other.trigger.head] - scene.tree.sents[one.trigger.head]
    alike = sum(p * other.types.get(t, 0.0) for t, p in one.types.items())
    reader = _same_chance(a, b)
    where = "here" if apart == 0 else "next" if apart == 1 else "far"
    kin = "same" if same_type else "kin" if families[0] == families[1] else "other"
    features = {
        "alike": alike,
        f"alike|{where}": alike,
        "reader=same": reader,
        f"reader=same|{kin}": reader,
        f"reader=same|{where}": reader,
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


def join_sightings(scene: Scene, seen: Sequence[Seen], kit: Kit) -> tuple[tuple[Seen, ...], ...]:
    """Groups of sightings, each one occurrence, in the order of their first words.

    Groups grow by the likeliest pair of groups first (mean chance over all their pairs), down to the floor.
    """
    if len(seen) < 2:
        return tuple((s,) for s in seen)
    chances = _chances(scene, seen, kit)
    groups = [[i] for i in range(len(seen))]
    links = chances.copy()
    while len(groups) > 1:
        best = int(links.argmax())
        i, j = sorted(divmod(best, len(groups)))
        if links[i, j] < kit.floors["join"]:
            break
        merged = (len(groups[i]) * links[i] + len(groups[j]) * links[j]) / (len(groups[i]) + len(groups[j]))
        groups[i] += groups.pop(j)
        links[i, :], links[:, i] = merged, merged
        links[i, i] = -1.0
        links = np.delete(np.delete(links, j, 0), j, 1)
    return tuple(tuple(seen[k] for k in sorted(group)) for group in sorted(groups, key=min))


def _chances(scene: Scene, seen: Sequence[Seen], kit: Kit) -> npt.NDArray[np.float64]:
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
