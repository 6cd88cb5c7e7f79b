"""How quickly the desk answers twenty readers at once: python bench/desk/load.py [INCIDENTS] [DB] [SECONDS].

Fills an empty database with synthetic incidents of two tellings each, skewed over places, types and days as
real ones are, serves it with the desk's own server in a process of its own, and lets readers look: map,
brushed and filtered map, timeline and list, incident and report pages, with a pause between. The seed is
fixed. A database that holds incidents already is taken as it is. Prints one line a measure. SECONDS 0 asks
in this process, one question after another, and tells the CPU time of each instead: the figure that other
programs on the machine do not change.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
from filling import TOWNS, TYPES, fill
from starlette.testclient import TestClient

from dateline.desk import Desk, make_app, open_desk
from dateline.desk.judging import decide_event
from dateline.desk.warming import warm_up
from dateline.run import CoderOptions
from dateline.store import open_store

READERS = 20
KINDS = 10
PAUSE_SECONDS = 1.0
PORT = 8777
BASE = f"http://127.0.0.1:{PORT}"


def serve(record: str, home: str) -> subprocess.Popen[bytes]:
    """The desk over the record, once it answers."""
    command = [sys.executable, str(Path(__file__).parent / "serving.py"), record, home, str(PORT)]
    server = subprocess.Popen(command)
    while True:
        try:
            httpx.get(f"{BASE}/sign-in", timeout=5)
            return server
        except httpx.TransportError:
            time.sleep(0.2)


def steps(luck: random.Random, ids: list[str], reports: list[str]) -> Iterator[tuple[str, str]]:
    """What one reader does: what it is measured as, and the address."""
    while True:
        year = 2015 + luck.randrange(8)
        days = {"since": f"{year}-03-01", "until": f"{year}-05-31"}
        town = min(int(luck.paretovariate(0.8)), TOWNS)
        yield "page", "/"
        yield "map, all", "/api/v1/map?zoom=3"
        yield "map, brushed", f"/api/v1/map?{urlencode({'zoom': 5, **days})}"
        yield "list, brushed", f"/?{urlencode({'part': 'list', **days})}"
        yield "map, a type", f"/api/v1/map?{urlencode({'zoom': 6, 'type': luck.choice(TYPES)[0]})}"
        yield "timeline, words", f"/api/v1/timeline?{urlencode({'q': f'town {town}'})}"
        yield "list, a side", f"/?{urlencode({'part': 'list', 'side': f'group {town % 50}'})}"
        yield "map, a box", f"/api/v1/map?{urlencode({'zoom': 7, 'box': '22,22,30,30'})}"
        yield "incident page", f"/incidents/{luck.choice(ids)}"
        yield "report page", f"/reports/{quote(luck.choice(reports))}"


def read(seed: int, until: float, ids: list[str], reports: list[str]) -> dict[str, list[float]]:
    """One reader, until that time: seconds by what was asked."""
    luck, taken = random.Random(seed), defaultdict(list)
    with httpx.Client(base_url=BASE, timeout=60) as client:
        for what, path in steps(luck, ids, reports):
            if time.monotonic() > until:
                return taken
            began = time.monotonic()
            answer = client.get(path)
            taken[what].append(time.monotonic() - began)
            assert answer.status_code == 200, f"{path}: {answer.status_code}"
            time.sleep(luck.uniform(0.5, 1.5) * PAUSE_SECONDS)
    return taken


def measure(seconds: float, ids: list[str], reports: list[str], readers: int = READERS) -> None:
    """Lets readers look for so long and prints how long each kind of answer took."""
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(readers) as pool:
        found = list(pool.map(lambda seed: read(seed, until, ids, reports), range(readers)))
    together: dict[str, list[float]] = defaultdict(list)
    for one in found:
        for what, taken in one.items():
            together[what] += taken
    for what, taken in together.items():
        print(f"{what}: {_tell(taken)}", flush=True)


def _tell(taken: list[float]) -> str:
    ordered = sorted(taken)
    last = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return (
        f"{statistics.median(ordered) * 1e3:.0f} ms median, {last * 1e3:.0f} ms at 95%, {len(ordered)} asked"
    )


def measure_cpu(record: str, home: str, ids: list[str], reports: list[str], rounds: int = 12) -> None:
    """Asks everything `rounds` times in this process and prints the CPU time of each answer."""
    began = time.process_time()
    desk = open_desk(open_store(record), CoderOptions(Path(home)))
    warm_up(desk)
    print(f"reading the incidents: {time.process_time() - began:.1f} s of CPU", flush=True)
    client, taken = TestClient(make_app(desk), base_url="http://127.0.0.1"), defaultdict(list)
    asked = steps(random.Random(1), ids, reports)
    for what, path in islice(asked, rounds * KINDS):
        began = time.process_time()
        assert client.get(path).status_code == 200, path
        taken[what].append(time.process_time() - began)
    for what, seconds in taken.items():
        print(f"{what}: {_tell(seconds)}", flush=True)
    for path in ("/queue", "/queue?kind=new_type", "/sources", "/history"):
        began = time.process_time()
        client.get(path)
        print(f"{path}: {(time.process_time() - began) * 1e3:.0f} ms", flush=True)
    began = time.process_time()
    decide_event(desk, "event.accept", *first_event(desk), before=None, after=None, who="bench", seen=10**9)
    print(f"a decision: {(time.process_time() - began) * 1e3:.0f} ms", flush=True)
    began = time.process_time()
    desk.atlas()
    print(f"the map after it: {(time.process_time() - began) * 1e3:.0f} ms", flush=True)


def first_event(desk: Desk) -> tuple[str, str]:
    """The first event of the record."""
    (row,) = desk.store.events(limit=1).rows
    return row.report.id, row.event.id


def main(count: int, record: str, seconds: float, home: str) -> None:
    """Fills, serves and measures."""
    store = open_store(record)
    if not store.incidents(limit=1):
        began = time.monotonic()
        fill(store, count)
        print(f"filled with {count:,} incidents in {time.monotonic() - began:.0f} s", flush=True)
    ids = [version.id for version in store.incidents(limit=500)]
    reports = [row.report.id for row in store.events(limit=500).rows]
    store.close()
    if not seconds:
        return measure_cpu(record, home, ids, reports)
    began = time.monotonic()
    server = serve(record, home)
    try:
        httpx.get(f"{BASE}/api/v1/map?zoom=3", timeout=600)
        print(f"start to the first map: {time.monotonic() - began:.1f} s", flush=True)
        print("one reader:")
        measure(min(seconds, 15), ids, reports, readers=1)
        print(f"{READERS} readers:")
        measure(seconds, ids, reports)
    finally:
        server.terminate()
        server.wait()
    return None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
        record = sys.argv[2] if len(sys.argv) > 2 else f"{folder}/desk.db"
        seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 20.0
        main(count, record, seconds, folder)
