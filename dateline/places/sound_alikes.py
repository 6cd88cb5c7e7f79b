"""Entries that only sound like a name, sought where the report plays."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.place import Place
from dateline.places.fold import fold_name
from dateline.places.gazetteer import Gazetteer
from dateline.places.mention import EXACT, KNOWN, Mention
from dateline.places.phrase import Phrase
from dateline.places.weights import WEIGHTS

LETTERS = 4
"""Names shorter than this sound like too many others."""


def add_sound_alikes(
    mentions: Sequence[Mention], gazetteer: Gazetteer, weights: dict[str, float], *, cased: bool = True
) -> None:
    """Add candidates by ear where wanted, in the countries of the report and of what encloses the name.

    In a `cased` text a name in small letters is none to listen for.
    """
    likely = _where_told(mentions, [iso for iso, w in weights.items() if w >= 0.25][:3])
    for m in mentions:
        if m.phrase.name and not (cased and m.phrase.name.islower()):
            said = [p.country for p in m.enclosing if p.country]
            _hear(m, m.phrase.name, gazetteer, list(dict.fromkeys([*said, *likely]))[:4])


def _hear(m: Mention, name: str, gazetteer: Gazetteer, where: list[str]) -> None:
    here = any(c.match >= EXACT and _stands(c.place, where) for c in m.candidates)
    if here or not where or len(fold_name(name)) < LETTERS:
        return
    known = {c.place.id for c in m.candidates}
    heard = gazetteer.by_ear(name, countries=where, floor=_ear_floor(m.phrase))[:40]
    m.candidates += [c for c in heard if c.place.id not in known]


def _where_told(mentions: Sequence[Mention], likely: list[str]) -> list[str]:
    """Of the likely countries those that the report's well-known places lie in; all where it names none.

    A country that only acts in a report ("Turkey said …") lends no sound-alikes to it.
    """
    told: dict[str, int] = {}
    for m in mentions:
        known = {
            c.place.country
            for c in m.candidates
            if c.match >= EXACT and (c.place.level in ("region", "district") or c.place.population >= 5_000)
        }
        for iso in known & set(likely):
            told[str(iso)] = told.get(str(iso), 0) + 1
    most = max(told.values(), default=0)
    return [iso for iso in likely if told.get(iso, 0) * 2 > most] if most >= 2 else likely


def _ear_floor(phrase: Phrase) -> float:
    """How alike a sound-alike must be; nearly the same where a direction may be part of the name."""
    return WEIGHTS["ear_floor"] if phrase.relation != "part" else 0.9


def _stands(place: Place, where: list[str]) -> bool:
    """Whether an exact namesake needs no rival by ear: it lies where the report plays, or is well known."""
    return not where or place.country in where or place.country is None or place.population >= KNOWN
