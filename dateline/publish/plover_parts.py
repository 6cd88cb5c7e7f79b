"""PLOVER: what an event is called there, and who its actors are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.codebook import Codebook, PloverCode
from dateline.model import PlaceRef
from dateline.publish.countries import find_country
from dateline.publish.derive import best_date, best_place
from dateline.publish.person_titles import find_title
from dateline.publish.projection import LeftOutError
from dateline.publish.record import Occurrence
from dateline.publish.sides import Party, find_sides

HYPOTHETICAL = ("threatened", "feared")
BEYOND_COUNTRIES = ("external_forces", "other")
FEATURES = {"site": "S", "settlement": "P", "district": "A2", "region": "A1", "country": "PCLI"}


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """An occurrence in PLOVER's terms. `start`, `end`: days as YYYY-MM-DD, None where open or unknown.

    `quad_code` is '1' to '4', `intensity` -10 to +10; `place` holds PLOVER's names for the divisions and the
    feature type. Where both sides do it, both are `actors` and there are no `recipients`.
    `titles` holds persons' titles of office or rank by what the report calls them.
    """

    occurrence: Occurrence
    code: PloverCode
    quad_code: str | None
    intensity: float | None
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    start: str | None
    end: str | None
    place: dict[str, Any]
    titles: dict[str, str]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = files("dateline.publish").joinpath("data", "plover.yml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def plover_event(occurrence: Occurrence, book: Codebook) -> PloverEvent:
    """The occurrence in PLOVER's terms. Raises LeftOutError where the codebook has none for its type."""
    event = occurrence.lead.event
    known = book.types.get(event.type)
    code = known.crosswalk.plover if known else None
    if code is None:
        raise LeftOutError("not PLOVER: no such type", f"the codebook gives {event.type} no PLOVER event")
    when = best_date(occurrence)
    days = (when.first, when.last) if when else (None, None)
    quad, sides = book.vocabularies.quad.get(code.event, ""), find_sides(occurrence, book)
    everybody = (*sides.first, *sides.second, *sides.apart)
    return PloverEvent(
        occurrence=occurrence,
        code=code,
        quad_code=quad.split(" ")[0] or None,
        intensity=_data()["intensity"].get(code.event),
        contexts=tuple(contexts_of(event.type, event.family)),
        actors=sides.first if sides.directed else (*sides.first, *sides.second, *sides.apart),
        recipients=(*sides.second, *sides.apart) if sides.directed else (),
        start=days[0].isoformat() if days[0] else None,
        end=days[1].isoformat() if days[1] else None,
        place=_place(occurrence),
        titles={p.text: title for p in everybody if (title := title_of(p, book))},
    )


def contexts_of(type: str, family: str) -> Iterator[str]:
    """PLOVER's contexts of a type."""
    for context, ids in _data()["contexts"].items():
        if type in ids or family in ids:
            yield context


def sector_of(party: Party) -> str | None:
    """PLOVER's sector of an actor: by its words where they tell, else by its kind; None where unknown."""
    sectors = _data()["sectors"].get(party.kind)
    if sectors is None:
        return None
    return _told(party, sectors.get("words", {})) or sectors.get("default")


def title_of(party: Party, book: Codebook) -> str | None:
    """The title of office or rank that the report's words give a person; None where they give none."""
    return find_title(party.text, _data()["titles"], book, bodies=_data()["bodies"])


def actor_code(party: Party) -> str | None:
    """An actor's country as ISO 3166-1 alpha-3, IGO or NGO for such organisations; None where unknown."""
    country = find_country(party.country)
    if country is not None:
        return country.iso3
    return _told(party, _data()["codes"]) if party.kind in BEYOND_COUNTRIES else None


def _told(party: Party, codes: Mapping[str, Iterable[str]]) -> str | None:
    words = set(f"{party.name} {party.text}".casefold().replace("-", " ").split())
    return next((code for code, those in codes.items() if words.intersection(those)), None)


def _geonames_id(place: PlaceRef) -> str | None:
    source, _, number = (place.id or "").partition(":")
    return number if source == "geonames" else None


def _place(occurrence: Occurrence) -> dict[str, Any]:
    place = best_place(occurrence)
    if place is None:
        return {}
    admin: tuple[str | None, ...] = (*place.admin, None, None)
    country = find_country(place.country)
    return {
        "placename": place.name,
        "raw": place.span.text,
        "geonameid": _geonames_id(place),
        "lat": place.lat,
        "lon": place.lon,
        "city": place.name if place.level == "settlement" else None,
        "district": place.name if place.level == "district" else admin[1],
        "province": place.name if place.level == "region" else admin[0],
        "country": country.iso3 if country else None,
        "resolution": place.level,
        "feature": FEATURES[place.level],
    }
