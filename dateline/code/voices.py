"""Who says what in a report, and who is meant: attributions and names, read together.

    find_attributions(doc, codebook)   -> every handing-over of the word
    name_fillers(doc, spans, codebook) -> one Named a span
    read_voices(tree, codebook)        -> Voices, for chains and names of one report

An event told in the outlet's own voice has no chain; the outlet itself is in none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from dateline.code.attribution import Attribution, AttributionKind, nest
from dateline.code.chain_cues import Cue, find_cues
from dateline.code.chain_quotes import Quote, find_quotes, find_speakers, mark_quoted, whole_statements
from dateline.code.chain_sources import sources_of
from dateline.code.chain_words import CueWords, cue_words
from dateline.code.naming import Lexicon, Named, Names, read_names
from dateline.code.naming_pronouns import Speech
from dateline.code.naming_tree import Tree, read_tree
from dateline.model import Span

_KINDS: dict[str, AttributionKind] = {
    "quote": "direct", "statement": "direct", "according": "according_to", "adverb": "reportedly",
    "passive": "reportedly",
}  # fmt: skip


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


def name_fillers(doc: Doc, spans: Sequence[Span], codebook: Lexicon) -> tuple[Named, ...]:
    """Whom each of `spans` means, in their order.

    `doc` is the report's parse (tags, lemmas, dependencies, sentences), `spans` stretches of its text.
    Pronouns, 'the group', 'its forces' and short names are led back to the fullest name in the report or
    the codebook.
    """
    tree = read_tree(doc)
    return tuple(read_voices(tree, codebook).names.of(span) for span in spans) if spans else ()


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
    return Voices(tree, quotes, quoted, nest(flat), names)


def _attributions(
    tree: Tree, cue: Cue, names: Names, words: CueWords, outlet: str | None
) -> Iterator[Attribution]:
    """The attributions of one cue: one for each of several joined sources."""
    content = tuple(tree.span(a, b) for a, b in cue.content)
    kind = _KINDS.get(cue.shape, "indirect")
    for source in sources_of(tree, cue, names, words, outlet=outlet):
        yield Attribution(source, tree.span(cue.word, cue.word), content, kind, cue.manner, cue.shape,
                          f"{cue.why}; {source[-1].why}")  # fmt: skip
