"""The phrases of a report that stand for someone or something: names, common nouns and pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from anyascii import anyascii

from dateline.code.naming_tree import NAME_TAGS, NOUN_TAGS, Tree
from dateline.code.naming_words import (
    GROUP_PRONOUNS,
    PERSON_PRONOUNS,
    RELATIVES,
    SPEAKER_PRONOUNS,
    THING_PRONOUNS,
    NamingWords,
)

Kind = Literal["name", "common", "pronoun"]
Nature = Literal["person", "people", "body", "thing", "open"]
PRONOUNS = frozenset(PERSON_PRONOUNS) | SPEAKER_PRONOUNS | GROUP_PRONOUNS | THING_PRONOUNS
_INNER = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "advmod", "punct"}
)
_PLACING = frozenset(
    {"in", "at", "near", "from", "to", "into", "around", "outside", "inside", "across", "through"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, as word indices: its head, its own words (`first`..`last`), and for a name the bare name.

    `nature` is what it stands for ('open' where its words do not tell), `gender` 'male', 'female' or ''.
    `title` holds the nouns that go with a name ("foreign minister"), `placed` says that it stands after a
    preposition of place.
    """

    head: int
    first: int
    last: int
    kind: Kind
    nature: Nature
    plural: bool
    gender: str
    subject: bool
    placed: bool
    bare: tuple[int, int]
    title: frozenset[str] = frozenset()


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """`text` in lower-case ASCII, for comparing spellings."""
    return (text if text.isascii() else anyascii(text)).lower()


def find_phrases(tree: Tree, words: NamingWords) -> list[Phrase]:
    """Every phrase of a report in the order of its heads."""
    found = []
    cased = is_cased(tree)
    for head, tag in enumerate(tree.tags):
        if tag in NOUN_TAGS and not _is_part(tree, head):
            found.append(_noun_phrase(tree, head, words, cased))
        elif tag in ("PRP", "PRP$") and tree.lowers[head] in PRONOUNS:
            found.append(_pronoun(tree, head))
    return found


def _is_part(tree: Tree, head: int) -> bool:
    """Whether a noun is part of the one after it; a name before a common noun ("Trump aides") is not."""
    if tree.deps[head] != "compound" or tree.heads[head] <= head:
        return False
    ends = tree.tags[head] in NAME_TAGS and head + 1 < len(tree) and tree.tags[head + 1] not in NAME_TAGS
    return not (
        ends and tree.tags[tree.heads[head]] not in NAME_TAGS and tree.words[head + 1] not in ("-", "–")
    )


def is_cased(tree: Tree) -> bool:
    """Whether capitals tell names apart: more than one word in fifty, and not nearly all, have one."""
    capitals = sum(word[:1].isupper() for word in tree.words)
    return len(tree) / 50 < capitals < len(tree) * 0.8


def _pronoun(tree: Tree, head: int) -> Phrase:
    lower = tree.lowers[head]
    gender = PERSON_PRONOUNS.get(lower, "")
    nature: Nature = "person" if gender or lower in SPEAKER_PRONOUNS else "open"
    plural = lower in GROUP_PRONOUNS
    return Phrase(
        head, head, head, "pronoun", nature, plural, gender, _is_subject(tree, head), False, (head, head)
    )


def _is_subject(tree: Tree, head: int) -> bool:
    return tree.deps[head] in ("nsubj", "nsubjpass") or (
        tree.deps[head] == "conj" and tree.deps[tree.heads[head]] in ("nsubj", "nsubjpass")
    )


def _noun_phrase(tree: Tree, head: int, words: NamingWords, cased: bool) -> Phrase:
    first = min((tree.lefts[k] for k in tree.kids[head] if k < head and tree.deps[k] in _INNER), default=head)
    first = _same_line(tree, first, head)
    placed = _is_placed(tree, head, words)
    plural = tree.tags[head] in ("NNS", "NNPS")
    subject = _is_subject(tree, head)
    is_name = tree.tags[head] in NAME_TAGS and (not cased or tree.words[head][:1].isupper())
    is_name = is_name and (tree.lowers[head] not in words.persons or _is_last_name(tree, head, words))
    if is_name:
        bare = _bare_name(tree, head, first, words)
        title = _titles(tree, head, first, bare, words)
        nature = _name_nature(tree, head, bare, title, words)
        gender, last = _gender(title, words), max(head, bare[1])
        return Phrase(head, first, last, "name", nature, plural, gender, subject, placed, bare, title)
    lemma = tree.lemmas[head].lower()
    title = frozenset(w for w in tree.lowers[first : head + 1] if w in words.persons) | {lemma}
    nature = _common_nature(lemma, plural, words)
    gender = _gender(title, words) if nature == "person" else ""
    return Phrase(head, first, head, "common", nature, plural, gender, subject, placed, (head, head), title)


def _same_line(tree: Tree, first: int, head: int) -> int:
    """The first word of a phrase, after any line break within it."""
    for i in range(head, first, -1):
        if "\n" in tree.text[tree.ends[i - 1] : tree.starts[i]] or "\n" in tree.words[i - 1]:
            return i
    return first


def _is_placed(tree: Tree, head: int, words: NamingWords) -> bool:
    """After a preposition of place, or after 'village of', 'city of'."""
    if tree.deps[head] != "pobj":
        return False
    at = tree.heads[head]
    return tree.lowers[at] in _PLACING or (
        tree.lowers[at] == "of" and tree.lemmas[tree.heads[at]] in words.place_names
    )


def _common_nature(lemma: str, plural: bool, words: NamingWords) -> Nature:
    if lemma in words.persons:
        return "people" if plural else "person"
    if lemma in words.bodies:
        return "body"
    if lemma in (
        "people",
        "civilian",
        "protester",
        "demonstrator",
        "supporter",
        "member",
        "voter",
        "migrant",
    ):
        return "people"
    return "thing"


def _bare_name(tree: Tree, head: int, first: int, words: NamingWords) -> tuple[int, int]:
    """The run of capitals that ends in `head`, without titles, with 'of …' where a body's name goes on."""
    begin = head
    while begin > first and _joins(tree, begin - 1, first, words):
        begin -= 1
    while begin < head and (tree.lowers[begin] in words.name_links or not tree.words[begin][:1].isalnum()):
        begin += 0 if tree.lowers[begin] in ("al", "el", "abu", "bin", "ibn", "de", "la") else 1
        if tree.lowers[begin] in ("al", "el", "abu", "bin", "ibn", "de", "la"):
            break
    begin = _after_office(tree, begin, head, words)
    titled = [i for i in range(begin, head) if _is_title(tree.lowers[i], words)]
    if titled and not any(tree.lowers[i] in words.body_names for i in range(titled[-1] + 1, head + 1)):
        begin = titled[-1] + 1
        while begin < head and not tree.words[begin][:1].isalnum():
            begin += 1
    return begin, _name_end(tree, head, words)


def _after_office(tree: Tree, begin: int, head: int, words: NamingWords) -> int:
    """Past the office that runs into a name: 'Secretary of | State John Kerry'."""
    last = tree.lowers[head] in words.place_names or tree.lowers[head] in words.body_names
    office = any(tree.lowers[i] in words.persons for i in range(max(0, begin - 3), begin))
    if office and head - begin >= 2 and not last and tree.lowers[begin - 1] in ("of", "for", "the"):
        return head - 1
    placing = [i for i in range(begin, head - 1) if tree.lowers[i] in words.place_names]
    return placing[-1] + 1 if placing and not last and head - begin >= 3 else begin


def _is_title(lower: str, words: NamingWords) -> bool:
    return lower in words.honorifics or lower in words.persons


def _joins(tree: Tree, i: int, first: int, words: NamingWords) -> bool:
    if tree.tags[i] in NAME_TAGS or tree.words[i] in ("-", "–"):
        return True
    if tree.words[i][:1].isupper() and tree.tags[i] in ("JJ", "NN", "NNS", "VBN", "VBG"):
        return True
    return (
        tree.lowers[i] in words.name_links
        and i > first
        and tree.words[i - 1][:1].isupper()
        and tree.lowers[i] not in ("of", "the", "and", "for", "an", "as", "'", "’")
    )


def _name_end(tree: Tree, head: int, words: NamingWords) -> int:
    """'Ministry' of Defence, 'Observatory' for Human Rights: the name goes on after its head."""
    if tree.lowers[head] not in words.body_names:
        return head
    at = tree.child(head, "prep")
    if at is None or at != head + 1 or tree.lowers[at] not in ("of", "for", "in"):
        return head
    last = tree.rights[at]
    inner = range(at + 1, last + 1)
    if last - at > 6 or not all(
        tree.words[i][:1].isupper() or tree.lowers[i] in words.name_links for i in inner
    ):
        return head
    return last


def _titles(tree: Tree, head: int, first: int, bare: tuple[int, int], words: NamingWords) -> frozenset[str]:
    """The person nouns before the name, or in the apposition beside it."""
    near = set(tree.lowers[first : bare[0]])
    for kid in tree.kids[head]:
        if tree.deps[kid] == "appos" and tree.tags[kid] in NOUN_TAGS:
            near.update(tree.lowers[tree.lefts[kid] : kid + 1])
    up = tree.heads[head]
    if tree.deps[head] == "appos" and tree.tags[up] in NOUN_TAGS:
        near.update(tree.lowers[tree.lefts[up] : up + 1])
    return frozenset(w for w in near if _is_title(w, words))


def _name_nature(
    tree: Tree, head: int, bare: tuple[int, int], title: frozenset[str], words: NamingWords
) -> Nature:
    run = tree.lowers[bare[0] : bare[1] + 1]
    if any(w in words.body_names for w in run):
        return "body"
    if any(w in words.place_names for w in run) or _is_month(tree, head):
        return "thing"
    if title & words.persons or title & {
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "gen",
        "gen.",
        "sir",
    }:
        return "person"
    return "open"


def _is_last_name(tree: Tree, head: int, words: NamingWords) -> bool:
    """'Julie Bishop': a title's word after a first name."""
    before = head - 1
    return (
        tree.lowers[head] in words.last_names
        and before >= 0
        and tree.tags[before] in NAME_TAGS
        and tree.heads[before] == head
        and not _is_title(tree.lowers[before], words)
        and tree.lowers[before] not in words.body_names
    )


def _is_month(tree: Tree, head: int) -> bool:
    """'May 6', '6 May', 'in March': a month, not a name."""
    if tree.lowers[head] not in ("may", "march"):
        return False
    beside = [i for i in (head - 1, head + 1) if 0 <= i < len(tree)]
    return any(
        tree.words[i][:1].isdigit() or tree.lowers[i] in ("in", "since", "last", "early", "late")
        for i in beside
    )


def _gender(title: frozenset[str], words: NamingWords) -> str:
    female, male = bool(title & words.female), bool(title & words.male)
    return "female" if female and not male else "male" if male and not female else ""


def is_relative(tree: Tree, word: int) -> bool:
    """Whether `word` is a relative pronoun of a clause that hangs on a noun."""
    return tree.lowers[word] in RELATIVES and tree.tags[word] in ("WP", "WDT", "WP$", "IN")
