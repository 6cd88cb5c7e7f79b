"""Who and what could play a role in an event, as phrases, dates, weapons and tolls near a sighting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.code.kit import Kit
from dateline.code.naming import head_of
from dateline.code.naming_phrases import Phrase
from dateline.code.naming_tree import Tree
from dateline.code.role_features import AFTER, BEFORE, Trigger
from dateline.code.scene import Scene
from dateline.code.toll_find import Tally
from dateline.model import Span, When

_ASIDE = frozenset({"punct", "cc", "conj", "appos", "relcl", "acl", "advcl"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words first..last (inclusive) that may play a role; `tag` tells what ('rebel_group', 'killed' …).

    `phrase` carries what the parse says; `when`, `tally`, `weapon` what they stand for, where they are such.
    """

    first: int
    last: int
    span: Span
    phrase: Phrase
    tag: str
    when: When | None = None
    tally: Tally | None = None
    weapon: str | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """All of a report's, each kind in the order of the text."""

    who: tuple[Candidate, ...]
    dates: tuple[Candidate, ...]
    weapons: tuple[Candidate, ...]
    tolls: tuple[Candidate, ...]


def list_candidates(scene: Scene, kit: Kit) -> Candidates:
    """The candidates of a report, made once and shared by its sightings."""
    tree = scene.tree
    who = tuple(_phrase(tree, p, kit) for p in scene.voices.names.cast.phrases)
    dates = tuple(_dates(scene))
    weapons = tuple(_thing(tree, a, b, "weapon", weapon=name) for a, b, name in scene.weapons)
    tolls = tuple(_thing(tree, t.first, t.last, t.effect, tally=t) for t in scene.tallies)
    return Candidates(who, dates, weapons, tolls)


def near(candidates: tuple[Candidate, ...], tree: Tree, trigger: Trigger) -> Iterator[Candidate]:
    """Those within a few sentences of a trigger, without its own words (but for tolls and weapons)."""
    at = tree.sents[trigger.head]
    for c in candidates:
        inside = trigger.first <= c.phrase.head <= trigger.last and c.phrase.kind != "common"
        if at - BEFORE <= tree.sents[c.phrase.head] <= at + AFTER and not (inside and c.tag == ""):
            yield c


def _phrase(tree: Tree, phrase: Phrase, kit: Kit) -> Candidate:
    first, last = _whole(tree, phrase)
    span = tree.span(first, last)
    kind = kit.codebook.actor_kind(tree.span(phrase.first, phrase.last).text)
    return Candidate(first, last, span, phrase, kind or "")


def _whole(tree: Tree, phrase: Phrase) -> tuple[int, int]:
    """A common noun with the 'of …' after it ('the outskirts of X', 'members of the army'), else itself."""
    last = phrase.last
    if phrase.kind == "common":
        for kid in tree.kids[phrase.head]:
            if kid > phrase.head and tree.deps[kid] == "prep" and tree.lowers[kid] == "of":
                apart = [k for k in _below(tree, kid) if tree.deps[k] in _ASIDE and k > kid]
                last = max(last, min([tree.rights[kid], *(tree.lefts[k] - 1 for k in apart)]))
    return phrase.first, last


def _below(tree: Tree, word: int) -> Iterator[int]:
    for kid in tree.kids[word]:
        yield kid
        yield from _below(tree, kid)


def _dates(scene: Scene) -> Iterator[Candidate]:
    tree = scene.tree
    for expression, when in scene.dates:
        span = expression.span
        first, last = tree.word_at(span.start), tree.word_at(max(span.start, span.end - 1))
        made = _thing(tree, first, last, expression.kind, when=when)
        yield Candidate(first, last, span, made.phrase, made.tag, when=when)


def _thing(
    tree: Tree,
    first: int,
    last: int,
    tag: str,
    *,
    when: When | None = None,
    tally: Tally | None = None,
    weapon: str | None = None,
) -> Candidate:
    """A candidate that is no phrase of the cast: its head by the parse, its nature open."""
    head = tally.head if tally else head_of(tree, first, last)
    phrase = Phrase(
        head,
        first,
        last,
        "common",
        "thing",
        False,
        "",
        tree.deps[head].startswith("nsubj"),
        False,
        (first, last),
    )
    return Candidate(first, last, tree.span(first, last), phrase, tag, when, tally, weapon)
