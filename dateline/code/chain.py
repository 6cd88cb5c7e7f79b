"""Attribution: who says what in a report, and the chain of sources behind an event.

    find_attributions(doc, codebook)           -> every handing-over of the word
    chains_for(start, end, attributions)       -> the chains that cover a stretch of the text
    chains_of_event(voices, mentions, …)       -> the chains of an event over all its mentions, weighed

An event told in the outlet's own voice has no chain; the outlet itself is in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from dateline.code.chain_cues import Cue, find_cues, paper_owner
from dateline.code.chain_quotes import Quote, find_quotes, find_speakers, mark_quoted, whole_statements
from dateline.code.chain_words import CueWords, cue_words
from dateline.code.naming import Lexicon, Named, Names, read_names
from dateline.code.naming_phrases import Phrase, fold
from dateline.code.naming_pronouns import Speech
from dateline.code.naming_tree import NAME_TAGS, NOUN_TAGS, Tree, read_tree
from dateline.model import Chain, SourceLink, Span

AttributionKind = Literal["direct", "indirect", "mixed", "according_to", "reportedly"]
_KINDS: dict[str, AttributionKind] = {
    "quote": "direct", "statement": "direct", "according": "according_to", "adverb": "reportedly",
    "passive": "reportedly",
}  # fmt: skip
DEEPEST = 3
"""Links in a chain at most."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One handing-over of the word.

    `source` is who speaks, outermost link first; `cue` the word that says so; `content` the stretches of
    text told by them. `manner` is what the cue does (say, hold, vow, accuse, demand, deny, show), `shape`
    how content hangs on it (clause, closing, phrase, quote, statement, according, adverb, passive, paper,
    quoted, none). `parent` is the attribution within whose content this one stands, by its place in the
    tuple.
    """

    source: Chain
    cue: Span
    content: tuple[Span, ...]
    kind: AttributionKind
    manner: str
    shape: str
    why: str
    parent: int | None = None

    def covers(self, start: int, end: int) -> bool:
        """Whether the stretch `start`..`end` begins within what is told, and is not the cue itself."""
        if self.cue.start < end and start < self.cue.end:
            return False
        return any(part.start <= start < part.end for part in self.content)


@dataclass(frozen=True, slots=True)
class Voices:
    """A report read for who says what: its parse, quotations, attributions and names."""

    tree: Tree
    quotes: tuple[Quote, ...]
    quoted: list[bool]
    attributions: tuple[Attribution, ...]
    names: Names


def find_attributions(doc: Doc, codebook: Lexicon, *, outlet: str | None = None) -> tuple[Attribution, ...]:
    """Every handing-over of the word in a report, in the order of its cues.

    `doc` is the report's parse (tags, lemmas, dependencies, sentences); `outlet` is left out of every chain.
    """
    return read_voices(read_tree(doc), codebook, outlet=outlet).attributions


def read_voices(tree: Tree, codebook: Lexicon, *, outlet: str | None = None) -> Voices:
    """The attributions and names of a parsed report, read together: each needs the other."""
    words = cue_words(codebook.reporting_verbs)
    quotes = find_quotes(tree)
    quoted = mark_quoted(tree, quotes)
    cues = find_cues(tree, words, quoted)
    spoken = find_speakers(tree, quotes, cues, quoted) + whole_statements(tree, cues, quoted)
    speeches = [Speech(a, b, c.source) for c in spoken for a, b in c.content if c.source is not None]
    names = read_names(tree, codebook, speeches, (c.source for c in cues if c.source is not None))
    told = sorted((c for c in cues + spoken if c.content), key=lambda c: (c.word, c.content[0], c.shape))
    flat = tuple(a for cue in told for a in _attributions(tree, cue, names, words, outlet))
    return Voices(tree, quotes, quoted, _nested(flat), names)


def chains_for(
    start: int,
    end: int,
    attributions: Sequence[Attribution],
    *,
    event_is_speech_by: Span | None = None,
    speaker_name: str | None = None,
) -> tuple[Chain, ...]:
    """The chains that cover the code points `start`..`end`, innermost attributions only, in order.

    For a speech event, `event_is_speech_by` (the words of its speaker) and `speaker_name` (whom they mean)
    leave out that speaker: only what lies outside the speech remains. No chain: told in the outlet's own
    voice.
    """
    covering = [i for i, a in enumerate(attributions) if a.covers(start, end)]
    chains = []
    for i in innermost(covering, attributions):
        links = [
            link
            for link in links_of(i, attributions)
            if not is_speaker(link, event_is_speech_by, speaker_name)
        ]
        if links:
            chains.append(tuple(links))
    return tuple(dict.fromkeys(chains))


def innermost(covering: Sequence[int], attributions: Sequence[Attribution]) -> list[int]:
    """Those of `covering` that are no other's parent."""
    parents = {attributions[i].parent for i in covering}
    return [i for i in covering if i not in parents]


def links_of(index: int, attributions: Sequence[Attribution]) -> Chain:
    """The whole chain of one attribution, outermost first, each name once."""
    links: list[SourceLink] = []
    at: int | None = index
    for _ in range(DEEPEST):
        if at is None:
            break
        links = [
            *(k for k in attributions[at].source if fold(k.name) not in {fold(x.name) for x in links}),
            *links,
        ]
        at = attributions[at].parent
    return tuple(links[-DEEPEST:])


def is_speaker(link: SourceLink, speaker: Span | None, name: str | None) -> bool:
    """Whether a link is the speaker of a speech event, by place or by name."""
    return (speaker is not None and link.span.overlaps(speaker)) or (
        name is not None and _same(link.name, name)
    )


def _same(one: str, other: str) -> bool:
    """Whether one name's words hold the other's ("Ban", "Ban Ki-moon")."""
    a, b = ({w for w in fold(x).replace("-", " ").split() if w not in ("the", "of")} for x in (one, other))
    return bool(a) and bool(b) and (a <= b or b <= a)


def _attributions(
    tree: Tree, cue: Cue, names: Names, words: CueWords, outlet: str | None
) -> Iterator[Attribution]:
    """The attributions of one cue: one for each of several joined sources."""
    content = tuple(tree.span(a, b) for a, b in cue.content)
    kind = _KINDS.get(cue.shape, "indirect")
    for source in _joined(tree, cue.source):
        link = _link(tree, cue, source, names, words)
        if link is None or _is_outlet(link.name, outlet):
            continue
        outer = _hearer(tree, cue, names, words, outlet)
        yield Attribution((*outer, link), tree.span(cue.word, cue.word), content, kind, cue.manner, cue.shape,
                          f"{cue.why}; {link.why}")  # fmt: skip


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


_SPEAKING_WORDS = frozenset(
    [
        "another",
        "others",
        "some",
        "many",
        "several",
        "both",
        "two",
        "three",
        "all",
        "one",
        "most",
        "few",
        "those",
    ]
)


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


def _nested(flat: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The same attributions, each with the narrowest one that tells of its cue as parent."""
    return tuple(replace(a, parent=_parent(i, a, flat)) for i, a in enumerate(flat))


def _parent(index: int, inner: Attribution, flat: Sequence[Attribution]) -> int | None:
    best, width = None, 0
    for i, outer in enumerate(flat):
        if i == index or outer.source == inner.source or not outer.covers(inner.cue.start, inner.cue.end):
            continue
        if inner.covers(outer.cue.start, outer.cue.end) or outer.source[-1].name == inner.source[-1].name:
            continue
        size = sum(part.end - part.start for part in outer.content)
        if best is None or size < width:
            best, width = i, size
    return best
