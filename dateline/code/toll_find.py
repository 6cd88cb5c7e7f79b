"""Counts of people beside words for what befell them: 'killing five people', 'left 30 wounded'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.code.naming_tree import NOUN_TAGS, Tree
from dateline.code.toll import Count, read_count
from dateline.codebook import Codebook
from dateline.model.event import Effect

_SUFFERS = frozenset({"dobj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Tally:
    """People, words first..last (inclusive), the effect on them, the word that tells of it, and how many."""

    first: int
    last: int
    head: int
    effect: Effect
    cue: int
    count: Count


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A word of the tree as the codebook's patterns look at it."""

    text: str
    lemma: str
    pos: str


_POS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "I": "ADP", "C": "NUM"}


def plain_words(tree: Tree) -> list[PlainWord]:
    """The words of `tree` for the codebook to find its words in."""
    return [
        PlainWord(w, _lemma(w, lemma), "PROPN" if tag.startswith("NNP") else _POS.get(tag[:1], "X"))
        for w, lemma, tag in zip(tree.words, tree.lemmas, tree.tags, strict=True)
    ]


def _lemma(word: str, lemma: str) -> str:
    """The parser takes 'According to' for a form of 'accord', which is an agreement."""
    return "according" if word.lower() == "according" else lemma


def find_tallies(tree: Tree, words: list[PlainWord], codebook: Codebook) -> tuple[Tally, ...]:
    """Every count of people and what befell them, in the order of the words."""
    found: dict[tuple[int, str], Tally] = {}
    for match in codebook.find_effects(words):
        cue = match.tokens[0]
        for head in _sufferers(tree, cue):
            first, last = phrase_bounds(tree, head)
            count = read_count(tree.span(first, last).text, codebook.numbers)
            if count is not None:
                effect: Effect = match.entry  # type: ignore[assignment]
                found.setdefault((head, effect), Tally(first, last, head, effect, cue, count))
    return tuple(found[key] for key in sorted(found))


def _sufferers(tree: Tree, cue: int) -> Iterator[int]:
    """The heads of those it befell: object, passive subject, subject of 'died', its noun, or itself."""
    tag, dep = tree.tags[cue], tree.deps[cue]
    counted = _number_before(tree, cue) if dep in ("oprd", "conj") else None
    if counted is not None:
        yield counted
    elif dep == "oprd":
        yield from _of_predicate(tree, cue)
    elif tag.startswith("V"):
        yield from _of_verb(tree, cue)
    elif tag in NOUN_TAGS:
        yield from _of_noun(tree, cue)
    elif dep in ("amod", "acomp", "oprd", "ccomp", "attr") or tag in ("JJ", "CD", "RB"):
        yield from _of_adjective(tree, cue)


def _of_verb(tree: Tree, cue: int) -> Iterator[int]:
    verb = cue
    while tree.deps[verb] == "conj" and not _own(tree, verb):
        verb = tree.heads[verb]
    found = [k for k in tree.kids[verb] if tree.deps[k] in _SUFFERS]
    if not found and tree.deps[verb] in ("acl", "amod", "relcl") and tree.tags[verb] in ("VBN", "VBD", "VBG"):
        found = [tree.heads[verb]]
    if not found and tree.child(verb, "auxpass") is None:
        found = [k for k in tree.kids[verb] if tree.deps[k] == "nsubj"]
    for head in found:
        yield from _joined(tree, _antecedent(tree, head, verb))


def _antecedent(tree: Tree, head: int, verb: int) -> int:
    """'people who were killed': the people, not the 'who'."""
    return tree.heads[verb] if tree.tags[head] in ("WP", "WDT") and tree.deps[verb] == "relcl" else head


def _own(tree: Tree, verb: int) -> bool:
    return any(tree.deps[k] in _SUFFERS | {"nsubj"} for k in tree.kids[verb])


def _of_noun(tree: Tree, cue: int) -> Iterator[int]:
    of = next((k for k in tree.kids[cue] if tree.lowers[k] == "of"), None)
    people = tree.child(of, "pobj") if of is not None else None
    if people is not None and tree.child(cue, "nummod") is None:
        yield from _joined(tree, people)
    else:
        yield cue


def _of_adjective(tree: Tree, cue: int) -> Iterator[int]:
    above = tree.heads[cue]
    if tree.deps[cue] == "amod" or tree.tags[above] in NOUN_TAGS | {"CD"}:
        yield above
        return
    number = tree.child(cue, "nummod", "nsubj")
    if number is not None:
        yield cue if tree.tags[number] == "CD" else number
    else:
        yield from _of_predicate(tree, cue)


def _number_before(tree: Tree, cue: int) -> int | None:
    """The bare number of 'and forty injured', where nobody is named between."""
    return next((k for k in tree.kids[cue] if k == cue - 1 and tree.tags[k] == "CD"), None)


def _of_predicate(tree: Tree, cue: int) -> Iterator[int]:
    """'left twelve soldiers dead', 'were found dead', 'militants left dead', 'lay dead'."""
    verb = tree.heads[cue]
    people = tree.child(verb, "dobj", "nsubjpass")
    if people is None and tree.deps[verb] in ("acl", "relcl"):
        people = tree.heads[verb]
    if people is None:
        people = tree.child(verb, "nsubj")
    if people is not None:
        yield from _joined(tree, _antecedent(tree, people, verb))


def _joined(tree: Tree, head: int) -> Iterator[int]:
    yield head
    for kid in tree.kids[head]:
        if tree.deps[kid] == "conj" and tree.tags[kid] in NOUN_TAGS | {"CD"}:
            yield from _joined(tree, kid)


def phrase_bounds(tree: Tree, head: int) -> tuple[int, int]:
    """The words of one of several joined phrases: all below its head but what 'and' and clauses add."""
    apart = [
        k
        for k in tree.kids[head]
        if tree.deps[k] in ("conj", "cc", "relcl", "acl", "appos", "punct") and k > head
    ]
    first = min(
        [head, *(tree.lefts[k] for k in tree.kids[head] if k < head and tree.deps[k] not in ("cc", "punct"))]
    )
    last = min([tree.rights[head], *(tree.lefts[k] - 1 for k in apart)])
    return first, max(head, last)
