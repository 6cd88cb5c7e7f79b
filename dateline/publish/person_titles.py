"""The title of office or rank that the words for a person give: of 'Mayor Jean Kambale', 'Mayor'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.codebook import Codebook

ARTICLES = ("a", "an", "the")
LINKS = frozenset(["of", "to", "for", "with", "by", "and", "their", "his", "her", "its"])
"""Words before a title behind which it is somebody else's: 'opponents of President X' are no president."""
NAME = re.compile(r"[^\W\d_][\w.'’-]*")


def find_title(
    phrase: str, titles: Iterable[str], book: Codebook, *, bodies: Iterable[str] = ()
) -> str | None:
    """The title before a name, or behind it and a comma; None where no word of `titles` says one.

    Articles and nationalities at its beginning are left out, and so is what it is the title of. Words of
    `bodies` make a name one of a body ('General Assembly'), which has no title.
    """
    if not frozenset(bodies).isdisjoint(phrase.casefold().split()):
        return None
    known = frozenset(titles)
    before, _, behind = phrase.partition(",")
    return _title_before(before.split(), known, book) or _title_behind(before, behind, known, book)


def _title_before(words: list[str], known: frozenset[str], book: Codebook) -> str | None:
    ends = [n for n, word in enumerate(words) if _is_title(word, known)]
    if not ends:
        return None
    end = ends[-1] + 1
    if not LINKS.isdisjoint(word.casefold() for word in words[:end]):
        return None
    # What follows must be a name: 'Prime Minister Boris Johnson', and not 'the general public'.
    return _bare(words[:end], book) if _is_name(words[end:]) else None


def _title_behind(name: str, words: str, known: frozenset[str], book: Codebook) -> str | None:
    if not _is_name(name.split()):
        return None
    head = re.split(r",|\b(?:of|for|in|at|who|to)\b", words)[0].split()
    return _bare(head, book) if head and _is_title(head[-1], known) else None


def _is_title(word: str, known: frozenset[str]) -> bool:
    return word.casefold().removesuffix(".") in known


def _is_name(words: list[str]) -> bool:
    return bool(words) and all(NAME.fullmatch(w) is not None for w in words) and _is_capital(words)


def _is_capital(words: list[str]) -> bool:
    return words[0][0].isupper() and words[-1][-1:].isalpha() and words[-1].lower() != words[-1]


def _bare(words: list[str], book: Codebook) -> str | None:
    while words and (skipped := _leading(words, book)):
        words = words[skipped:]
    return " ".join(words) or None


def _leading(words: list[str], book: Codebook) -> int:
    """How many words at the beginning are an article or a nationality."""
    if words[0].casefold() in ARTICLES:
        return 1
    bare = [re.sub(r"['’]s$", "", word) for word in words]
    return next((n for n in (1, 2, 3) if n < len(words) and book.country_of(" ".join(bare[:n]))), 0)
