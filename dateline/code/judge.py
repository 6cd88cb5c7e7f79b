"""Whether a group of sightings is an event that counts, and how sure: one calibrated decision.

It weighs what the reader and the codebook say of the group, how its words stand in the sentence, what fills
its roles, and the other groups around it (neighbours.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.code.join import Joined, Seen
from dateline.code.kit import Kit
from dateline.code.naming_tree import Tree
from dateline.code.neighbours import Standing, neighbour_features
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


def weigh_groups(scene: Scene, joined: Joined, kit: Kit) -> tuple[Features, ...]:
    """For each group what speaks for and against its being an event that counts."""
    standings = [_standing(scene, group, kit) for group in joined.groups]
    return tuple(
        group_features(scene, group, kit)
        | word_features(scene.tree, surest_of(group).sighting.trigger.head, standings[i].family)
        | neighbour_features(scene.tree, standings, joined.nearness, i)
        for i, group in enumerate(joined.groups)
    )


def surest_of(group: Sequence[Seen]) -> Seen:
    """The likeliest sighting of a group; the first of those that are alike."""
    return max(group, key=lambda s: (s.sighting.chance, -s.sighting.span.start))


def _standing(scene: Scene, group: Sequence[Seen], kit: Kit) -> Standing:
    type_ = group_type(group)
    heads = tuple(s.sighting.trigger.head for s in group)
    sentences = frozenset(scene.tree.sents[h] for h in heads)
    chance = 1.0 - math.prod(1.0 - s.sighting.chance for s in group)
    return Standing(chance, type_, kit.codebook.types[type_].family, heads, sentences)


def group_type(group: Sequence[Seen]) -> str:
    """The likeliest type of a group."""
    types = group_types(group)
    return max(types, key=lambda t: (types[t], t))


def group_features(scene: Scene, group: Sequence[Seen], kit: Kit) -> Features:
    """What speaks for and against a group being an event of its likeliest type."""
    chances = [s.sighting.chance for s in group]
    types = sorted(group_types(group).items(), key=lambda x: (-x[1], x[0]))
    type_, top = types[0]
    second = types[1][1] if len(types) > 1 else 0.0
    best = surest_of(group)
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


def word_features(tree: Tree, head: int, family: str) -> Features:
    """How a trigger's word stands in its sentence: what it is, what it hangs on, what hangs on it."""
    tag, above = tree.tags[head], tree.heads[head]
    first, end = tree.bounds[tree.sents[head]]
    article = _article(tree, head)
    features = {
        f"word={tree.lemmas[head].lower()}": 1.0,
        f"tag={tag}": 1.0,
        f"tag={tag}|{family}": 1.0,
        f"hangs={tree.deps[head]}": 1.0,
        f"article={article}": 1.0,
        f"article={article}|{family}": 1.0,
        "headline": float(tree.sents[head] < 2),
        "short sentence": float(end - first < 8),
        "in relative clause": float(any(tree.deps[w] in ("relcl", "acl") for w in (head, *tree.above(head)))),
    }
    if above != head:
        features[f"under word={tree.lemmas[above].lower()}"] = 1.0
        if tree.deps[head] == "pobj":
            features[f"after={tree.lowers[above]}"] = 1.0
    for child in tree.kids[head]:
        if tree.deps[child] in ("aux", "neg", "mark"):
            features[f"{tree.deps[child]}={tree.lowers[child]}"] = 1.0
        if tree.deps[child] == "amod":
            features[f"amod={tree.lemmas[child].lower()}"] = 1.0
    return features


def _article(tree: Tree, head: int) -> str:
    if not tree.tags[head].startswith("N"):
        return "verb"
    article = tree.child(head, "det")
    return "none" if article is None else tree.lowers[article]


def _odds(chance: float) -> float:
    held = min(max(chance, 0.005), 0.995)
    return math.log(held / (1.0 - held))
