"""Who a cue hands the word to, as links of a chain: each source that speaks, and the outlet it was told."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.code.chain_cues import Cue, paper_owner
from dateline.code.chain_words import CueWords
from dateline.code.naming import Named, Names
from dateline.code.naming_phrases import Phrase, fold
from dateline.code.naming_tree import NAME_TAGS, NOUN_TAGS, Tree
from dateline.model import Chain, SourceLink, Span

_SPEAKING_WORDS = frozenset((
    "another", "others", "some", "many", "several", "both", "two", "three", "all", "one", "most", "few",
    "those",
))  # fmt: skip


def sources_of(
    tree: Tree, cue: Cue, names: Names, words: CueWords, *, outlet: str | None = None
) -> Iterator[Chain]:
    """The sources of one cue, one for each of several that are joined, outermost link first.

    `outlet`, who publishes the report, is left out.
    """
    for source in _joined(tree, cue.source):
        link = _link(tree, cue, source, names, words)
        if link is not None and not _is_outlet(link.name, outlet):
            yield (*_hearer(tree, cue, names, words, outlet), link)


def _joined(tree: Tree, source: int | None) -> Iterator[int | None]:
    """'aid workers and residents': each of them."""
    while source is not None:
        yield source
        following = next(
            (k for k in tree.kids[source] if tree.deps[k] == "conj" and tree.tags[k] in NOUN_TAGS), None
        )
        source = following
        if source is None:
            return
    yield None


def _link(tree: Tree, cue: Cue, source: int | None, names: Names, words: CueWords) -> SourceLink | None:
    if source is None:
        why = "nobody in particular is named"
        name = words.reports
        return SourceLink(tree.span(cue.word, cue.word), name, names.codebook.source_kind(name), why)
    head = source
    if tree.lowers[source] in ("it", "which") and cue.manner == "show":
        head = source = _paper_before(tree, source, words)
    if tree.lemmas[source] in words.papers:
        head = paper_owner(tree, source) or source
    phrase = names.cast.at.get(head)
    if _cannot_speak(tree, cue, head, phrase, words):
        return None
    named = names.of_head(head)
    span = tree.span(phrase.first, phrase.last) if phrase else tree.span(head, head)
    if phrase is not None and phrase.kind == "pronoun" and named.referent is None:
        return None
    entry = names.codebook.find_source(named.name)
    name = entry.name if entry else _speaking_name(names, named)
    return SourceLink(span, name, entry.kind if entry else _kind(names, named, span), named.why)


def _paper_before(tree: Tree, word: int, words: CueWords) -> int:
    """The paper that an 'it' stands for ("The report … it details …"), or the word itself."""
    back = range(word - 1, max(-1, word - 50), -1)
    return next((w for w in back if tree.lemmas[w] in words.papers and tree.tags[w] in NOUN_TAGS), word)


def _speaking_name(names: Names, named: Named) -> str:
    """A state speaks through its government."""
    if named.id is None or not named.id.startswith("state:") or named.country is None:
        return named.name
    return names.words.country_names["government"].format(
        country=names.codebook.nationalities[named.country].name
    )


def _cannot_speak(tree: Tree, cue: Cue, head: int, phrase: Phrase | None, words: CueWords) -> bool:
    """A thing that is no paper, or nobody at all ("any person who says")."""
    if phrase is None:
        return tree.lowers[head] not in _SPEAKING_WORDS and tree.tags[head] not in NAME_TAGS
    if tree.lowers[phrase.first] in ("any", "no", "every", "what", "whatever"):
        return True
    if phrase.kind != "common" or phrase.nature != "thing" or cue.manner == "show" or cue.shape == "clause":
        return False
    return tree.lemmas[head] not in words.papers and tree.lemmas[head] not in words.speaking_things


def _kind(names: Names, named: Named, span: Span) -> str:
    """The source's kind, by its words here first (they carry the title), else by its name."""
    here = names.codebook.source_kind(span.text)
    return here if here != "unnamed" else names.codebook.source_kind(named.name)


def _hearer(tree: Tree, cue: Cue, names: Names, words: CueWords, outlet: str | None) -> Chain:
    """The other outlet that was told ("told the Times"), as the outer link."""
    head = cue.hearer
    if head is None:
        return ()
    phrase = names.cast.at.get(head)
    first, last = (phrase.first, phrase.last) if phrase else (head, head)
    capitals = [i for i in range(first, last + 1) if tree.tags[i] in NAME_TAGS]
    if not capitals:
        return ()
    span = tree.span(capitals[0], capitals[-1])
    entry = names.codebook.find_source(span.text)
    name = entry.name if entry else span.text
    figure = names.cast.figures.get(head)
    kind = entry.kind if entry else names.codebook.source_kind(name)
    worded = set(fold(name).split()) | set(tree.lowers[first : last + 1])
    if not (kind in words.outlet_kinds or worded & words.outlet_words) or (
        figure and figure.nature == "person"
    ):
        return ()
    return () if _is_outlet(name, outlet) else (SourceLink(span, name, kind, "it was told"),)


def _is_outlet(name: str, outlet: str | None) -> bool:
    """Whether `name` is the outlet that publishes the report, as its name or its address has it."""
    if not outlet:
        return False
    wanted, letters = fold(name).removeprefix("the "), "".join(c for c in fold(outlet) if c.isalnum())
    return len(wanted) > 2 and "".join(c for c in wanted if c.isalnum()) in letters
