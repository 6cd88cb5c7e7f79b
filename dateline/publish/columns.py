"""The plain table of occurrences: one row each; its columns are described once for all table formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model import EFFECTS
from dateline.publish.derive import (
    all_actors,
    all_places,
    all_sources,
    all_targets,
    all_weapons,
    best_date,
    best_place,
    date_bounds,
    toll_range,
)
from dateline.publish.record import Occurrence
from dateline.publish.sheet import Cell, join

Kind = Literal["string", "integer", "number", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values (Frictionless Table Schema's word), what stands in it."""

    name: str
    kind: Kind
    about: str


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "The occurrence: the incident's id, or the event's where it stands alone"),
    Column("type", "string", "Event type of the codebook"),
    Column("family", "string", "The type's family"),
    Column("status", "string", "happened, planned, threatened, feared or denied"),
    Column("confidence", "number", "Chance that event and type are right, 0 to 1, of the surest telling"),
    Column("date_from", "date", "First day it may have happened; empty where no report fixes it"),
    Column("date_to", "date", "Last day it may have happened"),
    Column("date_precision", "string", "day, week, month, season, year, range or decade"),
    Column("actors", "string", "Who did it, parted by '; '"),
    Column("targets", "string", "To whom or what, parted by '; '"),
    Column("place", "string", "The most specific place"),
    Column("place_id", "string", "Its id in the gazetteer"),
    Column("latitude", "number", "WGS84 degrees; empty where the place is not in a gazetteer"),
    Column("longitude", "number", "WGS84 degrees"),
    Column("precision_km", "number", "How far off the coordinates may be, km"),
    Column("level", "string", "site, settlement, district, region or country"),
    Column("admin1", "string", "The largest division that holds the place"),
    Column("admin2", "string", "The next division"),
    Column("country", "string", "ISO 3166-1 alpha-2"),
    Column("all_places", "string", "Every place named, parted by '; '"),
    *(
        Column(f"{effect}_{end}", "integer", f"{words} {effect} that a report gives")
        for effect in EFFECTS
        for end, words in (("low", "Lowest number"), ("high", "Highest number"))
    ),
    Column("weapons", "string", "What it was done with, parted by '; '"),
    Column("sources", "string", "Outlets, and after ':' whom they quote, outermost first"),
    Column("words", "string", "The words that tell of it, one stretch a telling, parted by ' | '"),
    Column("tellings", "string", "Where they stand: report/event:start-end in code points, parted by '; '"),
    Column("reports", "integer", "How many reports tell of it"),
    Column("urls", "string", "Their addresses, parted by ' '"),
    Column("codebook", "string", "Codebook and version"),
    Column("coder", "string", "Coder and version"),
)


def row_of(occurrence: Occurrence) -> dict[str, Cell]:
    """The occurrence as a row of COLUMNS; dates as YYYY-MM-DD, unknown values None."""
    lead = occurrence.lead
    return {
        "id": occurrence.id,
        "type": lead.event.type,
        "family": lead.event.family,
        "status": lead.event.status,
        "confidence": round(lead.event.confidence, 4),
        **_when(occurrence),
        "actors": join(a.name for a in all_actors(occurrence)),
        "targets": join(a.name for a in all_targets(occurrence)),
        **_where(occurrence),
        **_tolls(occurrence),
        "weapons": join(all_weapons(occurrence)),
        "sources": join(all_sources(occurrence)),
        **_tellings(occurrence),
        "codebook": lead.codebook,
        "coder": lead.coder,
    }


def _when(occurrence: Occurrence) -> dict[str, Cell]:
    when = best_date(occurrence)
    first, last = (day.isoformat() if day else None for day in date_bounds(when))
    return {"date_from": first, "date_to": last, "date_precision": when.precision if when else None}


def _where(occurrence: Occurrence) -> dict[str, Cell]:
    place = best_place(occurrence)
    if place is None:
        return {"all_places": ""}
    admin: tuple[str | None, ...] = (*place.admin, None, None)
    return {
        "place": place.name,
        "place_id": place.id,
        "latitude": place.lat,
        "longitude": place.lon,
        "precision_km": place.precision,
        "level": place.level,
        "admin1": admin[0],
        "admin2": admin[1],
        "country": place.country,
        "all_places": join(p.name for p in all_places(occurrence)),
    }


def _tolls(occurrence: Occurrence) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for effect in EFFECTS:
        said = toll_range(occurrence, effect)
        cells[f"{effect}_low"], cells[f"{effect}_high"] = (said.low, said.high) if said else (None, None)
    return cells


def _tellings(occurrence: Occurrence) -> dict[str, Cell]:
    firsts = [(t, t.event.mentions[0]) for t in occurrence.tellings if t.event.mentions]
    return {
        "words": " | ".join(m.text for _, m in firsts),
        "tellings": join(f"{t.key}:{m.start}-{m.end}" for t, m in firsts),
        "reports": len({t.report.id for t in occurrence.tellings}),
        "urls": " ".join(dict.fromkeys(t.report.url for t in occurrence.tellings if t.report.url)),
    }
