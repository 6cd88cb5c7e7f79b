"""Measure what the gazetteer costs: importing, opening, looking up, memory.

    python bench/places/measure_cost.py [TARBALL …] [--million]

Times the making of the built-in gazetteer, each Who's On First TARBALL added to it, opening, exact look-ups
and look-ups by ear a second on one core, and peak memory of a process that does all the look-ups. `--million`
adds 340,000 made places with a million names, and looks up in that.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dateline.places import Entry, Source, changed_gazetteer, open_gazetteer
from dateline.places.add import add_gazetteer
from dateline.places.write import write_entries


def timed(what: str, seconds: float, note: str = "") -> None:
    """Print one figure."""
    print(f"{what:46} {seconds:9.2f} s  {note}", flush=True)


def made_places(count: int) -> Iterator[Entry]:
    """So many places with three names each, spelt from syllables, the same each time."""
    dice = random.Random(7)
    parts = [c + v for c in "bdfghjklmnqrstwz" for v in "aiu"] + ["kh", "sh", "ayn", "umm", "tal"]
    for n in range(count):
        names = tuple(("".join(dice.choices(parts, k=4)).capitalize(), "") for _ in range(3))
        point = dice.uniform(30, 37), dice.uniform(35, 47)
        yield Entry((f"made:{n}",), names, "settlement", "PPL", *point, dice.choice(("SY", "IQ", "IR")))


LOOK_UPS = """
import random, sys, time
from pathlib import Path
import sqlite3
from dateline.places import open_gazetteer
t = time.perf_counter()
g = open_gazetteer(Path(sys.argv[1]))
print(f"open {time.perf_counter() - t:.4f} s")
names = [tuple(r) for r in sqlite3.connect(g.path).execute(
    "SELECT n.text, p.country FROM name n JOIN place p ON p.id = n.place WHERE n.script = 'Latin'"
    " AND p.country IN ('SY','IQ','UA') AND n.rank < 2 ORDER BY n.key LIMIT 60000")]
random.Random(3).shuffle(names)
sample = names[:10000]
t = time.process_time()
for n, _ in sample: g.exact(n)
print(f"exact look-ups a second of CPU {len(sample) / (time.process_time() - t):.0f}")
def slur(n):
    dice = random.Random(n)
    at = [i for i, c in enumerate(n) if c in 'aeiou' and i]
    return n if not at else (lambda i: n[:i] + n[i + 1:])(dice.choice(at))
heard = [(slur(n), c) for n, c in sample[:2000]]
t = time.process_time()
for n, c in heard: g.by_ear(n, countries=(c,))
print(f"by-ear look-ups a second of CPU {len(heard) / (time.process_time() - t):.0f}")
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(f"peak memory {int(peak.split()[1]) / 1024:.0f} MB")
"""


def look_ups(home: Path) -> None:
    """Look-ups in a process of their own, so that memory is theirs alone."""
    out = subprocess.run(
        [sys.executable, "-c", LOOK_UPS, str(home)], capture_output=True, text=True, check=True
    )
    print(out.stdout, end="", flush=True)


def main() -> None:
    """Print every figure."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("tarballs", nargs="*")
    ask.add_argument("--million", action="store_true")
    ask.add_argument("--home", type=Path, help="a home whose gazetteer is made already")
    options = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        start, cpu = time.perf_counter(), time.process_time()
        gazetteer = open_gazetteer(home)
        timed(
            "built-in gazetteer made",
            time.perf_counter() - start,
            f"{time.process_time() - cpu:.1f} s of CPU",
        )
        for tarball in options.tarballs:
            start, cpu = time.perf_counter(), time.process_time()
            added = add_gazetteer(tarball, home)
            note = f"{added.places:,} places, {time.process_time() - cpu:.1f} s of CPU"
            timed(f"added {Path(tarball).name}", time.perf_counter() - start, note)
        if options.million:
            with changed_gazetteer(home) as db:
                write_entries(db, made_places(340_000), Source("made", "", ""))
        gazetteer = open_gazetteer(home)
        places, names = gazetteer.count()
        print(f"{places:,} places, {names:,} names, {gazetteer.path.stat().st_size / 1e6:.0f} MB on disk")
        look_ups(home)
    print(f"peak memory of the import {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
