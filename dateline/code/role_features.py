"""What speaks for and against a phrase playing a role in an event: named features, one list for all types.

The parse gives how the phrase hangs on the trigger; the names give what it stands for; the reader gives
its own chance. Which of these count, and how much, is learned (weights/decisions.json), never written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.code.naming_phrases import Phrase
from dateline.code.naming_tree import Tree

LONGEST = 5
"""Steps in a path through the parse; longer ones say no more than 'far'."""
BEFORE, AFTER = 2, 1
"""Sentences before and after the trigger's in which its phrases are looked for."""

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A mention as the parse sees it: words first..last (inclusive), its head and that word's kind."""

    first: int
    last: int
    head: int
    form: str


def read_trigger(tree: Tree, start: int, end: int) -> Trigger:
    """The mention at code points start..end."""
    first, last = tree.word_at(start), tree.word_at(max(start, end - 1))
    head = next(
        (w for w in range(first, last + 1) if not first <= tree.heads[w] <= last or tree.heads[w] == w), last
    )
    return Trigger(first, last, head, _form(tree, head))


def _form(tree: Tree, head: int) -> str:
    if not tree.tags[head].startswith("V"):
        return "noun" if tree.tags[head].startswith("N") else "other"
    if tree.child(head, "nsubjpass", "auxpass", "agent") is not None:
        return "passive"
    if (
        tree.tags[head] == "VBN"
        and tree.deps[head] in ("acl", "amod", "advcl")
        and tree.child(head, "aux") is None
    ):
        return "reduced"
    return "gerund" if tree.tags[head] == "VBG" else "active"


def find_path(tree: Tree, start: int, goal: int) -> str:
    """The way through the parse from word `start` to word `goal`: up '<', down '>', prepositions by name."""
    if tree.sents[start] != tree.sents[goal]:
        return "out"
    ups = [start, *tree.above(start)]
    downs = [goal, *tree.above(goal)]
    place = {word: i for i, word in enumerate(ups)}
    meet = next((i for i, word in enumerate(downs) if word in place), None)
    if meet is None:
        return "out"
    up, down = ups[: place[downs[meet]]], downs[:meet]
    if len(up) + len(down) > LONGEST:
        return "far"
    return "".join("<" + _step(tree, w) for w in up) + "".join(">" + _step(tree, w) for w in reversed(down))


def _step(tree: Tree, word: int) -> str:
    dep = tree.deps[word]
    return f"{dep}:{tree.lowers[word]}" if dep in ("prep", "agent", "dative") else dep


def role_features(
    tree: Tree,
    trigger: Trigger,
    phrase: Phrase,
    *,
    type: str,
    family: str,
    actor_kind: str | None,
    speaks: bool,
    chances: Mapping[str, float],
) -> Features:
    """The features of one phrase for one trigger; values are 1 but for the reader's chances (0..1).

    `speaks` says that the phrase is the source of what tells of the event.
    """
    path = find_path(tree, trigger.head, phrase.head)
    short = path if path in ("out", "far") else path.replace(">conj", "").replace("<conj", "") or "self"
    nature, side = phrase.nature, "before" if phrase.head < trigger.head else "after"
    apart = tree.sents[phrase.head] - tree.sents[trigger.head]
    governor = _governor(tree, phrase.head)
    what = f"{phrase.kind}/{nature}"
    said = {
        f"path={short}",
        f"path={short}|{trigger.form}",
        f"path={short}|{trigger.form}|{family}",
        f"path={short}|{type}",
        f"path={short}|{nature}",
        f"what={what}",
        f"what={what}|{family}",
        f"what={what}|{side}|{apart}",
        f"kind={actor_kind}|{family}",
        f"kind={actor_kind}|{type}",
        f"under={governor}|{family}",
        f"under={governor}|{type}",
        f"apart={apart}|{side}",
        f"apart={apart}|{side}|{family}",
        f"gap={_bucket(abs(phrase.head - trigger.head))}|{side}",
        f"subject={phrase.subject}|{apart}|{family}",
        f"placed={phrase.placed}|{apart}|{family}",
        f"placed={phrase.placed}|{what}|{path == 'far'}",
        f"noun={tree.lemmas[phrase.head].lower()}",
        f"verb={tree.lemmas[trigger.head].lower()}|{short}",
        f"noun={tree.lemmas[phrase.head].lower()}|{family}",
        f"conj={'>conj' in path}",
        f"speaks={speaks}|{family}",
        f"speaks={speaks}|{nature}",
        f"plural={phrase.plural}|{family}",
        f"pronoun={tree.lowers[phrase.head] if phrase.kind == 'pronoun' else ''}|{short}",
    }
    features = dict.fromkeys(sorted(said), 1.0)
    for role, chance in chances.items():
        features[f"reader={role}"] = chance
        features[f"reader={role}|{family}"] = chance
        features[f"reader={role}>.5"] = float(chance > 0.5)
    return features


def _governor(tree: Tree, word: int) -> str:
    """What the phrase hangs on: a preposition by name, else the kind of its tie."""
    while tree.deps[word] in ("conj", "appos") and tree.heads[word] != word:
        word = tree.heads[word]
    above = tree.heads[word]
    return tree.lowers[above] if tree.deps[word] == "pobj" else tree.deps[word]


def _bucket(gap: int) -> str:
    return next((str(limit) for limit in (1, 2, 3, 5, 8, 13, 21, 34) if gap <= limit), "more")
