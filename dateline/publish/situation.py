"""A situation report's content: what happened by place, tolls, sides, what is contested, what changed.

Every statement and row cites the tellings that carry it; occurrences count by the day they are dated to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.codebook import Codebook
from dateline.publish.chart import Pin
from dateline.publish.contested import contested_statements
from dateline.publish.countries import find_country
from dateline.publish.derive import best_date, best_place
from dateline.publish.period import split_counted
from dateline.publish.record import Occurrence
from dateline.publish.sitrep_tables import TableRow, change_rows, side_rows, toll_rows
from dateline.publish.statement import Citation, Citations, Statement, make_statement

NOWHERE = "Place not told"
UNDATED = "Not dated closely enough to be counted"
UNDATED_NOTE = (
    "The sources give these no day, or only a range that reaches beyond the period. Whether they belong in "
    "it is not told, and they are counted nowhere above."
)


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a situation report shows. Days are inclusive; `days` counts occurrences by day and family.

    `undated` is what the reports date to no day of the period, only to a range that holds or crosses it: told
    apart, and counted nowhere. `silent_before`: the record holds nothing dated to the period before, so that
    no change can be told. `within` says in words what area this is.
    """

    title: str
    since: date
    until: date
    before: tuple[date, date]
    reports: int
    by_place: tuple[tuple[str, tuple[Statement, ...]], ...]
    tolls: tuple[TableRow, ...]
    sides: tuple[TableRow, ...]
    contested: tuple[Statement, ...]
    ahead: tuple[Statement, ...]
    change: tuple[TableRow, ...]
    days: tuple[tuple[date, dict[str, int]], ...]
    pins: tuple[Pin, ...]
    citations: tuple[Citation, ...]
    undated: tuple[Statement, ...] = ()
    silent_before: bool = False
    within: str = ""


def build_situation(
    now: Sequence[Occurrence],
    earlier: Sequence[Occurrence],
    *,
    title: str,
    since: date,
    until: date,
    before: tuple[date, date],
    book: Codebook,
    within: str = "",
) -> Situation:
    """The situation in `now`, compared with `earlier`, the occurrences of the period before."""
    cited = Citations()
    ordered, undated = split_counted(sorted(now, key=_order), since, until)
    earlier, _ = split_counted(earlier, *before)
    happened = _happened(ordered)
    ahead = [o for o in ordered if o.lead.event.status in ("planned", "threatened", "feared")]
    return Situation(
        title=title,
        since=since,
        until=until,
        before=before,
        reports=len({t.report.id for o in now for t in o.tellings}),
        by_place=tuple(_by_place(happened, book, cited)),
        tolls=tuple(toll_rows(happened, book, cited)),
        sides=tuple(side_rows(happened, book, cited)),
        contested=tuple(contested_statements(ordered, book, cited)),
        ahead=tuple(make_statement(o, book, cited, status=True) for o in ahead),
        undated=tuple(
            make_statement(o, book, cited, status=o.lead.event.status != "happened") for o in undated
        ),
        change=tuple(change_rows(happened, _happened(earlier), book)),
        days=tuple(_days(happened)),
        pins=tuple(_pins(happened)),
        citations=tuple(cited.found.values()),
        silent_before=not earlier,
        within=within,
    )


def _order(occurrence: Occurrence) -> tuple[date, str]:
    when = best_date(occurrence)
    return ((when and (when.first or when.last)) or date.max, occurrence.id)


def _by_place(
    happened: Iterable[Occurrence], book: Codebook, cited: Citations
) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    groups: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in happened:
        groups[_area(occurrence)].append(occurrence)
    for area in sorted(groups, key=lambda a: (a == NOWHERE, -len(groups[a]), a)):
        yield area, tuple(make_statement(o, book, cited) for o in groups[area])


def _area(occurrence: Occurrence) -> str:
    place = best_place(occurrence)
    if place is None:
        return NOWHERE
    country = find_country(place.country)
    first = place.admin[0] if place.admin else place.name
    if country is None or country.name in first:
        return first
    return f"{first}, {country.name}"


def _happened(found: Iterable[Occurrence]) -> list[Occurrence]:
    return [o for o in found if o.lead.event.status == "happened"]


def _days(happened: Iterable[Occurrence]) -> Iterator[tuple[date, dict[str, int]]]:
    counts: dict[date, Counter[str]] = defaultdict(Counter)
    for occurrence in happened:
        when = best_date(occurrence)
        if when and when.first and when.first == when.last:
            counts[when.first][occurrence.lead.event.family] += 1
    for day in sorted(counts):
        yield day, dict(sorted(counts[day].items()))


def _pins(happened: Iterable[Occurrence]) -> Iterator[Pin]:
    found: dict[tuple[float, float], list[Occurrence]] = defaultdict(list)
    for occurrence in happened:
        place = best_place(occurrence)
        if place and place.lat is not None and place.lon is not None and place.level != "country":
            found[place.lat, place.lon].append(occurrence)
    for (lat, lon), there in sorted(found.items()):
        place = best_place(there[0])
        assert place is not None
        yield Pin(lat, lon, place.name, place.precision, tuple(range(len(there))))
