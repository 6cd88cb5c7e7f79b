"""Leading a pronoun or 'the group', 'the minister' back to the phrase it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.code.naming_cast import Cast, Figure
from dateline.code.naming_phrases import Phrase, is_relative
from dateline.code.naming_tree import Tree
from dateline.code.naming_words import (
    DEMONSTRATIVES,
    GROUP_PRONOUNS,
    SPEAKER_PRONOUNS,
    THING_PRONOUNS,
    NamingWords,
)

REACH = 5
"""Sentences back in which the words before a pronoun are looked for."""
FAR, SUBJECT, NAME, OFTEN, OWNED, ASIDE = -1.0, 1.2, 0.6, 0.15, -0.4, -0.5
"""What a sentence of distance, being a subject, being a name, each further use of it, standing as an owner or
after a preposition add to a candidate."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words `first`..`last` spoken by the phrase whose head is `speaker`."""

    first: int
    last: int
    speaker: int


def find_referent(
    cast: Cast, word: int, speeches: Sequence[Speech], words: NamingWords
) -> tuple[Phrase | None, str]:
    """The phrase that the pronoun or definite noun at `word` stands for, and why; None where nothing fits."""
    tree = cast.tree
    lower = tree.lowers[word]
    phrase = cast.at.get(word)
    if is_relative(tree, word) and phrase is None:
        return _antecedent(cast, word), "the relative clause hangs on it"
    if phrase is None:
        return None, ""
    if phrase.kind == "pronoun":
        if lower in SPEAKER_PRONOUNS:
            return _speaker(cast, word, speeches), "it is said by the speaker of the quotation"
        if _is_empty(tree, word):
            return None, ""
        return _best(cast, phrase, speeches), "the nearest fitting phrase before it"
    if phrase.kind == "common" and _is_definite(tree, phrase):
        return _same_noun(cast, phrase, words)
    return None, ""


def _antecedent(cast: Cast, word: int) -> Phrase | None:
    """The noun a relative clause hangs on; of several joined ones the last, where the verb is singular."""
    tree = cast.tree
    for above in tree.above(word):
        if tree.deps[above] in ("relcl", "acl"):
            noun = tree.heads[above]
            singular = any(
                tree.lowers[i] in ("was", "is", "has") for i in range(word + 1, min(word + 3, len(tree)))
            )
            while singular or tree.words[word - 1] in ("—", "–", "-"):
                joined = [k for k in tree.kids[noun] if tree.deps[k] == "conj" and k < word and k in cast.at]
                if not joined:
                    break
                noun = joined[-1]
            return cast.at.get(noun)
    beside = word - 2 if word > 1 and tree.words[word - 1] == "," else word - 1
    return next((p for p in cast.phrases if p.last == beside), None)


def _speaker(cast: Cast, word: int, speeches: Sequence[Speech]) -> Phrase | None:
    covering = [s for s in speeches if s.first <= word <= s.last and s.speaker != word]
    if not covering:
        return None
    return cast.at.get(min(covering, key=lambda s: s.last - s.first).speaker)


def _is_empty(tree: Tree, word: int) -> bool:
    """The 'it' of 'it is vital that', 'it was reported that', which stands for nothing."""
    verb = tree.heads[word]
    if tree.lowers[word] != "it" or tree.deps[word] not in ("nsubj", "nsubjpass"):
        return False
    kids = {tree.deps[k] for k in tree.kids[verb]}
    if tree.deps[word] == "nsubjpass":
        return "ccomp" in kids
    return tree.lemmas[verb] == "be" and bool(kids & {"ccomp", "xcomp", "advcl", "acl", "prep"})


def _is_definite(tree: Tree, phrase: Phrase) -> bool:
    return tree.lowers[phrase.first] in DEMONSTRATIVES or tree.tags[phrase.head] in ("NNS",)


def _best(cast: Cast, pronoun: Phrase, speeches: Sequence[Speech]) -> Phrase | None:
    """The best-scored candidate before the pronoun; the later of two equals."""
    scored = [(_score(cast, pronoun, c, speeches), c.head, c) for c in _candidates(cast, pronoun)]
    return max(scored, key=lambda s: s[:2])[2] if scored else None


def _candidates(cast: Cast, pronoun: Phrase) -> Iterator[Phrase]:
    tree = cast.tree
    sentence = tree.sents[pronoun.head]
    verb = tree.heads[pronoun.head]
    owned = tree.tags[pronoun.head] == "PRP$" or tree.lowers[pronoun.head].endswith(("self", "selves"))
    for phrase in reversed([p for p in cast.phrases if p.head < pronoun.head]):
        if sentence - tree.sents[phrase.head] > REACH:
            return
        together = tree.heads[phrase.head] == verb and not owned
        if (
            not together
            and _fits(cast, pronoun, phrase)
            and not tree.lefts[phrase.head] <= pronoun.head <= phrase.last
        ):
            yield phrase


def _fits(cast: Cast, pronoun: Phrase, phrase: Phrase) -> bool:
    figure = cast.figures.get(phrase.head)
    nature = figure.nature if figure else phrase.nature
    gender = figure.gender if figure else phrase.gender
    lower = cast.tree.lowers[pronoun.head]
    if phrase.kind == "pronoun":
        return False
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


def _score(cast: Cast, pronoun: Phrase, phrase: Phrase, speeches: Sequence[Speech]) -> float:
    tree = cast.tree
    score = FAR * min(tree.sents[pronoun.head] - tree.sents[phrase.head], REACH)
    role = tree.deps[phrase.head]
    if role == "appos":
        role = tree.deps[tree.heads[phrase.head]]
    by = role == "pobj" and tree.deps[tree.heads[phrase.head]] == "agent"
    score += SUBJECT if phrase.subject or by or role in ("nsubj", "nsubjpass") else 0.0
    score += NAME if phrase.kind == "name" else 0.0
    figure = cast.figures.get(phrase.head)
    if figure is not None:
        score += OFTEN * min(sum(p.head < pronoun.head for p in figure.phrases), 6)
    score += OWNED if tree.deps[phrase.head] == "poss" else 0.0
    score += ASIDE if (role == "pobj" and not by) or role == "conj" else 0.0
    score += 2 * ASIDE if phrase.placed else 0.0
    if pronoun.plural and not (phrase.plural or _is_several(tree, phrase)):
        score += 3 * ASIDE if phrase.bare[1] in cast.countries else ASIDE
    return score


def _same_noun(cast: Cast, phrase: Phrase, words: NamingWords) -> tuple[Phrase | None, str]:
    """'the minister': who bore that title; 'the group': the body named before; else the same noun, fuller."""
    tree = cast.tree
    lemma = tree.lemmas[phrase.head].lower()
    before = [p for p in cast.phrases if p.head < phrase.head]
    own = set(tree.lowers[phrase.first + 1 : phrase.head]) - DEMONSTRATIVES
    if phrase.nature == "person":
        titled = next((p for p in reversed(before) if p.kind == "name" and _bears(cast, p, lemma, own)), None)
        if titled is not None:
            return titled, f"the one who was called {lemma!r} before"
    if phrase.nature == "body" and words.bodies[lemma] == "group" and not own and not phrase.plural:
        named = _named_group(cast, phrase, before, words)
        if named is not None:
            return named, "the body named before"
    same = [
        p
        for p in before
        if p.kind == "common" and tree.lemmas[p.head].lower() == lemma and p.plural == phrase.plural
    ]
    fuller = [
        p
        for p in same
        if p.head - p.first > phrase.head - phrase.first and own <= set(tree.lowers[p.first : p.head])
    ]
    if fuller:
        return fuller[-1], f"{lemma!r} stands before with more words"
    return None, ""


def _bears(cast: Cast, phrase: Phrase, lemma: str, own: set[str]) -> bool:
    figure = cast.figures.get(phrase.head)
    return figure is not None and lemma in figure.title and own <= figure.title | {"prime", "foreign"}


def _named_group(cast: Cast, phrase: Phrase, before: Sequence[Phrase], words: NamingWords) -> Phrase | None:
    """The last name before that may be a group: no person, no country, no place."""
    for candidate in reversed(before):
        if cast.tree.sents[phrase.head] - cast.tree.sents[candidate.head] > REACH:
            return None
        figure = cast.figures.get(candidate.head)
        if figure is None or figure.nature not in ("body", "open") or candidate.placed:
            continue
        if all(i in cast.countries for i in range(candidate.bare[0], candidate.bare[1] + 1)):
            continue
        if candidate.subject or figure.nature == "body" or len(figure.phrases) > 1:
            return candidate
    return None


def own_body(tree: Tree, phrase: Phrase, words: NamingWords) -> int | None:
    """The 'its' of 'its forces', the 'his' of 'his supporters': the pronoun's word, or None."""
    for kid in tree.kids[phrase.head]:
        if tree.tags[kid] in ("PRP$", "WP$") and tree.deps[kid] == "poss":
            return kid
    return None


def named_apart(tree: Tree, cast: Cast, head: int, words: NamingWords) -> int | None:
    """The name beside a common noun: 'the prime minister, Malcolm Turnbull', 'a number of officials'."""
    phrase = cast.at.get(head)
    if phrase is not None and phrase.kind != "common":
        return None
    for kid in tree.kids[head]:
        beside = cast.figures.get(kid)
        if tree.deps[kid] == "appos" and beside is not None and beside.nature in ("person", "open", "body"):
            return kid
    if phrase is not None and phrase.nature == "person":
        after = _name_after(tree, cast, phrase.last + 1)
        if after is not None:
            return after
    if tree.lowers[head] in words.quantities:
        of = next((k for k in tree.kids[head] if tree.deps[k] == "prep" and tree.lowers[k] == "of"), None)
        return tree.child(of, "pobj") if of is not None else None
    return None


def _name_after(tree: Tree, cast: Cast, begin: int) -> int | None:
    """The head of a person's name that begins at `begin`, or after 'of …' and a comma."""
    for i in range(begin, min(begin + 8, len(tree) - 1)):
        if tree.words[i] == ",":
            begin = i + 1
            break
        if not (tree.words[i][:1].isupper() or tree.lowers[i] in ("of", "for", "the", "and")):
            break
    for head in range(begin, min(begin + 5, len(tree))):
        if head in cast.figures and cast.at[head].first == begin:
            return head if cast.figures[head].nature in ("person", "open") else None
    return _name_of_office(tree, cast, begin)


def _name_of_office(tree: Tree, cast: Cast, begin: int) -> int | None:
    """The head of the name that runs on from an office: 'Minister for Trade | Ana Ruiz'."""
    if begin >= len(tree) or tree.lowers[begin] not in ("of", "for"):
        return None
    following = range(begin + 1, min(begin + 8, len(tree)))
    end = (
        next((i for i in following if not tree.words[i][:1].isupper() and tree.lowers[i] != "the"), begin) - 1
    )
    figure = cast.figures.get(end)
    if figure is None or figure.nature != "person" or cast.at[end].bare[0] <= begin + 1:
        return None
    return end


def fullest_name(figure: Figure) -> str:
    """The fullest name of a figure, without a possessive ending."""
    return figure.name.removesuffix("'s").removesuffix("’s")
