"""How fast each table format is written, and in how much memory, over made-up events.

    python bench/publish/scale.py --events 1000000 --formats csv acled ucdp parquet
    python bench/publish/scale.py --events 100000 --growth

Each format runs in a process of its own, on one thread. 'per CPU s' is what counts on a machine that does
other work too. DuckDB's own CSV writer over the same Parquet file is the measure.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.codebook import load_codebook
from dateline.model import Actor, CodedReport, Event, PlaceRef, ReportHead, SourceLink, Span, Toll, When
from dateline.publish import Context, Record, find_format, publish_file
from dateline.publish.guarded import Guarded
from dateline.publish.public import load_rules

TABLES = (
    "jsonl",
    "csv",
    "geojson",
    "acled",
    "ucdp",
    "plover",
    "polecat",
    "hxl",
    "kml",
    "timemap",
    "parquet",
    "geoparquet",
)
TYPES = (
    ("air_strike", "remote"),
    ("armed_clash", "battle"),
    ("civilian_attack", "civilian_harm"),
    ("accuse", "speech"),
)
SIDES = (
    ("Military of Syria", "forces:SY", "SY"),
    ("rebels", "rebels", None),
    ("militants", "militants", None),
)


def make_records(n: int) -> Iterator[Record]:
    """`n` events in reports of four, no two alike."""
    for start in range(0, n, 4):
        head = ReportHead(
            f"r{start}", f"{start:064x}", date(2014, 1, 1), f"Outlet {start % 40}", f"Report {start}"
        )
        events = tuple(make_event(i) for i in range(start, min(start + 4, n)))
        yield Record(CodedReport(head, events, (), "conflict@1.0", "dateline@0"))


def make_event(i: int) -> Event:
    """Event number `i`: type, day, place, sides and toll follow from the number."""
    type_, family = TYPES[i % 4]
    day = date(2014, 1, 1) + timedelta(days=i % 3650)
    lat, lon = round(33 + i * 7 % 400 / 100, 2), round(36 + i * 13 % 500 / 100, 2)
    place = PlaceRef(
        Span(60, 65, "Place"),
        f"Place {i % 9999}",
        "settlement",
        f"geonames:{i % 9999}",
        lat,
        lon,
        2.0,
        ("Hama",),
        "SY",
    )
    sides = tuple(Actor(Span(10, 14, "them"), *SIDES[k % 3]) for k in (i, i + 1))
    return Event(
        f"{i:016x}", type_, family, "happened", 0.8, (Span(20, 26, "struck"),), sides[:1], sides[1:],
        (place,),
        When(Span(30, 36, "Monday"), day, day, "day", "'Monday'"),
        (Toll(Span(40, 46, "twelve"), "killed", i % 30, i % 30, "civilians"),), (),
        ((SourceLink(Span(50, 58, "monitors"), "monitors", "monitor"),),),
    )  # fmt: skip


def make_incidents(n: int) -> dict[str, tuple[tuple[str, str], ...]]:
    """Every tenth event and the one five numbers later, which another report tells, as one incident."""
    return {f"i{i}": (_key(i), _key(i + 5)) for i in range(0, n - 5, 10)}


def _key(i: int) -> tuple[str, str]:
    return f"r{i - i % 4}", f"{i:016x}"


def measure(name: str, asked: argparse.Namespace) -> None:
    """Write one format and say how long it took and how much memory it held at most."""
    format_ = find_format(name)
    if asked.public:
        format_ = Guarded(format_, load_rules())
    incidents = make_incidents(asked.events) if asked.incidents else {}
    context = Context(codebook=load_codebook(), incidents=incidents)
    began, ran = time.perf_counter(), time.process_time()
    path = asked.folder / f"out{format_.suffix}"
    done = publish_file(format_, make_records(asked.events), path, context=context)
    took, ran = time.perf_counter() - began, time.process_time() - ran
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 2**20
    print(
        f"{name:11} {asked.events:9,} {asked.events / took:9,.0f} {asked.events / ran:9,.0f} {took:7.1f} s"
        f" {peak:6.0f} MB {size:8.1f} MB",
        flush=True,
    )
    assert sum(done.rules.values()) > 0


def measure_duckdb(folder: Path, events: int) -> None:
    """DuckDB's CSV writer over the Parquet file, on one thread, as ours."""
    import duckdb

    connection = duckdb.connect()
    connection.sql("SET threads = 1")
    began, ran = time.perf_counter(), time.process_time()
    connection.sql(f"COPY (SELECT * FROM '{folder}/out.parquet') TO '{folder}/duck.csv' (HEADER)")
    took, ran = time.perf_counter() - began, time.process_time() - ran
    print(f"{'duckdb csv':11} {events:9,} {events / took:9,.0f} {events / ran:9,.0f} {took:7.1f} s")


def make_only(events: int) -> None:
    """What making the events alone costs: it is part of every figure but DuckDB's."""
    began, ran = time.perf_counter(), time.process_time()
    count = sum(len(record.coded.events) for record in make_records(events))
    took, ran = time.perf_counter() - began, time.process_time() - ran
    print(f"{'(making)':11} {count:9,} {count / took:9,.0f} {count / ran:9,.0f} {took:7.1f} s", flush=True)


def main() -> None:
    """Measure every format, each in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--formats", nargs="*", default=list(TABLES))
    parser.add_argument("--public", action="store_true", help="as the public may see it")
    parser.add_argument("--incidents", action="store_true", help="a fifth of the events in pairs")
    parser.add_argument("--growth", action="store_true", help="a tenth of the events first")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        measure(asked.one, asked)
        return
    print("format         events  events/s per CPU s      took   peak       file")
    make_only(asked.events)
    how = [f"--{name}" for name in ("public", "incidents") if getattr(asked, name)]
    with TemporaryDirectory() as folder:
        for name in asked.formats:
            for events in (asked.events // 10, asked.events) if asked.growth else (asked.events,):
                one = ["--events", str(events), "--one", name, "--folder", folder, *how]
                subprocess.run([sys.executable, __file__, *one], check=True)
        if "parquet" in asked.formats:
            measure_duckdb(Path(folder), asked.events)


if __name__ == "__main__":
    main()
