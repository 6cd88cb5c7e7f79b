"""Every screen opens in a real browser, fits it, and has nothing that keeps people out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.desk import Desk
from dateline.desk.judging import assign_event
from tests.desk.conftest import Visit, serve

PICTURES = os.environ.get("DESK_PICTURES")
PHONE, TABLE = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


def screens(desk: Desk) -> dict[str, str]:
    """Every screen of a desk, by name."""
    (id,) = desk.store.incidents_of("a", "a-1")
    return {
        "incidents": "/",
        "incident": f"/incidents/{id}",
        "report": "/reports/a",
        "edit": "/reports/a/events/a-1/edit",
        "add event": "/reports/a/add",
        "queue": "/queue",
        "events": "/events",
        "downloads": "/downloads",
        "sources": "/sources",
        "gazetteer": "/gazetteer?q=Hama",
        "areas": "/areas",
        "codebook": "/codebook",
        "decisions": "/history?check=1",
        "agreement": "/agreement",
        "blind": "/blind",
        "add": "/add",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_fits_and_bars_nobody(desk: Desk, visit: Callable[..., Visit], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    assign_event(desk, "a", "a-1", "me", who="me")
    faults: list[str] = []
    with serve(desk) as address:
        # The policy would stop the script of axe itself; the other tests run under it.
        page = visit(address, viewport=TABLE, color_scheme=scheme, bypass_csp=True).page
        for name, path in screens(desk).items():
            page.set_viewport_size(TABLE)
            page.goto(path)
            page.wait_for_load_state("networkidle")
            found = axe.run(page).response["violations"]
            faults += [f"{name}: {v['id']}" for v in found if v["impact"] in ("serious", "critical")]
            faults += [f"{name}: {n} first headings" for n in [page.locator("h1").count()] if n != 1]
            take_picture(page, f"{name}-{scheme}")
            page.set_viewport_size(PHONE)
            page.wait_for_timeout(50)
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [f"{name}: {wide} pixels on a phone"] if wide > PHONE["width"] else []
            take_picture(page, f"{name}-{scheme}-phone")
    assert faults == []


def take_picture(page: Any, name: str) -> None:
    """A picture in the folder that DESK_PICTURES names, where it does."""
    if PICTURES:
        page.wait_for_timeout(700)
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))
