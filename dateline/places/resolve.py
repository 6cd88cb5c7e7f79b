"""A report's place phrases resolved together: each to an entry, an area around one, or honestly to none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.model.place import Place, PlaceRef
from dateline.model.span import Span
from dateline.places.context import PlaceContext, weigh_countries
from dateline.places.entry import Candidate
from dateline.places.fold import fold_name
from dateline.places.gazetteer import Gazetteer, prior
from dateline.places.geometry import km_between
from dateline.places.joint import make_node, weigh_together
from dateline.places.lists import list_end
from dateline.places.phrase import WORDS, Phrase, Relation, nationalities, parse_phrase, wordings
from dateline.places.refer import refer, refer_unknown
from dateline.places.weights import WEIGHTS

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


def resolve_places(
    text: str,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    *,
    context: PlaceContext = PlaceContext(),  # noqa: B008
) -> tuple[PlaceRef, ...]:
    """Resolve a report's place phrases, one PlaceRef a span in the same order, decided jointly.

    `text` is the report's text, `spans` its place phrases: a bare name, or words with a name in them ("the
    northern countryside of Hama"). Spans of `context.mentions` are weighed with them. Where nothing is close
    enough, the reference keeps the name as written and the area said to enclose it.
    """
    weights = weigh_countries(text, context)
    extra = [s for s in context.mentions if s not in spans]
    mentions = [_mention(text, s, gazetteer) for s in (*spans, *extra)]
    weights = _weigh_known(mentions, weights)
    _listen(mentions, gazetteer, weights, cased=sum(map(str.isupper, text)) * 200 > len(text))
    _choose(mentions, weights)
    _link_unnamed(mentions, gazetteer, weights)
    _doubt_far(mentions)
    return tuple(_reference(m, gazetteer, weights) for m in mentions[: len(spans)])


def _weigh_known(mentions: list[Mention], weights: dict[str, float]) -> dict[str, float]:
    """The weights with the countries in which two well-known places lie that the report names, if one only.

    A report from Makhachkala in Dagestan need not say that this is in Russia.
    """
    told: dict[str, set[str]] = {}
    for m in mentions:
        exact = [c.place for c in m.candidates if c.match >= 0.97]
        known = [p for p in exact if p.level == "region" or p.population >= 100_000]
        countries = {p.country for p in exact}
        if known and len(countries) == 1 and known[0].country and known[0].level != "country":
            told.setdefault(known[0].country, set()).add(known[0].id)
    return weights | {iso: 1.0 for iso, places in told.items() if len(places) >= 2}


_ONE_SOUND = 0.95
"""Names as alike as this are one name spelt two ways, wherever they lie."""


def _doubt_far(mentions: list[Mention]) -> None:
    """Take back what only sounds alike and lies far from every place that the report names outright."""
    sure = {
        m.choice.place.id: m.choice.place
        for m in mentions
        if m.choice and not m.choice.heard and m.choice.match >= 0.97 and m.choice.place.level != "country"
    }
    for m in mentions:
        if m.choice is None or not m.choice.heard or m.choice.match >= _ONE_SOUND:
            continue
        away = [d for p in sure.values() if (d := _away(p, m.choice.place)) is not None]
        if away and min(away) > WEIGHTS["ear_reach_km"]:
            m.margin = -1.0


def _away(a: Place, b: Place) -> float | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return km_between(a.lat, a.lon, b.lat, b.lon)


def _mention(text: str, span: Span, gazetteer: Gazetteer) -> Mention:
    phrase = parse_phrase(span.text)
    candidates = _by_word(span.text, gazetteer)
    if candidates:
        return Mention(span, Phrase(span.text, span.text), candidates)
    if phrase.relation in ("at", "near", "part", "capital"):
        for wording in wordings(span.text):
            exact = [c for c in gazetteer.candidates(wording, by_ear=False) if c.match >= 0.97]
            if exact and not (phrase.relation == "capital" and phrase.name != wording):
                kind = phrase.kind if wording != wordings(span.text)[0] else None
                phrase = replace(phrase, name=wording, relation="at", kind=kind, own=True, bearing=None)
                candidates = exact
                break
    if not candidates and phrase.name:
        candidates = gazetteer.candidates(phrase.name, by_ear=False)
    enclosing = [p for name in phrase.within for p in _enclosing_places(name, gazetteer)]
    enclosing += _said_after(text, span, gazetteer)
    other = gazetteer.candidates(phrase.other, by_ear=False) if phrase.other else []
    return Mention(span, phrase, candidates, enclosing, other)


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
    return [c.place for c in gazetteer.candidates(name, by_ear=False)[:12] if c.match >= 0.97]


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


def _listen(
    mentions: list[Mention], gazetteer: Gazetteer, weights: dict[str, float], *, cased: bool = True
) -> None:
    """Add candidates by ear where wanted, in the countries of the report and of what encloses the name."""
    likely = _where_told(mentions, [iso for iso, w in weights.items() if w >= 0.25][:3])
    for m in mentions:
        if not m.phrase.name:
            continue
        if m.phrase.name.islower() and cased:
            continue
        said = [p.country for p in m.enclosing if p.country]
        where = list(dict.fromkeys([*said, *likely]))[:4]
        here = [c for c in m.candidates if c.match >= 0.97 and _stands(c.place, where)]
        if here or not where or len(fold_name(m.phrase.name)) < 4:
            continue
        known = {c.place.id for c in m.candidates}
        m.candidates += [
            c
            for c in gazetteer.by_ear(m.phrase.name, countries=where, floor=_ear_floor(m.phrase))[:40]
            if c.place.id not in known
        ]


def _where_told(mentions: list[Mention], likely: list[str]) -> list[str]:
    """Of the likely countries those that the report's well-known places lie in; all where it names none.

    A country that only acts in a report ("Turkey said …") lends no sound-alikes to it.
    """
    told: dict[str, int] = {}
    for m in mentions:
        known = {
            c.place.country
            for c in m.candidates
            if c.match >= 0.97 and (c.place.level in ("region", "district") or c.place.population >= 5_000)
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
    return not where or place.country in where or place.country is None or place.population >= 50_000


def _choose(mentions: list[Mention], weights: dict[str, float]) -> None:
    """Each mention takes its best candidate; mentions of one name are one, and all are weighed together."""
    named: dict[tuple[str, tuple[str, ...]], list[Mention]] = {}
    for m in mentions:
        if m.candidates:
            enclosing = tuple(sorted(p.id for p in m.enclosing))
            named.setdefault((fold_name(m.phrase.name or ""), enclosing), []).append(m)
    said = {
        name: [p for (n, _), ms in named.items() if n == name for p in ms[0].enclosing] for name, _ in named
    }
    groups = list(named.values())
    nodes = []
    for (name, enclosing), group in named.items():
        around = group[0].enclosing if enclosing else said[name]
        shares = _fame_shares(group[0].candidates)
        own = [
            max(weigh(c, m, weights, around) for m in group) + WEIGHTS["share"] * share
            for c, share in zip(group[0].candidates, shares, strict=True)
        ]
        nodes.append(make_node([c.place for c in group[0].candidates], own))
    weigh_together(nodes)
    for group, node in zip(groups, nodes, strict=True):
        for m in group:
            _take_best(m, group[0].candidates, node.scores.tolist())


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
            c.place.level == "settlement" and c.place.population >= 5000 and c.match >= 0.97 and not c.heard
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
        w["prior"] * fame * (1.0 if candidate.match >= 0.97 and candidate.heard is False else w["ear_prior"])
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
    away = _away(place, area)
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
    away = _away(a, b)
    return away is not None and away <= 15.0


def _link_unnamed(mentions: list[Mention], gazetteer: Gazetteer, weights: dict[str, float]) -> None:
    """What 'the country', 'the capital' and 'the city' stand for, where the report leaves one answer."""
    sure = [iso for iso, w in weights.items() if w >= 0.5]
    for m in mentions:
        if m.phrase.relation == "capital":
            _link_capital(m, gazetteer, sure)
        elif m.phrase.name is None and m.phrase.kind == "country" and len(sure) == 1:
            country = gazetteer.place(f"iso:{sure[0]}")
            if country:
                _settle(m, country, f"is the country the report is about: {m.span.text!r}")
                relation: Relation = "part" if m.phrase.bearing is not None else "at"
                m.phrase = replace(m.phrase, relation=relation)
        elif m.phrase.name is None and _BACK.search(m.span.text):
            _link_back(m, mentions)


_BACK = re.compile(
    r"\b(?:the|this|that) (?:city|town|village|province|district|governorate|state|region)\b", re.I
)


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


def _link_back(m: Mention, mentions: list[Mention]) -> None:
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


def _reference(m: Mention, gazetteer: Gazetteer, weights: dict[str, float]) -> PlaceRef:
    choice = m.choice
    if choice is None or not _is_sure(m, weights):
        return refer_unknown(m.span, m.phrase, _best_enclosing(m.enclosing, weights), weights, choice)
    other = _nearest(m.other, choice.place) if m.other else None
    return refer(m.span, m.phrase, choice, gazetteer, other=other)


def _is_sure(m: Mention, weights: dict[str, float]) -> bool:
    assert m.choice is not None
    place = m.choice.place
    if m.choice.heard:
        return m.score >= WEIGHTS["ear_score"] and m.margin >= WEIGHTS["ear_margin"]
    supported = not weights or weights.get(place.country or "", 0.0) > 0 or place.country is None
    floor = WEIGHTS["floor"] if supported else WEIGHTS["floor_foreign"]
    return m.score >= floor and m.margin >= WEIGHTS["margin"]


def _best_enclosing(enclosing: list[Place], weights: dict[str, float]) -> Place | None:
    def rank(p: Place) -> tuple[float, int, str]:
        return (weights.get(p.country or "", 0.0) + prior(p.population, p.level), p.population, p.id)

    return max(enclosing, key=rank, default=None)


def _nearest(candidates: list[Candidate], place: Place) -> Place | None:
    near = [
        (away, c.place.id, c.place)
        for c in candidates
        if c.place.id != place.id and (away := _away(place, c.place)) is not None
    ]
    return min(near, key=lambda n: n[:2])[2] if near else None
