"""Whether an event happened, is planned, threatened, feared or denied: one learned decision a status.

The reader has its own view of each mention; the parse adds the 'not', 'will', 'if' around it, and the verbs
and nouns that it hangs on ('plans to', 'fear of'). What they weigh together is learned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from dateline.code.join import Seen
from dateline.code.judge import group_type
from dateline.code.kit import Kit
from dateline.code.naming_tree import Tree
from dateline.code.role_features import Features
from dateline.code.scene import Scene
from dateline.model import STATUSES

_REACH = 2
"""Words above a mention in the parse whose lemmas are looked at."""
_CLOSE = 5
"""Words before a mention in which a cue counts that it does not hang on."""
_NEGATING = frozenset({"no", "not", "never", "nobody", "none", "without", "n't"})


def status_features(scene: Scene, group: Sequence[Seen], kit: Kit) -> Features:
    """What speaks for and against each status of an event, by all its mentions."""
    tree = scene.tree
    weights = [s.sighting.chance for s in group]
    read = np.average([s.sighting.statuses for s in group], axis=0, weights=weights)
    type_ = group_type(group)
    family = kit.codebook.types[type_].family
    heads = [s.sighting.trigger.head for s in group]
    negated = [is_negated(tree, head) for head in heads]
    features = {f"reader={name}": _odds(float(c)) for name, c in zip(STATUSES, read, strict=True)}
    features |= {
        f"reader says {STATUSES[int(read.argmax())]}": 1.0,
        f"reader says {STATUSES[int(read.argmax())]}|{family}": 1.0,
        f"type={type_}": 1.0,
        f"family={family}": 1.0,
        f"negated={'all' if all(negated) else 'some' if any(negated) else 'none'}": 1.0,
        f"negated={all(negated)}|{family}": 1.0,
        f"negated={all(negated)}|{type_}": 1.0,
        "mentions": math.log(len(group)),
    }
    share = 1.0 / len(group)
    for head in heads:
        for sign in {*_signs(tree, head), *_cues(scene, head)}:
            features[sign] = features.get(sign, 0.0) + share
    return features


def _signs(tree: Tree, head: int) -> Iterator[str]:
    """What stands around one mention: its form, its auxiliaries, what it hangs on, an 'if'."""
    verb = head if tree.tags[head][:1] == "V" else None
    yield f"tag={tree.tags[head]}"
    for kid in tree.kids[head]:
        if tree.deps[kid] in ("aux", "auxpass", "mark", "neg", "det"):
            yield f"{tree.deps[kid]}={tree.lowers[kid]}|{'verb' if verb is not None else 'noun'}"
    for step, word in enumerate(tree.above(head)):
        if step == _REACH:
            break
        yield f"over={tree.lemmas[word].lower()}"
        yield f"over={tree.lemmas[word].lower()}|{tree.deps[head]}"
        if is_negated(tree, word):
            yield f"negated over|{step}"
        for kid in tree.kids[word]:
            if tree.deps[kid] == "aux" and tree.tags[kid] == "MD":
                yield f"modal over={tree.lowers[kid]}|{step}"
    above = [head, *tree.above(head)]
    if any(tree.lowers[k] in ("if", "unless", "until") for w in above for k in tree.kids[w]):
        yield "under if"


def _cues(scene: Scene, head: int) -> Iterator[str]:
    """The codebook's cues in the mention's sentence that it hangs on, or that stand close to it."""
    tree = scene.tree
    above = {head, *tree.above(head)}
    for cue in scene.cues:
        first, last = cue.tokens[0], cue.tokens[-1]
        side = "before" if last < head else "after" if first > head else "in"
        if tree.sents[first] != tree.sents[head] or cue.entry.side not in (side, "either"):
            continue
        governs = any(w in above or tree.heads[w] in above for w in cue.tokens)
        if governs or 0 < head - last <= _CLOSE:
            yield f"cue={cue.entry.kind}|{'governs' if governs else 'close'}"


def is_negated(tree: Tree, word: int) -> bool:
    """'did not enter', 'no group claimed', 'no deal was reached', 'without a fight'."""
    subject = tree.child(word, "nsubj", "nsubjpass")
    near = [*tree.kids[word], *((subject, *tree.kids[subject]) if subject is not None else ())]
    if any(tree.lowers[k] in _NEGATING for k in near):
        return True
    over = tree.heads[word]
    return tree.deps[word] == "pobj" and tree.lowers[over] == "without"


def decide_status(scene: Scene, group: Sequence[Seen], kit: Kit) -> tuple[str, float, tuple[str, ...]]:
    """The likeliest status of an event, its chance against the others, and what spoke for it.

    What all its mentions put under a 'not' or 'no' did not happen, whatever else speaks; a refusal is itself.
    """
    features = status_features(scene, group, kit)
    if "negated=all" in features and "type=refuse" not in features:
        return "denied", 1.0, ("its words stand under a 'not' or 'no'",)
    decisions = {name: kit.decisions[f"status {name}"] for name in STATUSES}
    chances = {name: d.chance(features) for name, d in decisions.items()}
    best = max(STATUSES, key=lambda name: (chances[name], -STATUSES.index(name)))
    return best, chances[best] / sum(chances.values()), decisions[best].reasons(features)


def _odds(chance: float) -> float:
    held = min(max(chance, 0.01), 0.99)
    return math.log(held / (1.0 - held))
