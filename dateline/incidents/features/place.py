"""Where: shared places, one inside the other, or distance against how far off the coordinates may be."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from dateline.incidents.features.base import Feature
from dateline.incidents.record import LinkEvent, LinkPlace
from dateline.incidents.words import stems

NEAR_KM = 15.0
"""Nearer than this, two names may well be one area (a town and its outskirts)."""

APART_KM = 60.0
"""Farther than this, plus both precisions, two places are different."""

DEFAULT_PRECISION = {"site": 1.0, "settlement": 5.0, "district": 25.0, "region": 120.0, "country": 600.0}
"""How far off coordinates may be, in km, where a report's record does not say."""

FINE = ("site", "settlement", "district")

LEVELS = ("same_spot", "same_town", "same_area", "within", "near", "same_region", "other", "apart",
          "one_unplaced", "unplaced")  # fmt: skip


def compare(a: LinkEvent, b: LinkEvent) -> str:
    """How the two events lie in space."""
    return _compare(a.places, b.places)


@lru_cache(maxsize=50_000)
def _compare(ours: tuple[LinkPlace, ...], theirs: tuple[LinkPlace, ...]) -> str:
    if not ours or not theirs:
        return "one_unplaced" if ours or theirs else "unplaced"
    shared = {p.key for p in ours} & {p.key for p in theirs}
    if shared:
        return _shared(ours, theirs, shared)
    pairs = [(p, q) for p in ours for q in theirs]
    if any(_inside(p, q) for p, q in pairs):
        return "within"
    return _by_distance(pairs)


def _shared(ours: tuple[LinkPlace, ...], theirs: tuple[LinkPlace, ...], shared: set[str]) -> str:
    levels = {p.level for p in (*ours, *theirs) if p.key in shared}
    if "site" in levels:
        return "same_spot"
    if levels & set(FINE):
        finer = [any(p.level == "site" and p.key not in shared for p in side) for side in (ours, theirs)]
        return "within" if all(finer) else "same_town"
    coarse = [side[0].key in shared for side in (ours, theirs)]
    return "same_area" if all(coarse) else "same_region" if not any(coarse) else "within"


def _inside(p: LinkPlace, q: LinkPlace) -> bool:
    ours, theirs = name_words(p.name), name_words(q.name)
    if ours and theirs and (ours <= theirs or theirs <= ours):
        return True
    return q.key in p.admin or p.key in q.admin


@lru_cache(maxsize=100_000)
def name_words(name: str) -> frozenset[str]:
    """The stems of a place's name that are longer than a particle."""
    return frozenset(word for word in stems(name) if len(word) > 2)


def _by_distance(pairs: list[tuple[LinkPlace, LinkPlace]]) -> str:
    gaps = [gap for p, q in pairs if (gap := gap_km(p, q)) is not None]
    if gaps and min(gaps) <= 0:
        return "near"
    same_country = any(p.country and p.country == q.country for p, q in pairs)
    if not gaps:
        return "same_region" if same_country and any(p.admin & q.admin for p, q in pairs) else "other"
    return "apart" if min(gaps) > APART_KM else "other"


def gap_km(p: LinkPlace, q: LinkPlace) -> float | None:
    """Kilometres between two places beyond `NEAR_KM` and their precisions; None where one has no
    coordinates."""
    if p.lat is None or q.lat is None or p.lon is None or q.lon is None:
        return None
    slack = NEAR_KM + _precision(p) + _precision(q)
    return distance_km(p.lat, p.lon, q.lat, q.lon) - slack


def _precision(place: LinkPlace) -> float:
    return DEFAULT_PRECISION.get(place.level, 25.0) if place.precision is None else place.precision


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km (haversine, mean earth radius 6,371 km)."""
    a, b = radians(lat), radians(lat2)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))


def say(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    ours, theirs = (", ".join(p.name for p in e.places) or "no place" for e in (a, b))
    words = {
        "same_spot": "the same spot", "same_town": "the same town", "same_area": "the same wide area",
        "within": "one lies within the other", "near": "as near as their precision allows",
        "same_region": "the same wider region", "other": "different names", "apart": "too far apart",
        "one_unplaced": "only one says where", "unplaced": "neither says where",
    }  # fmt: skip
    return f"{words[level]}: {ours} / {theirs}"


PLACE = Feature("place", LEVELS, compare, say)
