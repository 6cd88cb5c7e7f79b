"""What 'the capital', 'the country' and 'the city' stand for, where the report leaves one answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model.place import Place
from dateline.places.entry import Candidate
from dateline.places.gazetteer import Gazetteer
from dateline.places.mention import Mention
from dateline.places.phrase import Relation

_BACK = re.compile(
    r"\b(?:the|this|that) (?:city|town|village|province|district|governorate|state|region)\b", re.I
)


def link_unnamed(mentions: Sequence[Mention], gazetteer: Gazetteer, weights: dict[str, float]) -> None:
    """Settle each mention that has a kind word in place of a name, where it can only mean one place."""
    sure = [iso for iso, w in weights.items() if w >= 0.5]
    for m in mentions:
        if m.phrase.relation == "capital":
            _link_capital(m, gazetteer, sure)
        elif m.phrase.name is None and m.phrase.kind == "country" and len(sure) == 1:
            _link_country(m, gazetteer, sure[0])
        elif m.phrase.name is None and _BACK.search(m.span.text):
            _link_back(m, mentions)


def _link_country(m: Mention, gazetteer: Gazetteer, iso: str) -> None:
    country = gazetteer.place(f"iso:{iso}")
    if country:
        _settle(m, country, f"is the country the report is about: {m.span.text!r}")
        relation: Relation = "part" if m.phrase.bearing is not None else "at"
        m.phrase = replace(m.phrase, relation=relation)


def _link_capital(m: Mention, gazetteer: Gazetteer, sure: list[str]) -> None:
    """'the capital' is that of the country said with it, else of the one country the report is about."""
    said = [p.country for p in m.enclosing if p.level == "country" and p.country]
    named = (
        m.choice is not None and m.choice.place.level != "country" and m.phrase.name not in m.phrase.within
    )
    iso = said[0] if said else sure[0] if len(sure) == 1 else None
    capital = gazetteer.capital(iso) if iso and not named else None
    if capital:
        _settle(m, capital, f"is the capital of {iso}: {m.span.text!r}")


def _link_back(m: Mention, mentions: Sequence[Mention]) -> None:
    """'the city' is the last settlement named before it, 'the province' the last region."""
    before = [
        o for o in mentions
        if o.span.end <= m.span.start and o.choice and o.phrase.own and o.choice.place.level == m.phrase.kind
    ]  # fmt: skip
    if before:
        last = max(before, key=lambda o: o.span)
        assert last.choice is not None
        _settle(m, last.choice.place, f"is what {m.span.text!r} goes back to")


def _settle(m: Mention, place: Place, why: str) -> None:
    m.choice, m.score, m.margin = Candidate(place, 1.0, why), 9.0, 9.0
