"""A place phrase of one name: what the words around the name say of it, and the names it lies in."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.model.place import Level
from dateline.places.phrase import Phrase
from dateline.places.phrase_name import name_in
from dateline.places.words import COUNTRYSIDE, DIRECTIONS, FUNCTION, KINDS, MIDDLE, NEAR, any_of, words_in

_DIRECTION_OF = re.compile(rf"\b(?:the\s+)?(?P<dir>{any_of(DIRECTIONS)})\s+(?:side\s+|part\s+)?of\s+", re.I)
_DIRECTION = re.compile(rf"(?<![\w-])(?P<dir>{any_of(DIRECTIONS)})(?![\w-])", re.I)
_SPLIT = re.compile(
    r"\s*[,;(]\s*|(?:^|\s+)(?:in|inside|within|of|at|on|near|outside|around|from|to|by|along|off|toward|towards|through"
    r"|into|close to|next to|with|under|over)\s+",
    re.I,
)
_CAPITAL = re.compile(r"(?<![^\W_])(?:[A-Za-z]{1,3}[-'])?[A-Z](?!he\b)")
_KIND = re.compile(rf"(?<![\w-])(?:{any_of(KINDS)})(?![\w-])")
_TOWARDS = re.compile(
    rf"(?:{any_of(DIRECTIONS)})(?:[\s-]+(?:{any_of(KINDS)}|part|parts|side|of|the|areas?))*\s*$"
)
_TOWARDS_KIND_OF = re.compile(rf"(?:{any_of(DIRECTIONS)})\s+(?:{any_of(KINDS)})\s+of\s*$")


def parse_plain(said: str) -> Phrase:
    """Take apart a phrase that names no distance, no capital, no border and no second end.

    The first name places it; what stands before that name tells its kind and relation, and the names after it
    are said to enclose it.
    """
    owner, of, rest = said.partition("'s ")
    if of and (name := name_in(owner)):
        inner = parse_plain(rest)
        if inner.name is None:
            return replace(inner, text=said, within=(name, *inner.within), own=False)
        if not COUNTRYSIDE & words_in(rest):
            return replace(inner, text=said, within=(*inner.within, name))
    lower = not _CAPITAL.search(said)
    toward = _direction(said)
    chunks = chunks_of(_apart(said))
    named = [(chunk, name) for chunk in chunks if (name := name_in(chunk, lower=lower))]
    lead = chunks[0] if chunks else said
    if not named:
        return Phrase(said, None, _kind(lead), bearing=toward)
    return _around(said, lead, named, toward)


def chunks_of(said: str) -> list[str]:
    """The pieces of a phrase, parted at its prepositions, commas and brackets."""
    return [c for c in _SPLIT.split(said) if c.strip()]


def _around(said: str, lead: str, named: list[tuple[str, str]], toward: float | None) -> Phrase:
    """The phrase of a name and the words around it; `lead` is the first chunk, with or without a name."""
    first_chunk, name = named[0]
    within = tuple(n for _, n in named[1:])
    near = bool(NEAR & (words_in(lead) | words_in(said[: said.find(name)])))
    own = first_chunk is lead or _announces(lead)
    kind = _kind(first_chunk) or (_kind(lead) if own else None)
    if not own:
        kind = _kind(lead) or "site"
    if COUNTRYSIDE & (words_in(first_chunk) | words_in(lead)):
        return Phrase(said, name, "region", "countryside", within=within, bearing=toward)
    if toward is not None and _touches(said, name):
        return Phrase(said, name, kind, "part", within=within, bearing=toward, own=own)
    return Phrase(said, name, kind, "near" if near else "at", within=within, own=own)


def _apart(said: str) -> str:
    """'hills of Kabina north of Lattakia' in two: what comes before 'north of' lies near what comes after."""
    found = _DIRECTION_OF.search(said)
    if not found:
        return said
    return f"{said[: found.start()]} near {said[found.end() :]}"


def _announces(chunk: str) -> bool:
    """Whether a chunk is a bare kind word that the name after 'of' belongs to ("the northern town")."""
    kind = _kind(chunk)
    if kind is None:
        words = words_in(chunk)
        return bool(words & (NEAR | COUNTRYSIDE | MIDDLE)) or all(
            w in FUNCTION or w in DIRECTIONS for w in words
        )
    return kind != "site" or bool(
        {"camp", "hill", "hills", "mountain", "mountains", "base", "airport"} & words_in(chunk)
    )


def _direction(said: str) -> float | None:
    found = _DIRECTION.search(said)
    return DIRECTIONS[found["dir"].lower()] if found else None


def _touches(said: str, name: str) -> bool:
    """Whether the direction speaks of the place itself: 'eastern Aleppo', 'the north of Iraq'."""
    at = said.find(name)
    before = said[:at].lower() if at >= 0 else said.lower()
    if not _TOWARDS.search(before):
        return False
    return "countryside" in before or not _TOWARDS_KIND_OF.search(before)


def _kind(chunk: str) -> Level | None:
    """The level that a chunk's kind word announces; the last kind word counts ("town market" is a market)."""
    low = chunk.lower()
    best: tuple[int, int] | None = None
    level: Level | None = None
    for found in _KIND.finditer(low):
        if best is None or (found.end(), len(found.group())) > best:
            best, level = (found.end(), len(found.group())), KINDS[found.group()]
    return level
