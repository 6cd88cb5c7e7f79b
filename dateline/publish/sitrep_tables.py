"""The tables of a situation report: tolls by occurrence, what each side did and suffered, what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.codebook import Codebook
from dateline.publish.day_words import when_words
from dateline.publish.derive import all_actors, all_targets, best_date, best_place, toll_range
from dateline.publish.page_parts import toll_words, type_title
from dateline.publish.record import Occurrence
from dateline.publish.statement import Citations

HARM = ("killed", "injured", "missing", "detained", "displaced")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: cells, and the citations that carry them."""

    cells: tuple[str, ...]
    cites: tuple[int, ...] = ()


def toll_rows(happened: Iterable[Occurrence], book: Codebook, cited: Citations) -> Iterator[TableRow]:
    """Of each occurrence that harmed people: when, what, where, and how many by kind of harm."""
    for occurrence in happened:
        ranges = [toll_range(occurrence, effect) for effect in HARM]
        if not any(ranges):
            continue
        place, when = best_place(occurrence), best_date(occurrence)
        what = (when_words(when) if when else "", type_title(occurrence.lead.event.type, book))
        numbers = tuple(toll_words(r.low, r.high) if r else "" for r in ranges)
        yield TableRow((*what, place.name if place else "", *numbers), cited.cite(occurrence.tellings))


def side_rows(happened: Iterable[Occurrence], book: Codebook, cited: Citations) -> Iterator[TableRow]:
    """Of each side: its name, what it did, and what was done to it, the most often told first."""
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


def change_rows(
    now: Sequence[Occurrence], earlier: Sequence[Occurrence], book: Codebook
) -> Iterator[TableRow]:
    """How many reports, and occurrences of each family: in the period before, in this one, the change."""
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
