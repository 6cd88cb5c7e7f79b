"""How linking grows: time, memory and quality on made-up events, and the time to add one report.

    python bench/incidents/scale.py 10000 100000 [1000000] [--add FOLDER]

Prints one line a size. `--add FOLDER` also keeps the index of each size there, or takes the one that is
there, and times adding single reports to it.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import generate

from dateline.incidents.compare import default_weights
from dateline.incidents.grow import Grower
from dateline.incidents.index import Index
from dateline.incidents.keep import save_growth
from dateline.incidents.link import link_scored, score_pairs
from dateline.incidents.record import LinkEvent
from dateline.store import Store, open_store

SPREAD = 20
"""One in so many of the further reports made up is added: those made one after the other tell of much the
same."""


def memory_gb() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def measure(size: int, path: Path | None) -> None:
    """Links `size` events, prints what it took, and fills the index at `path` with them."""
    events = [event for report in generate(size) for event in report]
    held = memory_gb()
    start, clock = time.process_time(), time.perf_counter()
    known = {event.key: event for event in events}
    edges = score_pairs(known, default_weights())
    incidents = link_scored(known, edges)
    took, waited = time.process_time() - start, time.perf_counter() - clock
    truth = {event.key: event.quote for event in events}
    pairs = [p for i in incidents for p in itertools.combinations(i.events, 2)]
    right = sum(truth[a] == truth[b] for a, b in pairs)
    print(
        f"{len(events)} events: {took:.1f} s of one core ({took / len(events) * 1e6:.0f} us each; "
        f"{waited:.0f} s by the clock), {len(incidents)} incidents, "
        f"{len(pairs)} pairs linked, precision {right / max(1, len(pairs)):.3f}; "
        f"memory {memory_gb():.2f} GB ({held:.2f} GB of it the events)",
        flush=True,
    )
    if path:
        index = Index(str(path))
        index.fill(events, edges, {key: i.id for i in incidents for key in i.events}, {})
        index.close()


def measure_adding(size: int, path: Path, count: int, first: float | None) -> float:
    """Times adding `count` more reports, one by one, to the index of `size` events at `path`; takes them out
    again.

    Arguments: `first`, the median of the first size, in ms of one core. Returns the median of this one.
    """
    with TemporaryDirectory() as folder, closing(open_store(str(Path(folder) / "record.db"))) as store:
        took = [
            add_one(path, store, tuple(event_of(event, f"new{n}") for event in report))
            for n, report in enumerate(further(size, count))
        ]
    cores, clocks = (sorted(times) for times in zip(*took, strict=True))
    for times, of in ((cores, "of one core"), (clocks, "by the clock")):
        print(
            f"adding one report to {size} events: median {statistics.median(times):.0f} ms, "
            f"95 % within {times[int(len(times) * 0.95)]:.0f} ms, slowest {times[-1]:.0f} ms {of}"
        )
    median: float = statistics.median(cores)
    if first:
        print(f"growth of the median: {median / first:.2f} times the first size's")
    take_out(path, count)
    return median


def further(size: int, count: int) -> list[tuple[LinkEvent, ...]]:
    """`count` more reports on the same towns, sides and days as a record of `size` events, spread over it."""
    reports = list(itertools.islice(generate(size, seed=8), count * SPREAD))
    return reports[::SPREAD]


def add_one(path: Path, store: Store, events: tuple[LinkEvent, ...]) -> tuple[float, float]:
    """Adds a report as `dateline add` does once it is coded; ms of one core and by the clock.

    The index is opened anew, so that nothing read for an earlier report is still in memory; `store` takes
    the incidents that changed, but holds none of those before.
    """
    clock, core = time.perf_counter(), time.process_time()
    with closing(Index(str(path))) as index:
        save_growth(store, Grower(index).add(events), "most_origins")
    return (time.process_time() - core) * 1000, (time.perf_counter() - clock) * 1000


def take_out(path: Path, count: int) -> None:
    """Takes the added reports out again; the index is as before."""
    with closing(Index(str(path))) as index:
        grower = Grower(index)
        for n in range(count):
            grower.add((), report=f"new{n}")
            index.drop_report(f"new{n}")


def event_of(event: LinkEvent, id: str) -> LinkEvent:
    """The event as told by another report."""
    return replace(event, key=event.key._replace(report=id), report=replace(event.report, id=id))


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--add", type=Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=30, help="how many reports to add")
    asked = parser.parse_args()
    first: float | None = None
    for size in asked.sizes:
        path = asked.add and asked.add / f"{size}.links"
        if not (path and path.exists()):
            measure(size, path)
        if path:
            median = measure_adding(size, path, asked.count, first)
            first = first or median


if __name__ == "__main__":
    main()
