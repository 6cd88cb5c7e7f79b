"""How fast the store takes reports in and answers filters: python bench/store/scale.py [REPORTS] [DB].

Prints one line a measure. Reports are synthetic, five events each, skewed over places, types and days as real
ones are; the seed is fixed.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta

from dateline.model import Actor, CodedReport, Event, PlaceRef, Report, ReportHead, SourceLink, Span, When
from dateline.read import Incoming
from dateline.store import Box, Circle, EventFilter, SqlStore, open_store

TYPES = [("shelling", "remote"), ("air_strike", "remote"), ("armed_clash", "battle"), ("arrest", "custody")]
EVENTS = 5
ROUNDS = 20


def make_report(number: int, luck: random.Random) -> tuple[Incoming, CodedReport]:
    """A report of five events."""
    text = f"Report {number}. " + "Rebels shelled the town of Kafr Nabuda on Monday, Sana said. " * EVENTS
    published = date(2015, 1, 1) + timedelta(luck.randrange(3000))
    report = Report.of(text, id=f"r{number:07}", published=published, outlet=f"Outlet {number % 40}")
    events = tuple(make_event(report, i, luck) for i in range(EVENTS))
    coded = CodedReport(ReportHead.of(report), events, (), "conflict@1", "dateline@1")
    return Incoming(report, text.encode(), "text/plain", f"{number}.txt", None), coded


def make_event(report: Report, i: int, luck: random.Random) -> Event:
    """One event in the i-th sentence, at one of a few thousand skewed places."""

    def span(words: str) -> Span:
        at = -1
        for _ in range(i + 1):
            at = report.text.index(words, at + 1)
        return Span.of(report.text, at, at + len(words))

    town = min(int(luck.paretovariate(0.8)), 5000)
    lat, lon = 20 + (town * 37 % 1900) / 100, 20 + (town * 91 % 2900) / 100
    type, family = luck.choice(TYPES)
    day = (report.published or date.min) - timedelta(luck.randrange(4))
    return Event(
        id=f"{report.sha256[:8]}{i:04}",
        type=type,
        family=family,
        status="happened",
        confidence=luck.random(),
        mentions=(span("shelled"),),
        actors=(Actor(span("Rebels"), f"Group {town % 50}"),),
        places=(PlaceRef(span("Kafr Nabuda"), f"Town {town}", "settlement", f"g{town}", lat, lon, 1.0),),
        date=When(span("on Monday"), day, day, "day", ""),
        chains=((SourceLink(span("Sana"), "SANA", "agency"),),),
    )


QUESTIONS: dict[str, Callable[[SqlStore], object]] = {
    "first page": lambda store: store.events(),
    "a month of one type": lambda store: store.events(
        EventFilter(since=date(2018, 3, 1), until=date(2018, 3, 31), types=("shelling",))
    ),
    "a circle of 20 km": lambda store: store.events(EventFilter(circle=Circle(30, 30, 20))),
    "a box, counted by day": lambda store: store.count_by("day", EventFilter(box=Box(25, 25, 30, 30))),
    "all, counted by type": lambda store: store.count_by("type"),
    "an actor": lambda store: store.events(EventFilter(actor="Group 7")),
    "words": lambda store: store.events(EventFilter(text="kafr nabuda")),
    "words nobody wrote": lambda store: store.count_events(EventFilter(text="helsinki")),
    "an event by its id": lambda store: store.find_events("0a1b"),
}


def measure(store: SqlStore, count: int) -> None:
    """Adds `count` reports and asks every question."""
    luck, began = random.Random(1), time.perf_counter()
    for number in range(count):
        store.add(*make_report(number, luck))
    taken = time.perf_counter() - began
    print(f"add: {count / taken:.0f} reports/s, {count * EVENTS / taken:.0f} events/s")
    store.tune()
    for name, ask in QUESTIONS.items():
        print(f"{name}: {_slowest(lambda ask=ask: ask(store)) * 1000:.1f} ms (95th percentile)")  # type: ignore[misc]
    began = time.perf_counter()
    walked = sum(1 for _ in store.each_report())
    print(f"walk: {walked / (time.perf_counter() - began):.0f} reports/s")


def _slowest(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return sorted(times)[int(ROUNDS * 0.95) - 1]


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        opened = open_store(sys.argv[2] if len(sys.argv) > 2 else f"{folder}/bench.db")
        measure(opened, count)
        opened.close()
