"""Leading he, she, it and they back to the phrase they stand for, in the order of the text.

Candidates before the pronoun are scored by distance, role and kind, after the salience factors of Lappin
and Leass (1994), "An Algorithm for Pronominal Anaphora Resolution"; a pronoun already led back counts as a
use of its name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.code.naming_cast import Cast
from dateline.code.naming_phrases import Phrase
from dateline.code.naming_tree import Tree
from dateline.code.naming_words import GROUP_PRONOUNS, SPEAKER_PRONOUNS, THING_PRONOUNS, NamingWords

REACH = 5
"""Sentences back in which the words before a pronoun are looked for."""
FAR, SUBJECT, NAME, OFTEN, OWNED, ASIDE = -1.4, 1.2, 0.6, 0.15, -0.4, -0.5
"""What a sentence of distance, being a subject, being a name, each further use of it, standing as an owner or
after a preposition add to a candidate."""
TELLER, WITHIN = 0.6, -1.5
"""What it adds that both tell something; that only the candidate stands in a quotation."""
NEAR = 90
"""Phrases back at most."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words `first`..`last` spoken by the phrase whose head is `speaker`."""

    first: int
    last: int
    speaker: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What pronouns are led back in: who appears, speaks and tells, and what was led back so far."""

    cast: Cast
    speeches: tuple[Speech, ...]
    tellers: frozenset[int]
    words: NamingWords
    resolved: dict[int, Phrase] = field(default_factory=dict)

    def spoken(self, word: int) -> bool:
        """Whether `word` stands in somebody's quotation."""
        return any(s.first <= word <= s.last for s in self.speeches)


def lead_back(setting: Setting) -> None:
    """Fill `setting.resolved`: the phrase that each third-person pronoun stands for, where one fits."""
    cast = setting.cast
    heads = [p.head for p in cast.phrases]
    for phrase in cast.phrases:
        lower = cast.tree.lowers[phrase.head]
        if phrase.kind != "pronoun" or lower in SPEAKER_PRONOUNS or _is_empty(cast.tree, phrase.head):
            continue
        place = bisect_left(heads, phrase.head)
        found = _best(setting, phrase, cast.phrases[max(0, place - NEAR) : place])
        if found is not None:
            setting.resolved[phrase.head] = found


def _is_empty(tree: Tree, word: int) -> bool:
    """The 'it' of 'it is vital that', 'it was reported that', which stands for nothing."""
    verb = tree.heads[word]
    if tree.lowers[word] != "it" or tree.deps[word] not in ("nsubj", "nsubjpass"):
        return False
    kids = {tree.deps[k] for k in tree.kids[verb]}
    if tree.deps[word] == "nsubjpass":
        return "ccomp" in kids
    return tree.lemmas[verb] == "be" and bool(kids & {"ccomp", "xcomp", "advcl", "acl", "prep"})


def _best(setting: Setting, pronoun: Phrase, near: Sequence[Phrase]) -> Phrase | None:
    """What the best-scored candidate before the pronoun stands for; the later of two equals."""
    scored = [(_score(setting, pronoun, c), c.head, c) for c in _candidates(setting, pronoun, near)]
    if not scored:
        return None
    best = max(scored, key=lambda s: s[:2])[2]
    return setting.resolved.get(best.head, best) if best.kind == "pronoun" else best


def _candidates(setting: Setting, pronoun: Phrase, near: Sequence[Phrase]) -> Iterator[Phrase]:
    tree = setting.cast.tree
    sentence = tree.sents[pronoun.head]
    verb = tree.heads[pronoun.head]
    owned = tree.tags[pronoun.head] == "PRP$" or tree.lowers[pronoun.head].endswith(("self", "selves"))
    for phrase in reversed(near):
        if sentence - tree.sents[phrase.head] > REACH:
            return
        together = tree.heads[phrase.head] == verb and not owned
        if (
            not together
            and _fits(setting, pronoun, phrase)
            and not tree.lefts[phrase.head] <= pronoun.head <= phrase.last
        ):
            yield phrase


def _fits(setting: Setting, pronoun: Phrase, phrase: Phrase) -> bool:
    cast = setting.cast
    figure = cast.figures.get(phrase.head)
    nature = figure.nature if figure else phrase.nature
    gender = figure.gender if figure else phrase.gender
    lower = cast.tree.lowers[pronoun.head]
    if phrase.kind == "pronoun":
        alike = phrase.gender == pronoun.gender and phrase.plural == pronoun.plural
        return (
            alike
            and phrase.head in setting.resolved
            and cast.tree.lowers[phrase.head] not in SPEAKER_PRONOUNS
        )
    if pronoun.gender:
        return (
            nature in ("person", "open")
            and not phrase.plural
            and gender in ("", pronoun.gender)
            and not (nature == "open" and (phrase.placed or figure is None))
        )
    if lower in GROUP_PRONOUNS:
        return (
            nature in ("people", "body")
            or (phrase.plural and nature != "thing")
            or _is_several(cast.tree, phrase)
        )
    if lower in THING_PRONOUNS:
        return nature in ("body", "open") and not phrase.plural and phrase.kind in ("name", "common")
    return False


def _is_several(tree: Tree, phrase: Phrase) -> bool:
    """'Turkey and Russia': the first of several joined names."""
    return any(tree.deps[k] == "conj" for k in tree.kids[phrase.head])


def _score(setting: Setting, pronoun: Phrase, phrase: Phrase) -> float:
    cast, tree = setting.cast, setting.cast.tree
    score = FAR * min(tree.sents[pronoun.head] - tree.sents[phrase.head], REACH)
    role = tree.deps[phrase.head]
    if role == "appos":
        role = tree.deps[tree.heads[phrase.head]]
    by = role == "pobj" and tree.deps[tree.heads[phrase.head]] == "agent"
    score += SUBJECT if phrase.subject or by or role in ("nsubj", "nsubjpass") else 0.0
    meant = setting.resolved.get(phrase.head, phrase)
    score += NAME if meant.kind == "name" else 0.0
    score += TELLER if pronoun.head in setting.tellers and phrase.head in setting.tellers else 0.0
    score += WITHIN if setting.spoken(phrase.head) and not setting.spoken(pronoun.head) else 0.0
    figure = cast.figures.get(meant.head)
    if figure is not None:
        score += OFTEN * min(sum(p.head < pronoun.head for p in figure.phrases), 6)
    score += OWNED if tree.deps[phrase.head] == "poss" else 0.0
    score += ASIDE if (role == "pobj" and not by) or role == "conj" else 0.0
    score += 2 * ASIDE if phrase.placed else 0.0
    if pronoun.plural and not (phrase.plural or _is_several(tree, phrase)):
        score += 3 * ASIDE if phrase.bare[1] in cast.countries else ASIDE
    return score
