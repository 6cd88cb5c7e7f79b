"""ACLED, first step: an occurrence at each of its places, with ACLED's type, day and names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateline.codebook import AcledCode, Codebook
from dateline.model import PlaceRef
from dateline.publish.countries import find_country
from dateline.publish.derive import best_date, toll_range
from dateline.publish.projection import (
    LeftOutError,
    days_wide,
    middle_day,
    quote_tellings,
    split_evenly,
    struck_places,
)
from dateline.publish.record import Occurrence
from dateline.publish.sides import MASS, Party, Sides, find_sides

VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians")
PRECISIONS = ((1, 1), (7, 2), (31, 3))  # days wide at most, time_precision
GEO_PRECISION = {"site": 1, "settlement": 1, "district": 2, "region": 3}
UNIDENTIFIED = "Unidentified Armed Group"


@dataclass(frozen=True, slots=True)
class Draft:
    """An occurrence at one of its places, before it is merged with others of the same place, day and pair.

    `events` are its events as 'report/event', `notes` where their words stand, `reports` the id, outlet and
    day of each report that tells it. `dead` is the lowest number of dead by report, already divided among
    the places.
    """

    events: tuple[str, ...]
    notes: str
    reports: tuple[tuple[str, str | None, date | None], ...]
    code: AcledCode
    place: PlaceRef
    day: date
    precision: int
    sides: Sides
    dead: dict[str, int]
    places: int

    @property
    def names(self) -> tuple[str, str]:
        """What the two sides are called; '' where there is none."""
        return (side_name(self.sides.first, self.place), side_name(self.sides.second, self.place))


def draft_rows(occurrence: Occurrence, book: Codebook) -> Iterator[Draft]:
    """The occurrence at each of its places. Raises LeftOutError where ACLED has no row for it."""
    event = occurrence.lead.event
    if event.status != "happened":
        raise LeftOutError("not ACLED: did not happen", f"status {event.status}")
    sides = find_sides(occurrence, book)
    code = _code(event.type, sides, book)
    day, precision = _day(occurrence)
    places = _places(occurrence)
    dead = _dead_by_report(occurrence)
    shares = {report: split_evenly(n, len(places)) for report, n in dead.items()}
    for i, place in enumerate(places):
        located = replace(sides, first=sides.first or _unidentified(code, place))
        here = {report: share[i] for report, share in shares.items()}
        yield Draft(
            events=occurrence.keys,
            notes=quote_tellings([occurrence]),
            reports=tuple((t.report.id, t.report.outlet, t.report.published) for t in occurrence.tellings),
            code=code,
            place=place,
            day=day,
            precision=precision,
            sides=located,
            dead=here,
            places=len(places),
        )


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


def _places(occurrence: Occurrence) -> list[PlaceRef]:
    struck = struck_places(occurrence)
    places = [p for p in struck if p.lat is not None and p.lon is not None and p.level in GEO_PRECISION]
    places = [p for p in places if find_country(p.country)]
    if not places:
        named = ", ".join(p.name for p in struck)
        why = f"no coordinates below the country for {named}" if named else "no report names a place"
        raise LeftOutError("not ACLED: no place", why)
    return places


def _dead_by_report(occurrence: Occurrence) -> dict[str, int]:
    dead: dict[str, int] = {}
    for telling in occurrence.tellings:
        said = toll_range(Occurrence(occurrence.id, (telling,)), "killed")
        if said and said.low is not None:
            dead[telling.report.id] = max(said.low, dead.get(telling.report.id, 0))
    return dead


def _unidentified(code: AcledCode, place: PlaceRef) -> tuple[Party, ...]:
    if code.event_type not in VIOLENT:
        return ()
    return (Party(UNIDENTIFIED, "political_militia", place.country),)


def draft_key(draft: Draft) -> str:
    """What drafts of one row share: country, day, place and pair of actors, whatever their order."""
    place = draft.place
    return "\x1f".join(
        (place.country or "", draft.day.isoformat(), place.id or place.name, *sorted(draft.names))
    )


def side_name(side: tuple[Party, ...], place: PlaceRef) -> str:
    """What ACLED calls a side's leading party; '' where there is none."""
    return actor_name(side[0], place) if side else ""


def actor_name(party: Party, place: PlaceRef) -> str:
    """The party's name; people without an organisation as ACLED calls them, 'Civilians (Syria)'."""
    is_mass = party.kind in MASS and party.id in (None, *MASS)
    country = find_country(party.country or place.country)
    if party.name == UNIDENTIFIED or is_mass:
        name = MASS[party.kind] if is_mass and party.kind else party.name
        return f"{name} ({country.name})" if country else name
    return party.name
