"""Reading a few lines of a report for the tests of chains and names."""

from __future__ import annotations

from functools import cache

from dateline.code.chain import chains_for
from dateline.code.naming import Named
from dateline.code.naming_tree import read_tree
from dateline.code.parse import load_parser, parse_text
from dateline.code.voices import Voices, read_voices
from dateline.codebook import load_codebook
from dateline.model import Span


@cache
def voices_of(text: str, outlet: str | None = None) -> Voices:
    """The voices of `text`, read with the shipped parser and codebook."""
    return read_voices(read_tree(parse_text(text, load_parser())), load_codebook(), outlet=outlet)


def span_of(text: str, words: str, nth: int = 0) -> Span:
    """The `nth` time `words` stand in `text`."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span.of(text, at, at + len(words))


def chains(text: str, words: str, *, outlet: str | None = None, by: str | None = None) -> list[list[str]]:
    """The names in the chains that cover `words`; `by` is the speaker of a speech event."""
    span = span_of(text, words)
    told = voices_of(text, outlet).attributions
    speaker = span_of(text, by) if by else None
    return [
        [link.name for link in c] for c in chains_for(span.start, span.end, told, event_is_speech_by=speaker)
    ]


def named(text: str, words: str, nth: int = 0) -> Named:
    """Whom `words` mean in `text`."""
    return voices_of(text).names.of(span_of(text, words, nth))
