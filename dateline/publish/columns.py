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
    place_rank,
    toll_ranges,
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
    Column("id", "string", "The occurrence; it stays the same when more reports tell of it"),
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


EMPTY: dict[str, Cell] = {column.name: None for column in COLUMNS}


def row_of(occurrence: Occurrence) -> dict[str, Cell]:
    """The occurrence as a row of COLUMNS, all of them in order; dates as YYYY-MM-DD, unknown values None."""
    row, lead = EMPTY.copy(), occurrence.lead
    event = lead.event
    row["id"] = occurrence.id
    row["type"], row["family"], row["status"] = event.type, event.family, event.status
    row["confidence"] = round(event.confidence, 4)
    _put_when(row, occurrence)
    row["actors"] = join([a.name for a in all_actors(occurrence)])
    row["targets"] = join([a.name for a in all_targets(occurrence)])
    _put_where(row, occurrence)
    for effect, said in toll_ranges(occurrence).items():
        row[f"{effect}_low"], row[f"{effect}_high"] = said.low, said.high
    row["weapons"] = join(all_weapons(occurrence))
    row["sources"] = join(all_sources(occurrence))
    _put_tellings(row, occurrence)
    row["codebook"], row["coder"] = lead.codebook, lead.coder
    return row


def _put_when(row: dict[str, Cell], occurrence: Occurrence) -> None:
    when = best_date(occurrence)
    if when is not None:
        row["date_from"] = when.first.isoformat() if when.first else None
        row["date_to"] = when.last.isoformat() if when.last else None
        row["date_precision"] = when.precision


def _put_where(row: dict[str, Cell], occurrence: Occurrence) -> None:
    places = all_places(occurrence)
    row["all_places"] = join([p.name for p in places])
    if not places:
        return
    place = min(places, key=place_rank) if len(places) > 1 else places[0]
    row["place"], row["place_id"], row["level"] = place.name, place.id, place.level
    row["latitude"], row["longitude"], row["precision_km"] = place.lat, place.lon, place.precision
    row["admin1"], row["admin2"] = (*place.admin, None, None)[:2]
    row["country"] = place.country


def _put_tellings(row: dict[str, Cell], occurrence: Occurrence) -> None:
    tellings = occurrence.tellings
    firsts = [(t, t.event.mentions[0]) for t in tellings if t.event.mentions]
    row["words"] = " | ".join([m.text for _, m in firsts])
    row["tellings"] = join([f"{t.key}:{m.start}-{m.end}" for t, m in firsts])
    row["reports"] = len({t.report.id for t in tellings})
    row["urls"] = " ".join(dict.fromkeys([t.report.url for t in tellings if t.report.url]))
