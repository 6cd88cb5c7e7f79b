"""How soon a browser shows the first map: python bench/desk/paint.py DB [TIMES].

Serves the record with the desk's own server, opens its first screen in Chromium TIMES times, each time with
nothing cached, and prints the seconds from navigation to: the page's first contentful paint, the outlines,
and the frame after the first incident is drawn on the map. DB as load.py has filled it.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from typing import Any

from load import BASE, serve
from playwright.sync_api import sync_playwright

# A frame after the knot is in the page, it is painted; the clock starts with the navigation.
WATCH = """window.seen = {};
new MutationObserver(() => {
  const note = (name, found) => { if (found && !(name in window.seen)) {
    window.seen[name] = null;
    requestAnimationFrame(() => requestAnimationFrame(() => { window.seen[name] = performance.now(); })); } };
  note("outlines", document.querySelector("#map path, #map canvas"));
  note("map", document.querySelector("#map .knot"));
}).observe(document, {childList: true, subtree: true});"""


def paint(chromium: Any) -> dict[str, float]:
    """Seconds from navigation to what is painted, in a context with nothing cached."""
    context = chromium.new_context(base_url=BASE, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto("/", wait_until="commit")
    # The desk's policy lets no predicate be evaluated in the page: it is looked at from outside.
    while not (page.evaluate("Boolean(window.seen && seen.map && seen.outlines)")):
        page.wait_for_timeout(20)
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    seen = page.evaluate("window.seen")
    context.close()
    return {name: ms / 1e3 for name, ms in {"first paint": first, **seen}.items()}


def main(record: str, times: int, home: str) -> None:
    """Serves, looks, and prints the first look and the median and worst of all."""
    began = time.monotonic()
    server = serve(record, home)
    print(f"start to the first answer: {time.monotonic() - began:.1f} s", flush=True)
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            looks = [paint(browser) for _ in range(times)]
            browser.close()
    finally:
        server.terminate()
        server.wait()
    for name in looks[0]:
        taken = [look[name] for look in looks]
        told = f"{taken[0]:.2f} s the first time, {statistics.median(taken):.2f} s median"
        print(f"{name}: {told}, {max(taken):.2f} s at most, {times} times", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10, folder)
