"""A report's place phrases resolved together: each to an entry, an area around one, or honestly to none."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.place import Place, PlaceRef
from dateline.model.span import Span
from dateline.places.choice import choose_places, km_apart
from dateline.places.context import PlaceContext, weigh_countries
from dateline.places.entry import Candidate
from dateline.places.far_off import doubt_far
from dateline.places.gazetteer import Gazetteer, prior
from dateline.places.mention import EXACT, Mention, read_mention
from dateline.places.refer import refer, refer_unknown
from dateline.places.sound_alikes import add_sound_alikes
from dateline.places.unnamed import link_unnamed
from dateline.places.weights import WEIGHTS


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
    mentions = [read_mention(text, s, gazetteer) for s in (*spans, *extra)]
    weights = _weigh_known(mentions, weights)
    add_sound_alikes(mentions, gazetteer, weights, cased=sum(map(str.isupper, text)) * 200 > len(text))
    choose_places(mentions, weights)
    link_unnamed(mentions, gazetteer, weights)
    doubt_far(mentions, weights)
    return tuple(refer_mention(m, gazetteer, weights) for m in mentions[: len(spans)])


def _weigh_known(mentions: list[Mention], weights: dict[str, float]) -> dict[str, float]:
    """The weights with the countries in which two well-known places lie that the report names, if one only.

    A report from Makhachkala in Dagestan need not say that this is in Russia.
    """
    told: dict[str, set[str]] = {}
    for m in mentions:
        exact = [c.place for c in m.candidates if c.match >= EXACT]
        known = [p for p in exact if p.level == "region" or p.population >= 100_000]
        countries = {p.country for p in exact}
        if known and len(countries) == 1 and known[0].country and known[0].level != "country":
            told.setdefault(known[0].country, set()).add(known[0].id)
    return weights | {iso: 1.0 for iso, places in told.items() if len(places) >= 2}


def refer_mention(m: Mention, gazetteer: Gazetteer, weights: dict[str, float]) -> PlaceRef:
    """The reference of a weighed mention: to its choice where that is sure, else to no entry."""
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
        if c.place.id != place.id and (away := km_apart(place, c.place)) is not None
    ]
    return min(near, key=lambda n: n[:2])[2] if near else None
