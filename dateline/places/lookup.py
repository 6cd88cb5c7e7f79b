"""One name looked up on its own, without a report around it: the best candidate where one is sure, else none."""

from __future__ import annotations

from dateline.places.entry import Candidate
from dateline.places.gazetteer import Gazetteer
from dateline.places.geometry import km_between
from dateline.places.phrase import parse_phrase, wordings
from dateline.places.weights import WEIGHTS

SAME_KM = 10.0


def look_up(
    gazetteer: Gazetteer, name: str, *, country: str | None = None, within: str | None = None
) -> tuple[Candidate | None, list[Candidate]]:
    """(the candidate that `name` surely means or None, all candidates best first).

    A phrase is taken for the name in it ("the village of Latamneh"). Sure is an exact name, or one that sounds
    alike enough and leads the next one elsewhere by enough (`lookup_*` in `data/weights.yml`).
    """
    found: list[Candidate] = []
    for wording in dict.fromkeys((*wordings(name), parse_phrase(name).name or name)):
        found = gazetteer.find(wording, country=country, within=within, limit=20)
        if found and found[0].match >= 0.97:
            break
    return (found[0] if found and _is_sure(found, country or within) else None), found


def _is_sure(found: list[Candidate], where: str | None) -> bool:
    best = found[0]
    if best.match >= 0.97:
        return True
    floor = WEIGHTS["lookup_floor"] if where else WEIGHTS["lookup_floor_anywhere"]
    rival = next((c for c in found[1:] if not _close(c, best)), None)
    return best.match >= floor and (rival is None or best.score - rival.score >= WEIGHTS["lookup_margin"])


def _close(a: Candidate, b: Candidate) -> bool:
    p, q = a.place, b.place
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return False
    return km_between(p.lat, p.lon, q.lat, q.lon) <= SAME_KM
