"""POLECAT: a tab-separated table of PLOVER events, in the columns of the POLECAT release.

Source: Halterman et al. (2023), 'PLOVER and POLECAT: A New Political Event Ontology and Dataset'. Intensity
is the event's score in the PLOVER manual. A title is what the report's words give a person. Wikipedia ids
stay empty: the codebook's actors carry none, and nothing in a report says them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from dateline.publish.context import Context
from dateline.publish.countries import find_country
from dateline.publish.derive import all_actors, all_places, all_targets
from dateline.publish.layouts import columns_of
from dateline.publish.plover_parts import HYPOTHETICAL, PloverEvent, actor_code, plover_event, sector_of
from dateline.publish.projection import LeftOutError
from dateline.publish.record import Record, occurrences
from dateline.publish.rows import trace_row
from dateline.publish.sheet import Cell, Sheet, join
from dateline.publish.sides import Party
from dateline.publish.trace import TraceLine


class Polecat:
    """See the module."""

    name = "polecat"
    suffix = ".polecat.tsv"
    about = "PLOVER events as a tab-separated table in POLECAT's columns"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One row an occurrence; what was denied, or has no PLOVER type, is left out and traced."""
        sheet = Sheet(out, columns_of("polecat"), delimiter="\t")
        for occurrence in occurrences(records, context.incidents):
            try:
                event = plover_event(occurrence, context.codebook)
                status_contexts(event)
            except LeftOutError as reason:
                yield reason.line(occurrence)
                continue
            sheet.row(polecat_cells(event))
            yield trace_row(occurrence, rule="POLECAT: one row per occurrence")


def polecat_cells(event: PloverEvent) -> dict[str, Cell]:
    """The row of one event."""
    occurrence = event.occurrence
    head = occurrence.lead.report
    people = (*all_actors(occurrence), *all_targets(occurrence))
    return {
        "Event ID": occurrence.id,
        "Event Date": event.start,
        "Event Type": event.code.event,
        "Event Mode": event.code.mode,
        "Intensity": event.intensity,
        "Quad Code": event.quad_code,
        "Contexts": join((*event.contexts, *status_contexts(event))),
        **_party_cells("Actor", event.actors, event.titles),
        **_party_cells("Recipient", event.recipients, event.titles),
        **_place_cells(event),
        "Source": join(dict.fromkeys(t.report.outlet for t in occurrence.tellings if t.report.outlet)),
        "Publication Date": head.published.isoformat() if head.published else None,
        "Story Organizations": join(dict.fromkeys(a.name for a in people)),
        "Story Locations": join(p.name for p in all_places(occurrence)),
        "Language": head.language,
        "Version": occurrence.lead.coder,
    }


def status_contexts(event: PloverEvent) -> tuple[str, ...]:
    """The contexts that say an event has not happened. Raises LeftOutError for what was denied.

    Source: PLOVER manual, 'Event, Mode, and Context': negated events are kept out of the final table, as no
    column could tell them from the others.
    """
    status = event.occurrence.lead.event.status
    if status == "denied":
        raise LeftOutError("not POLECAT: denied", "the table has no place to say that it did not happen")
    if status == "planned":
        return ("future",)
    return ("hypothetical",) if status in HYPOTHETICAL else ()


def _party_cells(role: str, side: tuple[Party, ...], titles: Mapping[str, str]) -> dict[str, Cell]:
    sectors = list(dict.fromkeys(s for p in side if (s := sector_of(p))))
    countries = [c for p in side if (c := find_country(p.country))]
    return {
        f"{role} Name": join(p.name for p in side),
        f"{role} Country": join(dict.fromkeys(code for p in side if (code := actor_code(p)))),
        f"{role} COW": join(dict.fromkeys(str(c.cow) for c in countries if c.cow)),
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": join(sectors),
        f"{role} Title": join(dict.fromkeys(titles[p.text] for p in side if p.text in titles)),
        f"{role} Name Raw": join(p.text for p in side if p.text),
    }


def _place_cells(event: PloverEvent) -> dict[str, Cell]:
    place = event.place
    return {
        "Placename": place.get("placename"),
        "City": place.get("city"),
        "District": place.get("district"),
        "Province": place.get("province"),
        "Country": place.get("country"),
        "Latitude": place.get("lat"),
        "Longitude": place.get("lon"),
        "GeoNames ID": place.get("geonameid"),
        "Raw Placename": place.get("raw"),
        "Feature Type": place.get("feature"),
    }


FORMAT = Polecat()
