"""HXL: a CSV whose second row holds hashtags, with P-codes where a P-code list is given.

Source: Humanitarian Exchange Language 1.1; OCHA, Common Operational Datasets (P-codes).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dateline.model import PlaceRef
from dateline.publish.context import Context
from dateline.publish.countries import find_country
from dateline.publish.derive import all_actors, all_sources, all_targets, best_date, best_place, toll_range
from dateline.publish.layouts import columns_of, hxl_tags
from dateline.publish.pcodes import PCodes
from dateline.publish.projection import LeftOutError, quote_tellings
from dateline.publish.record import Occurrence, Record, occurrences
from dateline.publish.rows import trace_row
from dateline.publish.sheet import Cell, Sheet, join
from dateline.publish.trace import TraceLine


class Hxl:
    """See the module."""

    name = "hxl"
    suffix = ".hxl.csv"
    about = "HXL-tagged CSV with P-codes, for humanitarian data"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One row for each occurrence that happened; the others are left out and traced."""
        sheet = Sheet(out, columns_of("hxl"))
        sheet.row(hxl_tags())
        for occurrence in occurrences(records, context.incidents):
            try:
                row = hxl_cells(occurrence, context.pcodes)
            except LeftOutError as reason:
                yield reason.line(occurrence)
                continue
            sheet.row(row)
            yield trace_row(occurrence, rule="HXL: one row per occurrence")
            yield from _asides(occurrence, row, context.pcodes)


def hxl_cells(occurrence: Occurrence, pcodes: PCodes) -> dict[str, Cell]:
    """The row of one occurrence. Raises LeftOutError where it did not happen."""
    event = occurrence.lead.event
    if event.status != "happened":
        raise LeftOutError("not HXL: did not happen", f"status {event.status}; no column could say so")
    when = best_date(occurrence)
    killed, injured = (toll_range(occurrence, effect) for effect in ("killed", "injured"))
    return {
        "Event": occurrence.id,
        "Date": when.first.isoformat() if when and when.first else None,
        "Type": event.type,
        "First group": join(a.name for a in all_actors(occurrence)),
        "Second group": join(a.name for a in all_targets(occurrence)),
        **_place_cells(best_place(occurrence), pcodes),
        "Source": join(all_sources(occurrence)),
        "Description": quote_tellings([occurrence]),
        "Killed": killed.low if killed else None,
        "Injured": injured.low if injured else None,
    }


def _place_cells(place: PlaceRef | None, pcodes: PCodes) -> dict[str, Cell]:
    if place is None:
        return {}
    country = find_country(place.country)
    names: list[str | None] = [*place.admin, None, None][:2]
    if place.level in ("region", "district"):
        names[0 if place.level == "region" else 1] = place.name
    own = _own_pcode(place)
    first = own.get("region") or pcodes.find(country.iso3 if country else None, names[0])
    return {
        "Country code": country.iso3 if country else None,
        "Admin 1": names[0],
        "Admin 1 P-code": first,
        "Admin 2": names[1],
        "Admin 2 P-code": own.get("district") or pcodes.find(first, names[1]),
        "Place": place.name,
        "Latitude": place.lat,
        "Longitude": place.lon,
    }


def _own_pcode(place: PlaceRef) -> dict[str, str]:
    # A gazetteer made of OCHA's datasets names its divisions by their P-codes.
    source, _, code = (place.id or "").partition(":")
    return {place.level: code} if source == "pcode" else {}


def _asides(occurrence: Occurrence, row: dict[str, Cell], pcodes: PCodes) -> Iterator[TraceLine]:
    for level in (1, 2) if pcodes.entries else ():
        name = row.get(f"Admin {level}")
        if name and not row.get(f"Admin {level} P-code"):
            why = f"the P-code list has no single {name}"
            yield TraceLine("unknown", f"HXL: P-code {level}", occurrence.id, occurrence.keys, why)


FORMAT = Hxl()
