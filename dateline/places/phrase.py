"""A place as a report words it, taken apart: which name, what kind, what relation to it, inside what.

"Khan Sheikhoun city in Idlib countryside" is the settlement Khan Sheikhoun in Idlib; "18km northeast of El
Fasher" is an offset from El Fasher; "the road between Saraqib and Ariha" lies between the two. The words
stand in `data/words.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml

from dateline.model.place import Level
from dateline.places.builtin import read_table

Relation = Literal["at", "near", "offset", "part", "countryside", "between", "border", "capital"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a place phrase says.

    `name` is the name that places it (None: no name, as in "a market"); `other` the second one of "between X
    and Y"; `within` the names it is said to lie in, nearest first; `kind` the level its kind word announces;
    `bearing` in degrees from north; `km` the distance said. `own` is False where the name is that of the
    place around it ("a market in X").
    """

    text: str
    name: str | None
    kind: Level | None = None
    relation: Relation = "at"
    other: str | None = None
    within: tuple[str, ...] = ()
    bearing: float | None = None
    km: float | None = None
    own: bool = True


WORDS = yaml.safe_load(resources.files("dateline.places").joinpath("data/words.yml").read_text("utf-8"))
KINDS: dict[str, Level] = {}
for _level in ("country", "site", "region", "district", "settlement"):
    KINDS.update(dict.fromkeys(WORDS["kinds"][_level], _level))
DIRECTIONS: dict[str, float] = WORDS["directions"]
FUNCTION: frozenset[str] = frozenset(WORDS["function"])
MIDDLE: frozenset[str] = frozenset(WORDS["middle"])
COUNTRYSIDE: frozenset[str] = frozenset(WORDS["countryside"])
NEAR: frozenset[str] = frozenset(WORDS["near"])
BORDER: frozenset[str] = frozenset(WORDS["border"])
_BEFORE: frozenset[str] = frozenset(WORDS["before"])
_LINE: frozenset[str] = frozenset(WORDS["line"])


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


_NUMBER = rf"(?:\d+(?:[.,]\d+)?|{_any(WORDS['numbers'])})"
_OFFSET = re.compile(
    rf"(?P<n>{_NUMBER})(?:[ -]*(?:or so|dozen|hundred))?[ -]*(?P<unit>{_any(WORDS['units'])})\b[^,]*?"
    rf"(?:(?P<dir>{_any(DIRECTIONS)})\b\s+(?:of|from)|(?:from|outside|away from|off))\s+(?P<rest>.+)",
    re.I,
)
_BETWEEN = re.compile(r"\bbetween\s+(?P<a>.+?)\s+and\s+(?P<b>.+)", re.I)
_FROM_TO = re.compile(rf"\b(?:{_any(_LINE)})s?\b.*?\bfrom\s+(?P<a>.+?)\s+to\s+(?P<b>.+)", re.I)
_LINKING = re.compile(
    rf"\b(?P<a>[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?)\s*[-–—/]\s*(?P<b>[A-Z][\w'’]*(?:\s[A-Z][\w'’-]*)?)\s+"
    rf"(?:{_any(_LINE | BORDER)})\b"
)
_DIRECTION_OF = re.compile(rf"\b(?:the\s+)?(?P<dir>{_any(DIRECTIONS)})\s+(?:side\s+|part\s+)?of\s+", re.I)
_DIRECTION = re.compile(rf"(?<![\w-])(?P<dir>{_any(DIRECTIONS)})(?![\w-])", re.I)
_SPLIT = re.compile(
    r"\s*[,;(]\s*|(?:^|\s+)(?:in|inside|within|of|at|on|near|outside|around|from|to|by|along|off|toward|towards|through"
    r"|into|close to|next to|with|under|over)\s+",
    re.I,
)
_OWNED = re.compile(
    rf"(?P<owner>(?:(?:al|el)[- ])?[A-Z][\w-]*(?: [A-Z][\w-]*)*(?: (?:province|governorate))?)'s "
    rf"(?P<what>(?:(?:{_any(DIRECTIONS)}) )?(?:{_any(COUNTRYSIDE)}|outskirts|suburbs|vicinity))\b"
)
_CAPITAL = re.compile(r"(?<![^\W_])(?:[A-Za-z]{1,3}[-'])?[A-Z](?!he\b)")
_TOKEN = re.compile(r"[\w][\w.'’`´ʿʾ-]*", re.U)


@lru_cache(maxsize=1)
def nationalities() -> dict[str, str]:
    """Nationality words, lower case, with the country's name."""
    rows = read_table("countries.csv")
    return {w.lower(): row["name"] for row in rows for w in row["people"].split("|") if w}


@lru_cache(maxsize=8192)
def parse_phrase(text: str) -> Phrase:
    """Take a place phrase apart. Pure; knows words, not places.

    >>> parse_phrase("18km northeast of El Fasher").name
    'El Fasher'
    """
    said = " ".join(text.split()).replace("’", "'").replace("' s ", "'s ").replace("''s", "'s")
    said = _OWNED.sub(r"\g<what> of \g<owner>", said)
    return _between(said) or _offset(said) or _capital(said) or _border(said) or _simple(said)


def _between(said: str) -> Phrase | None:
    for pattern in (_BETWEEN, _FROM_TO, _LINKING):
        found = pattern.search(said)
        if not found:
            continue
        first, second = name_in(found["a"]), name_in(found["b"])
        if first and second:
            if BORDER & _words(said):
                return Phrase(said, first, "region", "border", other=second)
            return Phrase(said, first, "site", "between", other=second, own=False)
    return None


def _offset(said: str) -> Phrase | None:
    found = _OFFSET.search(said)
    if not found:
        return None
    rest = _simple(found["rest"])
    if rest.name is None:
        return None
    n = found["n"].lower().replace(",", ".")
    km = float(WORDS["numbers"].get(n) or n) * WORDS["units"][found["unit"].lower()]
    toward = DIRECTIONS[found["dir"].lower()] if found["dir"] else None
    head = _simple(said[: found.start()].rstrip(" ,(-–")) if found.start() > 2 else None
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
    after = _simple(found["rest"]) if found["rest"].strip() else None
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
    if not BORDER & _words(said):
        return None
    if {"crossing", "checkpoint", "town", "village", "city", "gate", "post"} & _words(said):
        return None
    names = [n for n in (name_in(c) for c in _SPLIT.split(said) if c) if n]
    people = nationalities()
    names += [people[w.lower()] for w in _TOKEN.findall(said) if w.lower() in people]
    names = list(dict.fromkeys(names))
    return Phrase(
        said, names[0] if names else None, "region", "border", other=names[1] if len(names) > 1 else None
    )


def _simple(said: str) -> Phrase:
    owner, of, rest = said.partition("'s ")
    if of and (name := name_in(owner)):
        inner = _simple(rest)
        if inner.name is None:
            return replace(inner, text=said, within=(name, *inner.within), own=False)
        if not COUNTRYSIDE & _words(rest):
            return replace(inner, text=said, within=(*inner.within, name))
    lower = not _CAPITAL.search(said)
    toward = _direction(said)
    chunks = [c for c in _SPLIT.split(_apart(said)) if c and c.strip()]
    named = [(chunk, name) for chunk in chunks if (name := name_in(chunk, lower=lower))]
    lead = chunks[0] if chunks else said
    if not named:
        return Phrase(said, None, _kind(lead), bearing=toward)
    return _around(said, lead, named, toward)


def _around(said: str, lead: str, named: list[tuple[str, str]], toward: float | None) -> Phrase:
    """The phrase of a name and the words around it; `lead` is the first chunk, with or without a name."""
    first_chunk, name = named[0]
    within = tuple(n for _, n in named[1:])
    near = bool(NEAR & (_words(lead) | _words(said[: said.find(name)])))
    own = first_chunk is lead or _announces(lead)
    kind = _kind(first_chunk) or (_kind(lead) if own else None)
    if not own:
        kind = _kind(lead) or "site"
    if COUNTRYSIDE & (_words(first_chunk) | _words(lead)):
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
        words = _words(chunk)
        return bool(words & (NEAR | COUNTRYSIDE | MIDDLE)) or all(
            w in FUNCTION or w in DIRECTIONS for w in words
        )
    return kind != "site" or bool(
        {"camp", "hill", "hills", "mountain", "mountains", "base", "airport"} & _words(chunk)
    )


def _direction(said: str) -> float | None:
    found = _DIRECTION.search(said)
    return DIRECTIONS[found["dir"].lower()] if found else None


def _touches(said: str, name: str) -> bool:
    """Whether the direction speaks of the place itself: 'eastern Aleppo', 'the north of Iraq'."""
    at = said.find(name)
    before = said[:at].lower() if at >= 0 else said.lower()
    if re.search(
        rf"(?:{_any(DIRECTIONS)})(?:[\s-]+(?:{_any(KINDS)}|part|parts|side|of|the|areas?))*\s*$", before
    ):
        return (
            not re.search(rf"(?:{_any(DIRECTIONS)})\s+(?:{_any(KINDS)})\s+of\s*$", before)
            or "countryside" in before
        )
    return False


def _words(text: str) -> set[str]:
    return {w.lower().strip(".") for w in _TOKEN.findall(text)}


def _kind(chunk: str) -> Level | None:
    """The level that a chunk's kind word announces; the last kind word counts ("town market" is a market)."""
    low = chunk.lower()
    best: tuple[int, int] | None = None
    level: Level | None = None
    for found in _KIND.finditer(low):
        if best is None or (found.end(), len(found.group())) > best:
            best, level = (found.end(), len(found.group())), KINDS[found.group()]
    return level


_KIND = re.compile(rf"(?<![\w-])(?:{_any(KINDS)})(?![\w-])")
_PLAIN = FUNCTION | NEAR | COUNTRYSIDE | MIDDLE | BORDER | set(DIRECTIONS)


@lru_cache(maxsize=16384)
def name_in(chunk: str, *, lower: bool | None = None) -> str | None:
    """The name that a chunk of a phrase holds, without the words around it; None where there is none.

    Capitals tell names from words; in `lower` text (None: where the chunk has no capital), what is no
    function or kind word is the name.
    """
    tokens = [(m.start(), m.end(), m.group().rstrip(".'’")) for m in _TOKEN.finditer(chunk)]
    capitals = any(_is_capital(t) for _, _, t in tokens)
    if lower is None:
        lower = not capitals
    kept = _capital_run(tokens) if capitals else _lower_run(tokens) if lower else []
    if not kept:
        return None
    return re.sub(r"['’]\s?s$", "", chunk[kept[0][0] : kept[-1][1]].rstrip(" ,;:'’")) or None


def wordings(text: str) -> tuple[str, ...]:
    """The phrase as one name, tried before it is taken apart: whole, then without its kind words."""
    whole = re.sub(r"^(?:the|in|at|of|on|near)\s+", "", " ".join(text.split()), flags=re.I).strip(" ,.;:'\"")
    words = whole.split(" ")
    tried = [whole]
    while len(words) > 1 and words[-1].lower() in KINDS:
        words = words[:-1]
        tried.append(" ".join(words))
    # 'a checkpoint' without its kind word is no place called 'a', and 'airport' alone none called Airport
    return tuple(t for t in tried if (len(t) > 1 or t.isupper()) and t not in KINDS)


_MODIFIERS = frozenset(
    ("military", "air", "international", "civil", "civilian", "refugee", "idp", "thermal", "power")
)
_MODIFIERS |= {
    "border",
    "oil",
    "gas",
    "train",
    "railway",
    "bus",
    "police",
    "training",
    "national",
    "grand",
    "artillery",
}


def core_of_site(text: str) -> str | None:
    """The name a site is named after: 'Abu al-Duhur military airport' -> 'Abu al-Duhur'; None for no site."""
    words = text.split()
    changed = False
    while len(words) > 1 and _names_site(words[-1], words[-2]):
        words, changed = words[:-1], True
    while len(words) > 1 and _names_site(words[0], words[1]):
        words, changed = words[1:], True
    core = " ".join(words)
    return core if changed and len(core) > 2 and core.lower() not in KINDS else None


def _names_site(word: str, beside: str) -> bool:
    low = word.lower().strip(".,")
    return (
        KINDS.get(low) == "site"
        or low in _MODIFIERS
        or (low.isdigit() and KINDS.get(beside.lower()) == "site")
    )


Token = tuple[int, int, str]
_JOINING = frozenset(WORDS["joining"])
_NEVER_FIRST = (
    FUNCTION | NEAR | frozenset(("of", "the", "and", "y", "e", "na", "am", "sur", "pod", "nad", "du", "des"))
)
_NEVER_ALONE = _PLAIN | frozenset(WORDS["peoples"]) | frozenset(KINDS)
_NEVER_LAST = _JOINING


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
    while run and run[-1][2].lower() in _NEVER_LAST:
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


_LEADING = frozenset(DIRECTIONS) | MIDDLE | COUNTRYSIDE
_LOOSE = frozenset(w for w, level in KINDS.items() if level in ("settlement", "region", "district"))
_LOOSE -= frozenset(WORDS["closing"])


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
