"""ACLED, first step: an occurrence at each of its places, with ACLED's type, day and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.codebook import AcledCode, Codebook
from dateline.model import PlaceRef, Toll
from dateline.places.codes import acled_precision
from dateline.publish.countries import find_country
from dateline.publish.derive import best_date
from dateline.publish.projection import (
    LeftOutError,
    days_wide,
    middle_day,
    quote_tellings,
    split_evenly,
    struck_places,
)
from dateline.publish.record import Occurrence
from dateline.publish.sides import MASS, Party, Sides, find_sides, party_values

VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians")
PRECISIONS = ((1, 1), (7, 2), (31, 3))  # days wide at most, time_precision
GEO_PRECISION = {"site": 1, "settlement": 1, "district": 2, "region": 3}
UNIDENTIFIED = "Unidentified Armed Group"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a draft lies: the part of a place that ACLED's columns ask for; WGS84 degrees."""

    name: str
    id: str | None
    lat: float
    lon: float
    geo_precision: int
    admin: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An occurrence at one of its places, before it is merged with others of the same place, day and pair.

    `events` are its events as 'report/event', `notes` where their words stand, `reports` the id, outlet and
    day (YYYY-MM-DD) of each report that tells it. `dead` is the lowest number of dead by report, already
    divided among the places. `apart` names the fighters whose side no report tells.
    """

    events: tuple[str, ...]
    notes: str
    reports: tuple[tuple[str, str | None, str | None], ...]
    event_type: str
    sub_event_type: str
    place: Spot
    day: str
    precision: int
    first: tuple[Party, ...]
    second: tuple[Party, ...]
    apart: tuple[str, ...]
    dead: dict[str, int]
    places: int

    @property
    def names(self) -> tuple[str, str]:
        """What the two sides are called; '' where there is none."""
        return (side_name(self.first, self.place), side_name(self.second, self.place))

    def __reduce__(self) -> tuple[Any, ...]:
        # Drafts wait on disk by the million (spool): plain tuples are written in a fifth of the time.
        sides = [[party_values(p) for p in side] for side in (self.first, self.second)]
        told = (self.event_type, self.sub_event_type, spot_values(self.place), self.day, self.precision)
        rest = (*sides, self.apart, self.dead, self.places)
        return _restored, (self.events, self.notes, self.reports, *told, *rest)


def _restored(
    events: tuple[str, ...],
    notes: str,
    reports: tuple[tuple[str, str | None, str | None], ...],
    event_type: str,
    sub_event_type: str,
    spot: tuple[Any, ...],
    day: str,
    precision: int,
    first: list[tuple[Any, ...]],
    second: list[tuple[Any, ...]],
    *rest: Any,
) -> Draft:
    one, two = (tuple([Party(*party) for party in side]) for side in (first, second))
    spot_ = Spot(*spot)
    return Draft(events, notes, reports, event_type, sub_event_type, spot_, day, precision, one, two, *rest)


def spot_values(spot: Spot) -> tuple[Any, ...]:
    """The spot's values in their order."""
    return (spot.name, spot.id, spot.lat, spot.lon, spot.geo_precision, spot.admin, spot.country)


def draft_rows(occurrence: Occurrence, book: Codebook) -> Iterator[Draft]:
    """The occurrence at each of its places. Raises LeftOutError where ACLED has no row for it."""
    event = occurrence.lead.event
    if event.status != "happened":
        raise LeftOutError("not ACLED: did not happen", f"status {event.status}")
    sides = find_sides(occurrence, book)
    code = _code(event.type, sides, book)
    day, precision = _day(occurrence)
    spots = _spots(occurrence)
    shares = {report: split_evenly(n, len(spots)) for report, n in _dead_by_report(occurrence).items()}
    heads = {t.report.id: t.report for t in occurrence.tellings}.values()
    whole = Draft(
        events=occurrence.keys,
        notes=quote_tellings([occurrence]),
        reports=tuple([(h.id, h.outlet, h.published.isoformat() if h.published else None) for h in heads]),
        event_type=code.event_type,
        sub_event_type=code.sub_event_type,
        place=spots[0],
        day=day.isoformat(),
        precision=precision,
        first=sides.first or _unnamed(code, spots[0]),
        second=sides.second,
        apart=tuple([party.name for party in sides.apart]),
        dead={report: share[0] for report, share in shares.items()},
        places=len(spots),
    )
    yield whole
    for i, spot in enumerate(spots[1:], 1):
        first = sides.first or _unnamed(code, spot)
        dead = {report: share[i] for report, share in shares.items()}
        yield replace(whole, place=spot, first=first, dead=dead)


def _code(type: str, sides: Sides, book: Codebook) -> AcledCode:
    known = book.types.get(type)
    code = known.crosswalk.acled_for(*sides.kinds) if known else None
    if code is None:
        raise LeftOutError("not ACLED: no such type", f"the codebook gives {type} no ACLED type")
    return code


def _day(occurrence: Occurrence) -> tuple[date, int]:
    when = best_date(occurrence)
    if when is None or when.first is None or when.last is None:
        raise LeftOutError("not ACLED: no date", "no report fixes the day")
    wide = days_wide(when.first, when.last)
    precision = next((p for days, p in PRECISIONS if wide <= days), None)
    if precision is None:
        raise LeftOutError("not ACLED: date too wide", f"{wide} days; ACLED takes a month at most")
    return middle_day(when.first, when.last), precision


def _spots(occurrence: Occurrence) -> list[Spot]:
    struck = struck_places(occurrence)
    spots = [spot for place in struck if (spot := _spot(place))]
    if not spots:
        named = ", ".join(p.name for p in struck)
        why = f"no coordinates below the country for {named}" if named else "no report names a place"
        raise LeftOutError("not ACLED: no place", why)
    return spots


def _spot(place: PlaceRef) -> Spot | None:
    if place.lat is None or place.lon is None or place.level not in GEO_PRECISION:
        return None
    if place.country is None or find_country(place.country) is None:
        return None
    precision = acled_precision(place) or GEO_PRECISION[place.level]
    return Spot(place.name, place.id, place.lat, place.lon, precision, place.admin, place.country)


def _dead_by_report(occurrence: Occurrence) -> dict[str, int]:
    dead: dict[str, int] = {}
    for telling in occurrence.tellings:
        counts = [n for t in telling.event.toll if t.effect == "killed" and (n := count_dead(t)) is not None]
        if counts:
            dead[telling.report.id] = max(*counts, dead.get(telling.report.id, 0))
    return dead


def count_dead(toll: Toll) -> int | None:
    """The dead as ACLED counts them: 'dozens' are 12, 'hundreds' 100; else the lowest number, None unsaid."""
    if toll.low is None:
        return None
    vague = VAGUE.search(toll.span.text)
    return acled_data()["vague_numbers"][vague[0].casefold()] if vague else toll.low


@lru_cache(maxsize=1)
def acled_data() -> dict[str, Any]:
    """What data/acled.yml holds."""
    text = files("dateline.publish").joinpath("data", "acled.yml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


VAGUE = re.compile(rf"\b(?:{'|'.join(acled_data()['vague_numbers'])})\b", re.IGNORECASE)


def _unnamed(code: AcledCode, place: Spot) -> tuple[Party, ...]:
    if code.event_type in VIOLENT:
        return (Party(UNIDENTIFIED, "political_militia", place.country),)
    kind = acled_data()["unnamed"].get(code.event_type)
    if kind is None:
        raise LeftOutError("not ACLED: no actor", "no report says who did it")
    return (Party(MASS[kind], kind, place.country),)


def draft_key(draft: Draft) -> str:
    """What drafts of one row share: country, day, place and pair of actors, whatever their order."""
    place = draft.place
    return "\x1f".join((place.country, draft.day, place.id or place.name, *sorted(draft.names)))


def side_name(side: tuple[Party, ...], place: Spot) -> str:
    """What ACLED calls a side's leading party; '' where there is none."""
    return actor_name(side[0], place) if side else ""


def actor_name(party: Party, place: Spot) -> str:
    """The party's name; people without an organisation as ACLED calls them, 'Civilians (Syria)'."""
    is_mass = party.kind in MASS and party.id in (None, *MASS)
    country = find_country(party.country or place.country)
    if party.name == UNIDENTIFIED or is_mass:
        name = MASS[party.kind] if is_mass and party.kind else party.name
        return f"{name} ({country.name})" if country else name
    return party.name
