"""The benchmark's events through each format: how many rows, what was merged and left out, by which rule.

    python bench/publish/projections.py                 # train.jsonl and dev.jsonl as annotated
    python bench/publish/projections.py --coded coded.jsonl
    python bench/publish/projections.py --markdown > bench/publish/projections.md

The annotated events stand in for coded ones, so that the figures tell of the projections alone; the annotated
incidents join them. Needs the benchmark in ../shared/bench, unless --coded is given.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dateline.codebook import load_codebook
from dateline.publish import FORMATS, Context, Record, find_format
from dateline.publish.gather import read_coded
from dateline.publish.record import EventKey

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "publish"))

Counts = Counter[tuple[str, str]]


def annotated() -> tuple[list[Record], dict[str, tuple[EventKey, ...]]]:
    """The benchmark's reports and incidents."""
    from publish_bench import BENCH, read_benchmark

    records = list(read_benchmark())
    known = {(r.coded.report.id, e.id) for r in records for e in r.coded.events}
    listed = json.loads((BENCH / "incidents.json").read_text("utf-8"))["incidents"]
    incidents = {i["id"]: tuple(_key(key) for key in i["events"]) for i in listed}
    return records, {id: kept for id, keys in incidents.items() if len(kept := _kept(keys, known)) > 1}


def _key(written: str) -> EventKey:
    report, event = written.rsplit("/", 1)
    return report, f"{report}:{event}"


def _kept(keys: Sequence[EventKey], known: set[EventKey]) -> tuple[EventKey, ...]:
    return tuple(key for key in keys if key in known)


def project(name: str, records: Sequence[Record], context: Context) -> tuple[Counts, int]:
    """How often each rule was applied on the way to one format, and how many events stand in a row."""
    counts: Counts = Counter()
    shown: set[str] = set()
    for line in find_format(name).write(iter(records), io.BytesIO(), context=context):
        counts[line.outcome, line.rule] += 1
        if line.outcome in ("written", "merged"):
            shown.update(line.events)
    return counts, len(shown)


def lines(name: str, counts: Counts, shown: int, events: int) -> Iterator[str]:
    """What one format did, in words."""
    yield f"{name}: {shown:,} of {events:,} events stand in a row"
    for (outcome, rule), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        yield f"  {count:6,} {outcome}: {rule}"


def markdown(found: Mapping[str, tuple[Counts, int]], events: int) -> Iterator[str]:
    """The same as a page."""
    yield "# The benchmark's events through each format"
    yield ""
    yield f"{events:,} annotated events; made by `python bench/publish/projections.py --markdown`."
    for name, (counts, shown) in found.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield f"{shown:,} events stand in a row."
        yield ""
        yield "| outcome | rule | lines |"
        yield "|---|---|---|"
        for (outcome, rule), count in sorted(
            counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1])
        ):
            yield f"| {outcome} | {rule} | {count:,} |"


def main() -> None:
    """Print what every format makes of the events."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--coded", type=Path, help="coded reports (JSON Lines) in place of the annotation")
    parser.add_argument("--formats", nargs="*", default=list(FORMATS))
    parser.add_argument("--markdown", action="store_true", help="as a page")
    asked = parser.parse_args()
    incidents: dict[str, tuple[EventKey, ...]] = {}
    if asked.coded:
        with asked.coded.open(encoding="utf-8") as file:
            records = list(read_coded(file, str(asked.coded)))
    else:
        records, incidents = annotated()
    context = Context(codebook=load_codebook(), incidents=incidents)
    events = sum(len(r.coded.events) for r in records)
    found = {name: project(name, records, context) for name in asked.formats}
    if asked.markdown:
        print("\n".join(markdown(found, events)))
        return
    print(f"{len(records):,} reports, {events:,} events, {len(incidents)} incidents of several events")
    for name, (counts, shown) in found.items():
        print("\n".join(lines(name, counts, shown, events)))


if __name__ == "__main__":
    main()
