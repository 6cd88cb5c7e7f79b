"""Choices taken back since they lie far from all that the report names for sure."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.place import Place
from dateline.places.choice import km_apart
from dateline.places.mention import EXACT, KNOWN, Mention
from dateline.places.weights import WEIGHTS

ONE_SOUND = 0.95
"""Names as alike as this are one name spelt two ways, wherever they lie."""


def doubt_far(mentions: Sequence[Mention], weights: dict[str, float]) -> None:
    """Take back what lies far from every other place that the report names outright, where either holds:

    it only sounds alike; or it is a small namesake in a country that nothing else in the report speaks for
    (a quarter of Baghdad called Shaab is not the village in Galilee). `weights` are the countries'.
    """
    sure = {
        m.choice.place.id: m.choice.place
        for m in mentions
        if m.choice and not m.choice.heard and m.choice.match >= EXACT and m.choice.place.level != "country"
    }
    for m in mentions:
        if m.choice is not None and (_only_sounds_alike(m) or _is_foreign(m.choice.place, sure, weights)):
            away = [
                d
                for p in sure.values()
                if p.id != m.choice.place.id and (d := km_apart(p, m.choice.place)) is not None
            ]
            if away and min(away) > WEIGHTS["ear_reach_km"]:
                m.margin = -1.0


def _only_sounds_alike(m: Mention) -> bool:
    return m.choice is not None and bool(m.choice.heard) and m.choice.match < ONE_SOUND


def _is_foreign(place: Place, sure: dict[str, Place], weights: dict[str, float]) -> bool:
    if place.level not in ("settlement", "site") or place.population >= KNOWN or not weights:
        return False
    known = any(p.country == place.country for p in sure.values() if p.id != place.id)
    return not known and weights.get(place.country or "", 0.0) <= 0
