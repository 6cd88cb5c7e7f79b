"""A place phrase of a report, what it may mean as it is written, and the areas said to enclose it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dateline.model.place import Place
from dateline.model.span import Span
from dateline.places.entry import Candidate
from dateline.places.fold import fold_name
from dateline.places.gazetteer import Gazetteer
from dateline.places.lists import list_end
from dateline.places.parse import parse_phrase
from dateline.places.phrase import Phrase
from dateline.places.wordings import wordings
from dateline.places.words import WORDS, nationalities

EXACT = 0.97
"""Names that match at least this well are the same name."""
KNOWN = 50_000
"""A place of so many people is named without saying where it is."""

_AFTER = re.compile(
    r"\s*(?:,|\(|/|\bin\b|,?\s+(?:to the )?\w+(?:[ -](?:east|west))?\s+of\b)\s*"
    r"(?:the\s+)?(?:\w+ )?(?:countryside of |province of )?(?:the\s+)?(?=[A-Z])"
)
_IN_AFTER = re.compile(
    r"\s*,?\s*\bin\s+(?:the\s+)?(?:[\w-]+ )?(?:countryside of |province of |outskirts of )?"
    r"(?:the\s+)?(?=[A-Z])"
)
_ENCLOSING = re.compile(r"[A-Z][\w.'’-]*(?:[ -](?:[A-Z][\w.'’-]*|of|de|and|al|el|ez)){0,3}")


@dataclass(slots=True)
class Mention:
    """One place phrase and what it may mean; `choice` changes while the report is weighed."""

    span: Span
    phrase: Phrase
    candidates: list[Candidate]
    enclosing: list[Place] = field(default_factory=list)
    other: list[Candidate] = field(default_factory=list)
    choice: Candidate | None = None
    score: float = 0.0
    margin: float = 9.0


def read_mention(text: str, span: Span, gazetteer: Gazetteer) -> Mention:
    """The phrase at `span` of `text` with every entry that it may mean as written, none of them chosen."""
    known = _by_word(span.text, gazetteer)
    if known:
        return Mention(span, Phrase(span.text, span.text), known)
    phrase, candidates = _as_name(parse_phrase(span.text), span.text, gazetteer)
    if not candidates and phrase.name:
        candidates = gazetteer.candidates(phrase.name, by_ear=False)
    enclosing = [p for name in phrase.within for p in _enclosing_places(name, gazetteer)]
    enclosing += _said_after(text, span, gazetteer)
    other = gazetteer.candidates(phrase.other, by_ear=False) if phrase.other else []
    return Mention(span, phrase, candidates, enclosing, other)


def _as_name(phrase: Phrase, said: str, gazetteer: Gazetteer) -> tuple[Phrase, list[Candidate]]:
    """The phrase taken whole for a name, with its entries, where the gazetteer knows one of its wordings."""
    if phrase.relation not in ("at", "near", "part", "capital"):
        return phrase, []
    worded = wordings(said)
    for wording in worded:
        exact = [c for c in gazetteer.candidates(wording, by_ear=False) if c.match >= EXACT]
        if exact and not (phrase.relation == "capital" and phrase.name != wording):
            kind = phrase.kind if wording != worded[0] else None
            return replace(phrase, name=wording, relation="at", kind=kind, own=True, bearing=None), exact
    return phrase, []


def _by_word(said: str, gazetteer: Gazetteer) -> list[Candidate]:
    """What a word for a people or an abbreviated division stands for: 'Syrian', 'Calif.'."""
    country = nationalities().get(said.lower())
    if country:
        found = [c for c in gazetteer.candidates(country, by_ear=False) if c.place.level == "country"]
        return [replace(c, why=f"is the country of {said!r}") for c in found[:1]]
    code = WORDS["abbreviations"].get(fold_name(said)) if said.endswith(".") or said.isupper() else None
    place = gazetteer.place(f"iso:{code}") if code else None
    exact = gazetteer.candidates(said, by_ear=False) if place else []
    if place is None or any(c.place.level == "country" for c in exact):
        return []
    return [Candidate(place, 1.0, f"is abbreviated {said!r}"), *exact]


def _enclosing_places(name: str, gazetteer: Gazetteer) -> list[Place]:
    code = WORDS["abbreviations"].get(fold_name(name))
    if code:
        place = gazetteer.place(f"iso:{code}")
        return [place] if place else []
    return [c.place for c in gazetteer.candidates(name, by_ear=False)[:12] if c.match >= EXACT]


def _said_after(text: str, span: Span, gazetteer: Gazetteer) -> list[Place]:
    """Divisions and countries that the text names right after the span ('Gainesville, Fla.') or its list."""
    areas = _areas_at(text, _AFTER.match(text, span.end), gazetteer)
    end = list_end(text, span) if not areas else span.end
    return areas or (_areas_at(text, _IN_AFTER.match(text, end), gazetteer) if end > span.end else [])


def _areas_at(text: str, gap: re.Match[str] | None, gazetteer: Gazetteer) -> list[Place]:
    found = _ENCLOSING.match(text, gap.end()) if gap else None
    if not found:
        return []
    words = found.group().rstrip(".'’").split(" ")
    for n in range(len(words), 0, -1):
        places = _enclosing_places(" ".join(words[:n]), gazetteer)
        areas = [p for p in places if p.level in ("region", "country", "district")]
        if areas:
            return areas
    return []
