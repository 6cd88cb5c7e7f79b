"""A situation report's content: statements made of the record's values, each with its citations.

Nothing is said that no source carries: a statement is put together from the values of tellings, and cites
each of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

import yaml

from dateline.codebook import Codebook
from dateline.model import PlaceRef
from dateline.publish.chart import Pin
from dateline.publish.countries import find_country
from dateline.publish.day_words import day_words, when_words
from dateline.publish.derive import (
    Range,
    actor_key,
    all_actors,
    all_targets,
    best_date,
    best_place,
    toll_range,
)
from dateline.publish.page_parts import safe_url, toll_phrases, toll_words, type_title
from dateline.publish.period import split_counted
from dateline.publish.record import Occurrence, Telling

NOWHERE = "Place not told"
REPORTS = "reports"  # what a chain holds for 'reportedly' (RECORD, 'What counts')
UNDATED = "Not dated closely enough to be counted"
UNDATED_NOTE = (
    "The sources give these no day, or only a range that reaches beyond the period. Whether they belong in "
    "it is not told, and they are counted nowhere above."
)
POINTS = ("site", "settlement")
HARM = ("killed", "injured", "missing", "detained", "displaced")


@dataclass(frozen=True, slots=True)
class Citation:
    """A telling that statements rest on, by its number in the list of sources."""

    number: int
    outlet: str
    title: str
    published: str
    url: str | None
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the numbers of the citations that carry it."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: cells, and the citations that carry them."""

    cells: tuple[str, ...]
    cites: tuple[int, ...] = ()


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


@dataclass
class Citations:
    """Numbers tellings as they are first cited."""

    found: dict[str, Citation] = field(default_factory=dict)

    def cite(self, tellings: Iterable[Telling]) -> tuple[int, ...]:
        """The numbers of these tellings."""
        return tuple(sorted({self._number(t) for t in tellings}))

    def _number(self, telling: Telling) -> int:
        key = telling.key
        if key not in self.found:
            head, first = telling.report, telling.event.mentions[0]
            self.found[key] = Citation(
                len(self.found) + 1,
                outlet_words(head.outlet) or "outlet unknown",
                head.title or "",
                day_words(head.published) if head.published else "undated",
                head.url,
                f"{key}:{first.start}-{first.end}",
                first.text,
            )
        return self.found[key].number


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
        tolls=tuple(_tolls(happened, book, cited)),
        sides=tuple(_sides(happened, book, cited)),
        contested=tuple(_contested(ordered, book, cited)),
        ahead=tuple(_statement(o, book, cited, status=True) for o in ahead),
        undated=tuple(_statement(o, book, cited, status=o.lead.event.status != "happened") for o in undated),
        change=tuple(_change(happened, _happened(earlier), book)),
        days=tuple(_days(happened)),
        pins=tuple(_pins(happened)),
        citations=tuple(cited.found.values()),
        silent_before=not earlier,
        within=within,
    )


def _order(occurrence: Occurrence) -> tuple[date, str]:
    when = best_date(occurrence)
    return ((when and (when.first or when.last)) or date.max, occurrence.id)


def _statement(
    occurrence: Occurrence, book: Codebook, cited: Citations, *, status: bool = False
) -> Statement:
    return Statement(_sentence(occurrence, book, status=status), cited.cite(occurrence.tellings))


def _sentence(occurrence: Occurrence, book: Codebook, *, status: bool) -> str:
    event, place, when = occurrence.lead.event, best_place(occurrence), best_date(occurrence)
    by, against = (
        _listed(a.name for a in found) for found in (all_actors(occurrence), all_targets(occurrence))
    )
    lead = f"{when_words(when)}: " if when else ""
    what = type_title(event.type, book) + (f" ({event.status})" if status else "")
    told = [
        f"{lead}{what}{_where(place) if place else ''}",
        f"{_role(occurrence)} {by}" if by else "",
        f"{_to_whom(event.family)} {against}" if against else "",
    ]
    parts = [
        " ".join(words for words in told if words),
        ", ".join(toll_phrases(occurrence)),
        f"said by {_listed(sources)}" if (sources := _said_by(occurrence)) else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def _where(place: PlaceRef) -> str:
    return f" {'at' if place.level in POINTS else 'in'} {place.name}"


def outlet_words(outlet: str | None) -> str | None:
    """The outlet as people call it: of a web address its host."""
    host = urlsplit(outlet).hostname if outlet and safe_url(outlet) else None
    return host.removeprefix("www.") if host else outlet


def _listed(names: Iterable[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    known = list(names)
    return " and ".join(part for part in (", ".join(known[:-1]), *known[-1:]) if part)


def _role(occurrence: Occurrence) -> str:
    # Where nobody is told to be the target, those who fight or talk do it with one another.
    alone = all_targets(occurrence) or len(all_actors(occurrence)) < 2
    return "by" if alone or occurrence.lead.event.family not in _words()["mutual"] else "between"


def _to_whom(family: str) -> str:
    told = (word for word, families in _words()["to_whom"].items() if family in families)
    return next(told, "affecting")


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = files("dateline.publish").joinpath("data", "sitrep.yml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def _said_by(occurrence: Occurrence) -> list[str]:
    names = dict.fromkeys(chain[-1].name for e in occurrence.events for chain in e.chains if chain)
    return [f"unnamed {name}" if name == REPORTS else name for name in names]


def _by_place(
    happened: Iterable[Occurrence], book: Codebook, cited: Citations
) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    groups: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in happened:
        groups[_area(occurrence)].append(occurrence)
    for area in sorted(groups, key=lambda a: (a == NOWHERE, -len(groups[a]), a)):
        yield area, tuple(_statement(o, book, cited) for o in groups[area])


def _area(occurrence: Occurrence) -> str:
    place = best_place(occurrence)
    if place is None:
        return NOWHERE
    country = find_country(place.country)
    first = place.admin[0] if place.admin else place.name
    if country is None or country.name in first:
        return first
    return f"{first}, {country.name}"


def _tolls(happened: Iterable[Occurrence], book: Codebook, cited: Citations) -> Iterator[TableRow]:
    for occurrence in happened:
        ranges = [toll_range(occurrence, effect) for effect in HARM]
        if not any(ranges):
            continue
        place, when = best_place(occurrence), best_date(occurrence)
        what = (when_words(when) if when else "", type_title(occurrence.lead.event.type, book))
        numbers = tuple(toll_words(r.low, r.high) if r else "" for r in ranges)
        yield TableRow((*what, place.name if place else "", *numbers), cited.cite(occurrence.tellings))


def _sides(happened: Iterable[Occurrence], book: Codebook, cited: Citations) -> Iterator[TableRow]:
    # Whoever did something, and of those it was done to the ones that the codebook knows: other victims stand
    # in the statements.
    did: dict[str, list[Occurrence]] = defaultdict(list)
    suffered: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in happened:
        for side, actors in ((did, all_actors(occurrence)), (suffered, all_targets(occurrence))):
            for name in dict.fromkeys(a.name for a in actors):
                side[name].append(occurrence)
    known = {a.name for found in suffered.values() for o in found for a in all_targets(o) if a.id}
    sides = {*did, *(name for name in suffered if name in known)}
    for name in sorted(sides, key=lambda n: (-len(did[n]) - len(suffered[n]), n)):
        tellings = [t for o in (*did[name], *suffered[name]) for t in o.tellings]
        yield TableRow((name, _kinds(did[name], book), _kinds(suffered[name], book)), cited.cite(tellings))


def _kinds(found: Iterable[Occurrence], book: Codebook) -> str:
    counts = Counter(type_title(o.lead.event.type, book).lower() for o in found)
    return ", ".join(f"{name} ({n})" for name, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


def _contested(ordered: Iterable[Occurrence], book: Codebook, cited: Citations) -> Iterator[Statement]:
    for occurrence in ordered:
        for differing in (
            _differing_tolls(occurrence),
            _differing_status(occurrence),
            _differing_actors(occurrence),
        ):
            if differing:
                head = _sentence(occurrence, book, status=False).split(";")[0].rstrip(".")
                yield Statement(f"{head} – {differing}.", cited.cite(occurrence.tellings))


def _differing_tolls(occurrence: Occurrence) -> str:
    told: dict[str, list[str]] = defaultdict(list)
    ranges: set[Range] = set()
    for telling in occurrence.tellings:
        said = toll_range(Occurrence(occurrence.id, (telling,)), "killed")
        if said:
            ranges.add(said)
            told[toll_words(said.low, said.high)].append(_teller(telling))
    # 'At least 7' and '9' can both be true.
    return _against("killed", told) if any(_are_apart(a, b) for a, b in combinations(ranges, 2)) else ""


def _are_apart(one: Range, other: Range) -> bool:
    return any(
        a.high is not None and b.low is not None and a.high < b.low for a, b in ((one, other), (other, one))
    )


def _differing_status(occurrence: Occurrence) -> str:
    told: dict[str, list[str]] = defaultdict(list)
    for telling in occurrence.tellings:
        told[telling.event.status].append(_teller(telling))
    if list(told) == ["denied"]:
        return f"denied according to {_listed(dict.fromkeys(told['denied']))}"
    # What was planned, or feared, and then happened is told differently and not contested.
    return _against("status", told) if "denied" in told else ""


def _differing_actors(occurrence: Occurrence) -> str:
    told: dict[str, list[str]] = defaultdict(list)
    sides: set[frozenset[str]] = set()
    for telling in occurrence.tellings:
        names = _listed(sorted({a.name for a in telling.event.actors}))
        if names:
            sides.add(frozenset(map(actor_key, telling.event.actors)))
            told[names].append(_teller(telling))
    # Who names fewer of them, or more, contradicts nobody.
    return _against("by whom", told) if any(a.isdisjoint(b) for a, b in combinations(sides, 2)) else ""


def _teller(telling: Telling) -> str:
    head = telling.report
    who = outlet_words(head.outlet) or head.id
    return f"{who}, {day_words(head.published)}" if head.published else who


def _against(what: str, told: dict[str, list[str]]) -> str:
    return f"{what}: " + "; or ".join(f"{v} ({'; '.join(dict.fromkeys(who))})" for v, who in told.items())


def _change(now: Sequence[Occurrence], earlier: Sequence[Occurrence], book: Codebook) -> Iterator[TableRow]:
    if not now and not earlier:
        return
    counts = [Counter(o.lead.event.family for o in found) for found in (now, earlier)]
    order = {family: i for i, family in enumerate(book.families)}
    read = [len({t.report.id for o in found for t in o.tellings}) for found in (now, earlier)]
    yield TableRow(("Reports that tell of this", str(read[1]), str(read[0]), f"{read[0] - read[1]:+d}"))
    for family in sorted({*counts[0], *counts[1]}, key=lambda f: (order.get(f, len(order)), f)):
        known = book.families.get(family)
        here, there = counts[0][family], counts[1][family]
        yield TableRow((known.title if known else family, str(there), str(here), f"{here - there:+d}"))


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
