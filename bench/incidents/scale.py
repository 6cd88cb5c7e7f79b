"""How linking grows: time, memory and quality on made-up events, and the time to add one report.

    python bench/incidents/scale.py 10000 100000 [1000000] [--add FILE]

Prints one line a size. `--add FILE` also builds the index of a growing record in FILE from the last size, or
takes the one that is there, and times adding single reports to it.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import time
from dataclasses import replace
from pathlib import Path

from generate import generate

from dateline.incidents.compare import default_weights
from dateline.incidents.grow import Grower
from dateline.incidents.index import Index
from dateline.incidents.link import link_scored, score_pairs
from dateline.incidents.record import LinkEvent


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


def measure_adding(size: int, path: Path, count: int) -> None:
    """Times adding `count` more reports, one by one, to the index of `size` events at `path`; takes them out
    again."""
    index = Index(str(path))
    grower, clock, core = Grower(index), list[float](), list[float]()
    for n, report in enumerate(itertools.islice(generate(size, seed=8), count)):
        fresh = tuple(event_of(event, f"new{n}") for event in report)
        start, started = time.perf_counter(), time.process_time()
        grower.add(fresh)
        clock.append((time.perf_counter() - start) * 1000)
        core.append((time.process_time() - started) * 1000)
    for took, of in ((core, "of one core"), (clock, "by the clock")):
        took.sort()
        print(
            f"adding one report to {size} events: median {statistics.median(took):.0f} ms, "
            f"95 % within {took[int(len(took) * 0.95)]:.0f} ms, slowest {took[-1]:.0f} ms {of}"
        )
    for n in range(count):
        index.drop_report(f"new{n}")
    index.close()


def event_of(event: LinkEvent, id: str) -> LinkEvent:
    """The event as told by another report."""
    return replace(event, key=event.key._replace(report=id), report=replace(event.report, id=id))


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--add", type=Path)
    parser.add_argument("--count", type=int, default=60, help="how many reports to add")
    asked = parser.parse_args()
    last = asked.sizes.pop() if asked.add else 0
    for size in asked.sizes:
        measure(size, None)
    if asked.add:
        if not asked.add.exists():
            measure(last, asked.add)
        measure_adding(last, asked.add, asked.count)


if __name__ == "__main__":
    main()
