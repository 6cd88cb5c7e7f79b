"""What the tellings of one occurrence contradict each other in: how many killed, whether it was, by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from dateline.codebook import Codebook
from dateline.publish.day_words import day_words
from dateline.publish.derive import Range, actor_key, toll_range
from dateline.publish.page_parts import toll_words
from dateline.publish.record import Occurrence, Telling
from dateline.publish.statement import Citations, Statement, listed, make_sentence, outlet_words


def contested_statements(
    ordered: Iterable[Occurrence], book: Codebook, cited: Citations
) -> Iterator[Statement]:
    """Of each occurrence whose tellings contradict one another, what it is and who tells what."""
    kinds = (_differing_tolls, _differing_status, _differing_actors)
    for occurrence in ordered:
        for differing in filter(None, (find(occurrence) for find in kinds)):
            head = make_sentence(occurrence, book, status=False).split(";")[0].rstrip(".")
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
        return f"denied according to {listed(dict.fromkeys(told['denied']))}"
    # What was planned, or feared, and then happened is told differently and not contested.
    return _against("status", told) if "denied" in told else ""


def _differing_actors(occurrence: Occurrence) -> str:
    told: dict[str, list[str]] = defaultdict(list)
    sides: set[frozenset[str]] = set()
    for telling in occurrence.tellings:
        names = listed(sorted({a.name for a in telling.event.actors}))
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
