"""Whether a group of sightings is an event that counts, and how sure: one calibrated decision."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.code.join import Seen
from dateline.code.kit import Kit
from dateline.code.role_features import Features
from dateline.code.scene import Scene


def group_types(group: Sequence[Seen]) -> dict[str, float]:
    """The chances of each type over the sightings of a group, the surer ones counting more."""
    total = sum(s.sighting.chance for s in group)
    types: dict[str, float] = {}
    for seen in group:
        for type_, chance in seen.sighting.types.items():
            types[type_] = types.get(type_, 0.0) + chance * seen.sighting.chance / total
    return types


def group_features(scene: Scene, group: Sequence[Seen], kit: Kit) -> Features:
    """What speaks for and against a group being an event of its likeliest type."""
    chances = [s.sighting.chance for s in group]
    types = sorted(group_types(group).items(), key=lambda x: (-x[1], x[0]))
    type_, top = types[0]
    second = types[1][1] if len(types) > 1 else 0.0
    best = max(group, key=lambda s: (s.sighting.chance, -s.sighting.span.start))
    family = kit.codebook.types[type_].family
    surest = max(chances)
    depth = best.sighting.span.start / max(1, len(scene.text))
    features = {
        "surest": surest,
        "surest_odds": _odds(surest),
        "any_odds": _odds(1.0 - math.prod(1.0 - c for c in chances)),
        "mean": sum(chances) / len(chances),
        "mentions": math.log(len(group)),
        f"alone={len(group) == 1}": 1.0,
        "type": top,
        "type_odds": _odds(top),
        "lead": top - second,
        "type*surest": top * surest,
        "depth": depth,
        "length": math.log1p(len(scene.tree)),
        f"family={family}": 1.0,
        f"type={type_}": 1.0,
        f"form={best.sighting.trigger.form}": 1.0,
        f"form={best.sighting.trigger.form}|{family}": 1.0,
        f"status={best.sighting.status}": 1.0,
        f"rule={best.sighting.rule is not None}": 1.0,
        f"rule={(best.sighting.rule or '').split('.')[0] == type_}": 1.0,
        "quoted": float(scene.voices.quoted[best.sighting.trigger.head]),
    }
    for role in ("actor", "target", "place", "date", "toll", "weapon"):
        sure = max((f.chance for s in group for f in s.roles[role]), default=0.0)
        features[f"has {role}"] = sure
        features[f"has {role}|{family}"] = sure
    return features


def _odds(chance: float) -> float:
    held = min(max(chance, 0.005), 0.995)
    return math.log(held / (1.0 - held))
