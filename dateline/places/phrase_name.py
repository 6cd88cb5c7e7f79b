"""The name that a piece of a place phrase holds, told from the words around it."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.places.words import (
    BORDER,
    COUNTRYSIDE,
    DIRECTIONS,
    FUNCTION,
    KINDS,
    MIDDLE,
    NEAR,
    TOKEN,
    WORDS,
    nationalities,
)

Token = tuple[int, int, str]
_JOINING = frozenset(WORDS["joining"])
_NEVER_FIRST = (
    FUNCTION | NEAR | frozenset(("of", "the", "and", "y", "e", "na", "am", "sur", "pod", "nad", "du", "des"))
)
_NEVER_ALONE = FUNCTION | NEAR | COUNTRYSIDE | MIDDLE | BORDER | DIRECTIONS.keys() | KINDS.keys()
_NEVER_ALONE |= frozenset(WORDS["peoples"])
_LEADING = frozenset(DIRECTIONS) | MIDDLE | COUNTRYSIDE
_LOOSE = frozenset(w for w, level in KINDS.items() if level in ("settlement", "region", "district"))
_LOOSE -= frozenset(WORDS["closing"])


@lru_cache(maxsize=16384)
def name_in(chunk: str, *, lower: bool | None = None) -> str | None:
    """The name that a chunk of a phrase holds, without the words around it; None where there is none.

    Capitals tell names from words; in `lower` text (None: where the chunk has no capital), what is no
    function or kind word is the name.
    """
    tokens = [(m.start(), m.end(), m.group().rstrip(".'’")) for m in TOKEN.finditer(chunk)]
    capitals = any(_is_capital(t) for _, _, t in tokens)
    if lower is None:
        lower = not capitals
    kept = _capital_run(tokens) if capitals else _lower_run(tokens) if lower else []
    if not kept:
        return None
    return re.sub(r"['’]\s?s$", "", chunk[kept[0][0] : kept[-1][1]].rstrip(" ,;:'’")) or None


def _is_capital(word: str) -> bool:
    return word[0].isupper() or bool(re.match(r"[a-z]{1,3}[-'’][A-Z]", word))


def _capital_run(tokens: list[Token]) -> list[Token]:
    """The first run of capitalised words, with small words that join them, less kind words at its ends."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        word = token[2]
        if _is_capital(word) or (runs[-1] and (word[0].isdigit() or word.lower() in _JOINING)):
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    return next((trimmed for run in runs if (trimmed := _trim(run))), [])


def _trim(run: list[Token]) -> list[Token]:
    people = nationalities()
    while run and run[-1][2].lower() in _JOINING:
        run = run[:-1]
    while run and (run[0][2].lower() in _NEVER_FIRST or run[0][2].lower() in WORDS["peoples"]):
        run = run[1:]
    while len(run) > 1 and (run[0][2].lower() in people or run[0][2].lower() in _LEADING):
        run = run[1:]
    while len(run) > 1 and run[-1][2].lower() in _LOOSE:
        run = run[:-1]
    if len(run) == 1 and (run[0][2].lower() in _NEVER_ALONE or run[0][2].lower() in people):
        return []
    return run


def _lower_run(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        word = token[2].lower()
        if word in _NEVER_ALONE or word in nationalities() or word.isdigit():
            if kept:
                break
            continue
        kept.append(token)
    return kept
