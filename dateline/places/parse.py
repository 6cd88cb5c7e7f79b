"""A place phrase taken apart: which name, what kind, what relation to it, inside what.

"Khan Sheikhoun city in Idlib countryside" is the settlement Khan Sheikhoun in Idlib; "18km northeast of El
Fasher" is an offset from El Fasher; "the road between Saraqib and Ariha" lies between the two. The words
stand in `data/words.yml`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.places.parse_plain import chunks_of, parse_plain
from dateline.places.phrase import Phrase
from dateline.places.phrase_name import name_in
from dateline.places.words import (
    BORDER,
    COUNTRYSIDE,
    DIRECTIONS,
    TOKEN,
    WORDS,
    any_of,
    nationalities,
    words_in,
)

_LINE = frozenset(WORDS["line"])
_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{any_of(WORDS['numbers'])})"
_OFFSET = re.compile(
    rf"(?P<n>{_NUMBER})(?:[ -]*(?:or so|dozen|hundred))?[ -]*(?P<unit>{any_of(WORDS['units'])})\b[^,]*?"
    rf"(?:(?P<dir>{any_of(DIRECTIONS)})\b\s+(?:of|from)|(?:from|outside|away from|off))\s+(?P<rest>.+)",
    re.I,
)
_BETWEEN = re.compile(r"\bbetween\s+(?P<a>.+?)\s+and\s+(?P<b>.+)", re.I)
_FROM_TO = re.compile(rf"\b(?:{any_of(_LINE)})s?\b.*?\bfrom\s+(?P<a>.+?)\s+to\s+(?P<b>.+)", re.I)
_LINKING = re.compile(
    rf"\b(?P<a>[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?)\s*[-–—/]\s*(?P<b>[A-Z][\w'’]*(?:\s[A-Z][\w'’-]*)?)\s+"
    rf"(?:{any_of(_LINE | BORDER)})\b"
)
_OWNED = re.compile(
    rf"(?P<owner>(?:(?:al|el)[- ])?[A-Z][\w-]*(?: [A-Z][\w-]*)*(?: (?:province|governorate))?)'s "
    rf"(?P<what>(?:(?:{any_of(DIRECTIONS)}) )?(?:{any_of(COUNTRYSIDE)}|outskirts|suburbs|vicinity))\b"
)


@lru_cache(maxsize=8192)
def parse_phrase(text: str) -> Phrase:
    """Take a place phrase apart. Pure; knows words, not places.

    >>> parse_phrase("18km northeast of El Fasher").name
    'El Fasher'
    """
    said = " ".join(text.split()).replace("’", "'").replace("' s ", "'s ").replace("''s", "'s")
    said = _OWNED.sub(r"\g<what> of \g<owner>", said)
    return _between(said) or _offset(said) or _capital(said) or _border(said) or parse_plain(said)


def _between(said: str) -> Phrase | None:
    for pattern in (_BETWEEN, _FROM_TO, _LINKING):
        found = pattern.search(said)
        if not found:
            continue
        first, second = name_in(found["a"]), name_in(found["b"])
        if first and second:
            if BORDER & words_in(said):
                return Phrase(said, first, "region", "border", other=second)
            return Phrase(said, first, "site", "between", other=second, own=False)
    return None


def _offset(said: str) -> Phrase | None:
    found = _OFFSET.search(said)
    if not found:
        return None
    rest = parse_plain(found["rest"])
    if rest.name is None:
        return None
    n = found["n"].lower().replace(",", ".")
    km = float(WORDS["numbers"].get(n) or n) * WORDS["units"][found["unit"].lower()]
    toward = DIRECTIONS[found["dir"].lower()] if found["dir"] else None
    head = parse_plain(said[: found.start()].rstrip(" ,(-–")) if found.start() > 2 else None
    if head and head.name and head.own:
        return Phrase(said, head.name, head.kind, "at", within=(*head.within, rest.name))
    return Phrase(
        said, rest.name, "site", "offset", within=rest.within, bearing=toward, km=round(km, 2), own=False
    )


def _capital(said: str) -> Phrase | None:
    found = re.search(r"\bcapital\b(?:\s+city)?(?:\s*,\s*|\s+of\s+|\s+)?(?P<rest>.*)", said, re.I)
    if not found or re.search(r"\b(?:regional|provincial|state|district)\s+capital", said, re.I):
        return None
    before = said[: found.start()].lower().split()
    people = nationalities()
    country = next((people[w] for w in (" ".join(before[-2:]), *before[-1:]) if w in people), None)
    after = parse_plain(found["rest"]) if found["rest"].strip() else None
    if after and after.name and not re.match(r"\s*of\b", said[found.start() + 7 :]):
        return Phrase(
            said,
            after.name,
            "settlement",
            "capital" if country else "at",
            within=(country,) if country else (),
        )
    named = after.name if after else None
    if named and country is None and name_in(said[: found.start()]) is None:
        return Phrase(said, named, "settlement", "capital", within=(named,))
    owner = country or name_in(said[: found.start()])
    if owner:
        return Phrase(said, named or owner, "settlement", "capital", within=(owner,))
    return Phrase(said, None, "settlement", "capital")


def _border(said: str) -> Phrase | None:
    if not BORDER & words_in(said):
        return None
    if {"crossing", "checkpoint", "town", "village", "city", "gate", "post"} & words_in(said):
        return None
    names = [n for n in map(name_in, chunks_of(said)) if n]
    people = nationalities()
    names += [people[w.lower()] for w in TOKEN.findall(said) if w.lower() in people]
    names = list(dict.fromkeys(names))
    return Phrase(
        said, names[0] if names else None, "region", "border", other=names[1] if len(names) > 1 else None
    )
