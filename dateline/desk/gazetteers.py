"""The gazetteer's entries as people and forms need them: spellings, coordinates, how far these may be off."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.desk.desk import Desk
from dateline.incidents.features.place import DEFAULT_PRECISION
from dateline.model import Place
from dateline.places import Candidate, Gazetteer, open_gazetteer
from dateline.places.lookup import look_up
from dateline.places.write import settlement_radius

MOST = 12
SPELLINGS = 24


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate for a name. `precision` in km; `names` its spellings, the main first; `why` it came up."""

    id: str
    name: str
    level: str
    lat: float | None
    lon: float | None
    country: str | None
    population: int
    admin: tuple[str, ...]
    precision: float | None
    names: tuple[str, ...]
    ids: tuple[str, ...]
    why: str


def find_entries(desk: Desk, name: str) -> tuple[Entry, ...]:
    """The entries that `name` may mean, best first, at most MOST."""
    gazetteer = open_gazetteer(desk.options.home)
    _, found = look_up(gazetteer, name)
    return tuple(_entry(gazetteer, candidate) for candidate in found[:MOST])


def _entry(gazetteer: Gazetteer, candidate: Candidate) -> Entry:
    place = candidate.place
    names = dict.fromkeys(name for name, _, _ in gazetteer.names(place.id))
    return Entry(
        id=place.id,
        name=place.name,
        level=place.level,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        population=place.population,
        admin=place.admin,
        precision=precision_km(gazetteer, place),
        names=tuple(names)[:SPELLINGS],
        ids=gazetteer.ids(place.id),
        why=candidate.why,
    )


def precision_km(gazetteer: Gazetteer, place: Place) -> float | None:
    """How far off the entry's point may be from what bears its name, in km; None where it has no point."""
    if place.lat is None:
        return None
    known = gazetteer.radius(place.id)
    if not known and place.level in ("settlement", "site"):
        known = settlement_radius(place.population)
    return round(known or DEFAULT_PRECISION[place.level], 1)
