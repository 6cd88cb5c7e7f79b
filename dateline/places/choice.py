"""Each mention's choice among its candidates: weighed by its own signs, then all mentions together."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model.place import Place
from dateline.places.entry import Candidate
from dateline.places.fold import fold_name
from dateline.places.gazetteer import prior
from dateline.places.geometry import km_between
from dateline.places.joint import make_node, weigh_together
from dateline.places.mention import EXACT, Mention
from dateline.places.phrase import Phrase
from dateline.places.weights import WEIGHTS

Naming = tuple[str, tuple[str, ...]]
"""(folded name, ids of the areas said to enclose it)."""


def choose_places(mentions: Iterable[Mention], weights: dict[str, float]) -> None:
    """Each mention takes its best candidate; mentions of one name are one, and all are weighed together."""
    named = _by_name(mentions)
    groups = list(named.values())
    nodes = []
    for (name, enclosing), group in named.items():
        around = group[0].enclosing if enclosing else _said_of(name, named)
        nodes.append(make_node([c.place for c in group[0].candidates], _weigh_group(group, weights, around)))
    weigh_together(nodes)
    for group, node in zip(groups, nodes, strict=True):
        for m in group:
            _take_best(m, group[0].candidates, node.scores.tolist())


def _by_name(mentions: Iterable[Mention]) -> dict[Naming, list[Mention]]:
    named: dict[Naming, list[Mention]] = {}
    for m in mentions:
        if m.candidates:
            enclosing = tuple(sorted(p.id for p in m.enclosing))
            named.setdefault((fold_name(m.phrase.name or ""), enclosing), []).append(m)
    return named


def _said_of(name: str, named: dict[Naming, list[Mention]]) -> list[Place]:
    """The areas said to enclose a name anywhere in the report."""
    return [p for (other, _), group in named.items() if other == name for p in group[0].enclosing]


def _weigh_group(group: list[Mention], weights: dict[str, float], enclosing: list[Place]) -> list[float]:
    """What speaks for each candidate of mentions of one name, before they are weighed with the others."""
    shares = _fame_shares(group[0].candidates)
    return [
        max(weigh(c, m, weights, enclosing) for m in group) + WEIGHTS["share"] * share
        for c, share in zip(group[0].candidates, shares, strict=True)
    ]


def _fame_shares(candidates: list[Candidate]) -> list[float]:
    """Each settlement's share of all who live in one of its name: Paris is first of all the one in France."""
    people = [c.place.population if c.place.level == "settlement" and not c.heard else 0 for c in candidates]
    total = sum(people)
    return [n / total if total >= 50_000 else 0.0 for n in people]


def _take_best(m: Mention, candidates: list[Candidate], scores: list[float]) -> None:
    ranked = sorted(
        zip(scores, candidates, strict=True),
        key=lambda sc: (-round(sc[0], 9), -sc[1].place.population, sc[1].place.id),
    )
    m.score, m.choice = _town_first(ranked, m.phrase)
    rival = next((s for s, c in ranked[1:] if not _same_area(c.place, m.choice.place)), None)
    m.margin = m.score - rival if rival is not None else 9.0


def _town_first(ranked: list[tuple[float, Candidate]], phrase: Phrase) -> tuple[float, Candidate]:
    """The best candidate; for a division that no kind word asks for, its town of that name if close."""
    score, best = ranked[0]
    if best.place.level not in ("region", "district") or phrase.kind in ("region", "district") or best.heard:
        return score, best
    if phrase.relation == "countryside":
        return score, best
    for lower, c in ranked[1:]:
        town = (
            c.place.level == "settlement" and c.place.population >= 5000 and c.match >= EXACT and not c.heard
        )
        if town and score - lower <= WEIGHTS["town_lead"] and best.place.name in c.place.admin:
            return score, c
    return score, best


def weigh(candidate: Candidate, m: Mention, weights: dict[str, float], enclosing: list[Place]) -> float:
    """How well a candidate fits a mention by itself: the sum of weighted signs (`data/weights.yml`)."""
    place, w = candidate.place, WEIGHTS
    total = w["name"] * (candidate.match - 1.0)
    fame = prior(place.population, place.level)
    total += (
        w["prior"] * fame * (1.0 if candidate.match >= EXACT and candidate.heard is False else w["ear_prior"])
    )
    total += w["country"] * (weights.get(place.country or "", 0.0) if weights else 0.0)
    total += _within_sign(place, enclosing)
    return total + _kind_sign(place, m.phrase)


def _within_sign(place: Place, enclosing: list[Place]) -> float:
    if not enclosing:
        return 0.0
    return WEIGHTS["within"] if any(_inside(place, e) for e in enclosing) else -WEIGHTS["outside"]


def _inside(place: Place, area: Place) -> bool:
    if place.id == area.id or place.country != area.country and area.country:
        return False
    if area.level == "country":
        return True
    if len(place.admin) >= {"region": 1, "district": 2}.get(area.level, 99):
        return area.name in place.admin
    away = km_apart(place, area)
    if away is None:
        return False
    reach = {"region": 80.0, "district": 25.0, "settlement": 35.0, "site": 35.0, "country": 0.0}[area.level]
    return away <= reach


def _kind_sign(place: Place, phrase: Phrase) -> float:
    kind = phrase.kind
    if kind is None or not phrase.own:
        return WEIGHTS["settled"] if place.level == "settlement" and place.population >= 5000 else 0.0
    if kind == place.level:
        return WEIGHTS["kind"]
    if kind == "site" or {kind, place.level} in ({"district", "settlement"}, {"district", "region"}):
        return 0.0
    return -WEIGHTS["kind_off"]


def _same_area(a: Place, b: Place) -> bool:
    away = km_apart(a, b)
    return away is not None and away <= 15.0


def km_apart(a: Place, b: Place) -> float | None:
    """The distance between two places in km, None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return km_between(a.lat, a.lon, b.lat, b.lon)
