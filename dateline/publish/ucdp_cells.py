"""UCDP GED: the cells of one occurrence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml

from dateline.codebook import Codebook
from dateline.model import PlaceRef
from dateline.places.codes import ucdp_precision
from dateline.publish.conflict_ids import NO_IDS, ConflictIds
from dateline.publish.countries import find_country
from dateline.publish.deaths import Deaths, count_deaths
from dateline.publish.derive import best_date, best_place
from dateline.publish.projection import LeftOutError, days_wide, number_id, quote_tellings, struck_places
from dateline.publish.record import Occurrence
from dateline.publish.sheet import Cell, join
from dateline.publish.sides import CIVILIANS, MASS, STATE, Kind, Party, Sides, dead_kind, find_sides, is_armed

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
DATE_PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))  # days wide at most, date_prec
CERTAIN = 0.8
CLEAR, UNCLEAR = "Clear", "Check unclear"


def ucdp_cells(occurrence: Occurrence, book: Codebook, ids: ConflictIds = NO_IDS) -> dict[str, Cell]:
    """The row, without active_year. Raises LeftOutError where UCDP has no row for the occurrence."""
    event = occurrence.lead.event
    if event.status != "happened":
        raise LeftOutError("not UCDP: did not happen", f"status {event.status}")
    known = book.types.get(event.type)
    if known is None or not known.crosswalk.ucdp:
        raise LeftOutError("not UCDP: no such type", f"the codebook gives {event.type} no type of violence")
    sides = _with_the_dead(find_sides(occurrence, book), occurrence, book)
    deaths = count_deaths(occurrence, sides, book)
    if deaths is None:
        raise LeftOutError("not UCDP: no death", "no report says that at least one person was killed")
    violence = type_of_violence(sides, known.crosswalk.ucdp)
    first, last, precision = _dates(occurrence)
    side_a, side_b = order_sides(sides, violence)
    return {
        "id": number_id(occurrence.id),
        "relid": relation_id(occurrence, first.year, violence),
        "year": first.year,
        "code_status": CLEAR if event.confidence >= CERTAIN else UNCLEAR,
        "type_of_violence": violence,
        **_dyad_cells(side_a, side_b, ids),
        **_source_cells(occurrence),
        **_place_cells(occurrence),
        "event_clarity": event_clarity(occurrence),
        "date_prec": precision,
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
        **_death_cells(deaths, swapped=side_a is not sides.first[0]),
        "gwnoa": _state_number(side_a),
        "gwnob": _state_number(side_b),
    }


def _with_the_dead(sides: Sides, occurrence: Occurrence, book: Codebook) -> Sides:
    # Where whom it was done to is unsaid or of no known kind, the words for the dead may say: civilians.
    if sides.second and sides.second[0].kind:
        return sides
    dead = [t.who for e in occurrence.events for t in e.toll if t.effect == "killed" and t.who]
    civilian = next((who for who in dead if dead_kind(who, book) == CIVILIANS), None)
    return replace(sides, second=(Party("Civilians", CIVILIANS, None, text=civilian),)) if civilian else sides


def type_of_violence(sides: Sides, allowed: tuple[int, ...]) -> int:
    """1 where a state fights armed others, 2 where none does, 3 where armed people harm civilians.

    Raises LeftOutError where a side is unknown or the sides do not fit what the codebook allows the type.
    """
    first, second = (side[0] if side else None for side in (sides.first, sides.second))
    if first is None or not is_armed(first):
        raise LeftOutError("not UCDP: side unknown", "no report names an armed side")
    if second is None or second.kind is None:
        raise LeftOutError("not UCDP: side unknown", f"whom {first.name} harmed or fought is unknown")
    found = ONE_SIDED if second.kind in (CIVILIANS, "protesters") else _between(first.kind, second.kind)
    if found not in allowed or (found != ONE_SIDED and not is_armed(second)):
        why = f"{first.kind} against {second.kind} makes type {found}; the codebook allows {list(allowed)}"
        raise LeftOutError("not UCDP: sides do not fit", why)
    return found


def order_sides(sides: Sides, violence: int) -> tuple[Party, Party]:
    """Side A and side B: the state or the perpetrator first, else by name."""
    first, second = sides.first[0], sides.second[0]
    if violence == ONE_SIDED or first.kind == STATE != second.kind:
        return first, second
    if second.kind == STATE != first.kind:
        return second, first
    return (first, second) if first.name <= second.name else (second, first)


def _between(first: Kind, second: Kind) -> int:
    return STATE_BASED if STATE in (first, second) else NON_STATE


def relation_id(occurrence: Occurrence, year: int, violence: int) -> str:
    """GED's readable id, its last part made of the occurrence's id: 'SYR-2014-3-00012345'."""
    place = best_place(occurrence)
    country = find_country(place.country) if place else None
    return f"{country.iso3 if country else 'XXX'}-{year}-{violence}-{number_id(occurrence.id) % 10**8:08d}"


def _dates(occurrence: Occurrence) -> tuple[date, date, int]:
    when = best_date(occurrence)
    if when is None or when.first is None or when.last is None:
        raise LeftOutError("not UCDP: no date", "no report fixes the date")
    wide = days_wide(when.first, when.last)
    precision = next((p for days, p in DATE_PRECISIONS if wide <= days), None)
    if precision is None:
        raise LeftOutError("not UCDP: date too wide", f"{wide} days; UCDP takes a year at most")
    return when.first, when.last, precision


def event_clarity(occurrence: Occurrence) -> int:
    """1 where one incident is told, 2 where the reports tell several as one: over days, or at several places.

    Source: GED Codebook 24.1, 'event_clarity'. That the day of one incident is not known exactly makes it no
    less clear: that is date_prec.
    """
    when = best_date(occurrence)
    spans_days = when is not None and when.precision == "range" and when.first != when.last
    return 2 if spans_days or len(struck_places(occurrence)) > 1 else 1


def _dyad_cells(side_a: Party, side_b: Party, ids: ConflictIds) -> dict[str, Cell]:
    a, b = (MASS.get(side.kind or "", side.name) for side in (side_a, side_b))
    return {
        "dyad_new_id": number_id("dyad", a, b),
        "dyad_name": f"{a} - {b}",
        "side_a_new_id": number_id("actor", a),
        "side_a": a,
        "side_b_new_id": number_id("actor", b),
        "side_b": b,
        **(ids.find(a, b) or {}),
    }


def _source_cells(occurrence: Occurrence) -> dict[str, Cell]:
    heads = {t.report.id: t.report for t in occurrence.tellings}.values()
    return {
        "number_of_sources": len(heads),
        "source_article": join(h.url or h.id for h in heads),
        "source_office": join(h.outlet for h in heads if h.outlet),
        "source_date": join(h.published.isoformat() for h in heads if h.published),
        "source_headline": join(h.title for h in heads if h.title),
        "source_original": join(dict.fromkeys(_quoted(occurrence))) or quote_tellings([occurrence]),
    }


def _quoted(occurrence: Occurrence) -> list[str]:
    return [chain[-1].name for e in occurrence.events for chain in e.chains if chain]


def _place_cells(occurrence: Occurrence) -> dict[str, Cell]:
    place = best_place(occurrence)
    country = find_country(place.country) if place else None
    if place is None or place.lat is None or place.lon is None or not (country or is_water(place)):
        named = place.name if place else "no place"
        raise LeftOutError("not UCDP: no place", f"{named}: no coordinates, or no country")
    admin: tuple[str | None, ...] = (*place.admin, None, None)
    return {
        "where_prec": where_precision(place),
        "where_coordinates": place.name,
        "where_description": quote_tellings([occurrence]),
        "adm_1": admin[0],
        "adm_2": admin[1],
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon:g} {place.lat:g})",
        "priogrid_gid": priogrid_cell(place.lat, place.lon),
        "country": country.name if country else None,
        "country_id": country.gw if country else None,
        "region": country.ucdp_region if country else None,
    }


def is_water(place: PlaceRef) -> bool:
    """Whether it is international waters or airspace: of no country, and called a sea, gulf or strait."""
    return place.country is None and not _waters().isdisjoint(place.name.casefold().split())


@lru_cache(maxsize=1)
def _waters() -> frozenset[str]:
    text = files("dateline.publish").joinpath("data", "ucdp.yml").read_text("utf-8")
    return frozenset(yaml.safe_load(text)["waters"])


def where_precision(place: PlaceRef) -> int:
    """GED's where_prec.

    1 exact, 2 within about 25 km, 3 second-order, 4 first-order division, 5 an area or line without formal
    borders, 6 country, 7 international waters. Source: GED Codebook 24.1, 'where_prec'.
    """
    return 7 if is_water(place) else ucdp_precision(place) or 6


def priogrid_cell(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: 0.5 degree cells, 1 at the south-west, 720 a row.

    Source: Tollefsen, Strand and Buhaug (2012), 'PRIO-GRID: A unified spatial data structure'.
    """
    row = min(int((lat + 90) * 2), 359)
    column = min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _death_cells(deaths: Deaths, *, swapped: bool) -> dict[str, Cell]:
    a, b = (deaths.b, deaths.a) if swapped else (deaths.a, deaths.b)
    return {
        "deaths_a": a,
        "deaths_b": b,
        "deaths_civilians": deaths.civilians,
        "deaths_unknown": deaths.unknown,
        "best": deaths.best,
        "high": max(deaths.high, deaths.best),
        "low": deaths.low,
    }


def _state_number(side: Party) -> int | None:
    country = find_country(side.country) if side.kind == STATE else None
    return country.gw if country else None
