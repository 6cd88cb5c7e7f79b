"""Names and words folded for finding: case, accents and script set aside, length bounded for the index."""

from __future__ import annotations

from anyascii import anyascii

NAME_LENGTH = 200


def fold(words: str) -> str:
    """`words` in plain lower-case ASCII with single spaces: 'Kafr Nabūda' and 'KAFR  NABUDA' fold alike."""
    return " ".join(anyascii(words).casefold().split())


def fold_name(name: str) -> str:
    """A folded name, cut to what an index entry may hold."""
    return fold(name)[:NAME_LENGTH]
