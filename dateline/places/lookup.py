"""One name looked up on its own, without a report around it: the best candidate where sure, else none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.places.entry import Candidate
from dateline.places.gazetteer import Gazetteer
from dateline.places.geometry import km_between
from dateline.places.parse import parse_phrase
from dateline.places.weights import WEIGHTS
from dateline.places.wordings import core_of_site, wordings

SAME_KM = 10.0
EXACT = 0.97


def look_up(
    gazetteer: Gazetteer, name: str, *, country: str | None = None, within: str | None = None
) -> tuple[Candidate | None, list[Candidate]]:
    """(the candidate that `name` surely means or None, all candidates best first).

    A phrase is taken for the name in it ("the village of Latamneh"); a site that no gazetteer has ("Abu al-
    Duhur military airport") for the place it is named after. Sure is an exact name or one that sounds alike
    enough, that leads the next one elsewhere by enough (`lookup_*` in `data/weights.yml`).
    """
    found: list[Candidate] = []
    for wording, worth in _tries(name):
        now = gazetteer.find(wording, country=country, within=within, limit=20)
        now = [replace(c, score=round(c.score * worth, 4), match=round(c.match * worth, 4)) for c in now]
        if now and (not found or now[0].score > found[0].score):
            found = now
        if found and found[0].match >= EXACT:
            break
    found = _towns_first(found, parse_phrase(name).kind)
    return (found[0] if found and _is_sure(found, country or within) else None), found


def _tries(name: str) -> Iterator[tuple[str, float]]:
    whole = wordings(name)
    yield whole[0], 1.0
    yield from ((w, 0.99) for w in whole[1:])
    inner = parse_phrase(name).name
    if inner and inner not in whole:
        yield inner, 0.98
    core = core_of_site(name)
    if core and core not in whole:
        yield core, 0.95


def _towns_first(found: list[Candidate], kind: str | None) -> list[Candidate]:
    """With no kind word, a town is meant before the division that is named after it."""
    if (
        not found
        or kind in ("region", "district", "country")
        or found[0].place.level not in ("region", "district")
    ):
        return found
    best = found[0]
    for c in found[1:]:
        near = best.place.lat is None or _close(c, best, 60.0) or best.place.name in c.place.admin
        town = c.place.level == "settlement" and c.match >= 0.9 and not c.heard
        if town and near and (best.place.level == "district" or c.place.population >= 5000):
            return [c, *(o for o in found if o is not c)]
    return found


def _is_sure(found: list[Candidate], where: str | None) -> bool:
    best = found[0]
    rival = next((c for c in found[1:] if _rivals(c, best)), None)
    lead = best.score - rival.score if rival else 9.0
    if not best.heard and best.match >= 0.85:
        return lead >= WEIGHTS["lookup_margin_exact"]
    floor = WEIGHTS["lookup_floor"] if where else WEIGHTS["lookup_floor_anywhere"]
    return best.match >= floor and lead >= WEIGHTS["lookup_margin"]


def _rivals(other: Candidate, best: Candidate) -> bool:
    """Whether another candidate is a different place, not a division of the same name around or beside it."""
    if other.place.level != best.place.level and best.place.level == "settlement":
        return False
    return not _close(other, best, SAME_KM)


def _close(a: Candidate, b: Candidate, km: float) -> bool:
    p, q = a.place, b.place
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return False
    return km_between(p.lat, p.lon, q.lat, q.lon) <= km
