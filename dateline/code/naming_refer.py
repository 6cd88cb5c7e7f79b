"""Leading 'the group', 'the minister', 'who' and 'I' back to the phrase they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.code.naming_cast import Cast, Figure
from dateline.code.naming_phrases import Phrase, is_relative
from dateline.code.naming_pronouns import REACH, Setting
from dateline.code.naming_tree import Tree
from dateline.code.naming_words import DEMONSTRATIVES, SPEAKER_PRONOUNS, NamingWords


def find_referent(setting: Setting, word: int) -> tuple[Phrase | None, str]:
    """The phrase that the pronoun or definite noun at `word` stands for, and why; None where nothing fits."""
    cast, tree = setting.cast, setting.cast.tree
    phrase = cast.at.get(word)
    if is_relative(tree, word) and phrase is None:
        return _antecedent(cast, word), "the relative clause hangs on it"
    if phrase is None:
        return None, ""
    if phrase.kind == "pronoun":
        if tree.lowers[word] in SPEAKER_PRONOUNS:
            return _speaker(setting, word), "it is said by the speaker of the quotation"
        return setting.resolved.get(word), "the nearest fitting phrase before it"
    if phrase.kind == "common":
        return _same_noun(cast, phrase, setting.words)
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


def _speaker(setting: Setting, word: int) -> Phrase | None:
    covering = [s for s in setting.speeches if s.first <= word <= s.last and s.speaker != word]
    if not covering:
        return None
    return setting.cast.at.get(min(covering, key=lambda s: s.last - s.first).speaker)


def _is_definite(tree: Tree, phrase: Phrase) -> bool:
    return tree.lowers[phrase.first] in DEMONSTRATIVES or tree.tags[phrase.head] in ("NNS",)


def _same_noun(cast: Cast, phrase: Phrase, words: NamingWords) -> tuple[Phrase | None, str]:
    """'the minister': who bore that title; 'the group': the body named before; else the same noun, fuller."""
    lemma = cast.tree.lemmas[phrase.head].lower()
    definite = _is_definite(cast.tree, phrase)
    countries = _countries_in(cast, phrase)
    if phrase.nature == "person" and not phrase.plural and (definite or countries):
        titled = _titled(cast, phrase, lemma, countries)
        if titled is not None:
            return titled, f"the one who is called {lemma!r}"
    if not definite:
        return None, ""
    before = [p for p in cast.phrases if p.head < phrase.head]
    if not phrase.plural and cast.tree.lowers[phrase.first] in DEMONSTRATIVES:
        ends = [p for p in before if p.kind == "name" and cast.tree.lowers[p.head] == lemma]
        if ends and phrase.first == phrase.head - 1:
            return ends[-1], f"the name before that ends in {lemma!r}"
    own = set(cast.tree.lowers[phrase.first + 1 : phrase.head]) - DEMONSTRATIVES
    if phrase.nature == "body" and words.bodies[lemma] == "group" and not own and not phrase.plural:
        named = _named_group(cast, phrase, before)
        if named is not None:
            return named, "the body named before"
    return _fuller(cast, phrase, lemma, own, before), f"{lemma!r} stands before with more words"


def _countries_in(cast: Cast, phrase: Phrase) -> set[str]:
    return {cast.countries[i] for i in range(phrase.first, phrase.head) if i in cast.countries}


def _titled(cast: Cast, phrase: Phrase, lemma: str, countries: set[str]) -> Phrase | None:
    """The last name before that bears the title; with a country ("Iraq's president") also a later one."""
    tree = cast.tree
    own = {w for w in tree.lowers[phrase.first : phrase.head] if w.isalpha()} - DEMONSTRATIVES
    own -= {tree.lowers[i] for i in range(phrase.first, phrase.head) if i in cast.countries}
    fits = [p for p in cast.phrases if p.kind == "name" and _bears(cast, p, lemma, own, countries)]
    before = [p for p in fits if p.head < phrase.head]
    if before:
        return before[-1]
    return fits[0] if fits and countries else None


def _bears(cast: Cast, phrase: Phrase, lemma: str, own: set[str], countries: set[str]) -> bool:
    """Whether a name goes with the title `lemma`, its further words and, where one is said, its country."""
    figure = cast.figures.get(phrase.head)
    if figure is None or lemma not in figure.title or not own <= figure.title | SMALL:
        return False
    return not countries or figure.country in countries


SMALL = frozenset({"s", "of", "then", "new", "current", "country", "state"})
"""Words beside a title that do not tell two bearers apart."""


def _fuller(cast: Cast, phrase: Phrase, lemma: str, own: set[str], before: Sequence[Phrase]) -> Phrase | None:
    """The last phrase before with the same noun, the same number and more words."""
    tree = cast.tree
    for p in reversed(before):
        same = p.kind == "common" and p.plural == phrase.plural and tree.lemmas[p.head].lower() == lemma
        if (
            same
            and p.head - p.first > phrase.head - phrase.first
            and own <= set(tree.lowers[p.first : p.head])
        ):
            return p
    return None


def _named_group(cast: Cast, phrase: Phrase, before: Sequence[Phrase]) -> Phrase | None:
    """The last name before that may be a group: no person, no country, no place."""
    for candidate in reversed(before):
        if cast.tree.sents[phrase.head] - cast.tree.sents[candidate.head] > REACH:
            return None
        figure = cast.figures.get(candidate.head)
        if figure is None or figure.nature not in ("body", "open") or any(p.placed for p in figure.phrases):
            continue
        if candidate.bare[1] in cast.countries:
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
