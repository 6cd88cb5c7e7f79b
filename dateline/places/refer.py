"""From a phrase and the entry it stands on to a reference with honest coordinates and precision."""

from __future__ import annotations

from dateline.model.place import Level, Place, PlaceRef
from dateline.model.span import Span
from dateline.places.entry import Candidate
from dateline.places.gazetteer import Gazetteer
from dateline.places.geometry import km_between, midpoint, move
from dateline.places.phrase import Phrase
from dateline.places.write import settlement_radius

NEAR_KM = 5.0
COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def refer(
    span: Span, phrase: Phrase, choice: Candidate, gazetteer: Gazetteer, *, other: Place | None = None
) -> PlaceRef:
    """The reference of a `span` whose `phrase` stands on the entry `choice`.

    Coordinates are moved as the phrase says; `precision` is how far off they may be, in km.
    """
    place = choice.place
    reach = _reach(place, gazetteer)
    why = f"{place.name} ({place.id}) {choice.why}"
    if phrase.relation == "offset" and phrase.km is not None:
        return _offset(span, phrase, place, reach, why)
    if phrase.relation == "between" and other is not None:
        return _between(span, place, other, why)
    if phrase.relation == "border":
        return _border(span, place, other, why)
    if phrase.relation == "countryside":
        return _countryside(span, phrase, place, gazetteer, why)
    if phrase.relation == "part" and phrase.bearing is not None:
        return _part(span, phrase, place, reach, why)
    if phrase.relation == "near":
        return _ref(span, place, place.level, place.lat, place.lon, reach + NEAR_KM, f"close to {why}")
    if not phrase.own:
        return _ref(
            span, place, phrase.kind or "site", place.lat, place.lon, reach, f"in {why}", name=said(span)
        )
    return _ref(span, place, place.level, place.lat, place.lon, reach, why)


def refer_unknown(
    span: Span,
    phrase: Phrase,
    enclosing: Place | None,
    weights: dict[str, float],
    best: Candidate | None,
) -> PlaceRef:
    """The reference of a span that no entry is close enough to: the name as written, and what encloses it."""
    admin: tuple[str, ...] = ()
    country = None
    if enclosing is not None:
        country = enclosing.country
        admin = enclosing.admin if enclosing.level == "country" else (*enclosing.admin, enclosing.name)
    elif weights and len([w for w in weights.values() if w >= 0.5]) == 1:
        country = next(iter(weights))
    near = f"; nearest was {best.place.name} ({best.place.id}), {best.why}" if best else ""
    where = f"; lies in {enclosing.name} ({enclosing.id})" if enclosing else ""
    name = phrase.name if phrase.name and phrase.own else said(span)
    level: Level = phrase.kind or "settlement"
    return PlaceRef(
        span, name, level, admin=admin, country=country, why=f"no entry is close enough{near}{where}"
    )


def said(span: Span) -> str:
    """The words of a span as a name: one line, without a leading article."""
    words = " ".join(span.text.split())
    return words[4:] if words.lower().startswith("the ") else words


def _reach(place: Place, gazetteer: Gazetteer) -> float:
    if place.level in ("settlement", "site"):
        known = gazetteer.radius(place.id)
        return known if known else settlement_radius(place.population)
    return gazetteer.radius(place.id) or {"district": 15.0, "region": 60.0}.get(place.level, 300.0)


def _ref(
    span: Span,
    place: Place,
    level: Level,
    lat: float | None,
    lon: float | None,
    precision: float,
    why: str,
    *,
    name: str | None = None,
) -> PlaceRef:
    return PlaceRef(
        span=span,
        name=name or place.name,
        level=level,
        id=place.id,
        lat=lat,
        lon=lon,
        precision=round(precision, 1) if lat is not None else None,
        admin=place.admin,
        country=place.country,
        why=why,
    )


def _offset(span: Span, phrase: Phrase, place: Place, reach: float, why: str) -> PlaceRef:
    km = phrase.km or 0.0
    if phrase.bearing is None or place.lat is None or place.lon is None:
        text = f"{km:g} km from {why}"
        return _ref(span, place, "site", place.lat, place.lon, km + reach, text, name=said(span))
    lat, lon = move(place.lat, place.lon, phrase.bearing, km)
    text = f"{km:g} km {COMPASS[int(phrase.bearing // 45)]} of {why}"
    return _ref(span, place, "site", lat, lon, max(2.0, km * 0.3) + reach / 2, text, name=said(span))


def _between(span: Span, place: Place, other: Place, why: str) -> PlaceRef:
    assert place.lat is not None and place.lon is not None and other.lat is not None and other.lon is not None
    lat, lon = midpoint(place.lat, place.lon, other.lat, other.lon)
    half = km_between(place.lat, place.lon, other.lat, other.lon) / 2
    return _ref(
        span,
        place,
        "site",
        lat,
        lon,
        half + 1,
        f"halfway to {other.name} ({other.id}) from {why}",
        name=said(span),
    )


def _border(span: Span, place: Place, other: Place | None, why: str) -> PlaceRef:
    if place.level == "country":
        why = f"the border of {why}" + (f" with {other.name}" if other else "")
        return PlaceRef(
            span, said(span), "region", country=place.country, why=f"{why}: a line, no point of it is said"
        )
    return _ref(span, place, "region", place.lat, place.lon, 50.0, f"a border near {why}", name=said(span))


def _countryside(span: Span, phrase: Phrase, place: Place, gazetteer: Gazetteer, why: str) -> PlaceRef:
    reach = _reach(place, gazetteer) if place.level in ("region", "district") else 30.0
    lat, lon = place.lat, place.lon
    if phrase.bearing is not None and lat is not None and lon is not None:
        lat, lon = move(lat, lon, phrase.bearing, min(20.0, reach * 0.3))
    return _ref(
        span,
        place,
        "region" if place.level != "district" else "district",
        lat,
        lon,
        reach,
        f"countryside of {why}",
    )


def _part(span: Span, phrase: Phrase, place: Place, reach: float, why: str) -> PlaceRef:
    assert phrase.bearing is not None
    side = COMPASS[int(phrase.bearing // 45)]
    if place.level in ("settlement", "site"):
        return _ref(span, place, "district", place.lat, place.lon, reach, f"{side} of {why}", name=said(span))
    lat, lon = place.lat, place.lon
    if lat is not None and lon is not None:
        lat, lon = move(lat, lon, phrase.bearing, reach * 0.5)
    return _ref(span, place, "region", lat, lon, reach * 0.6, f"{side} of {why}", name=said(span))
