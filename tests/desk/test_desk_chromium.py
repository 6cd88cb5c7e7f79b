"""The desk in a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dateline.desk import Desk, make_app
from tests.desk.conftest import fill

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PICTURES = os.environ.get("DESK_PICTURES")


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """Where the desk is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(desk), port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(address: str) -> Iterator[Any]:
    """A page that fails the test where a script fails or the policy stops something."""
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page(base_url=address, viewport={"width": 1280, "height": 800})
        page.set_default_timeout(90_000)
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        yield page
        chromium.close()
        assert troubles == []


def test_words_light_up_and_a_key_accepts(page: Any, desk: Desk) -> None:
    page.goto("/reports/a?at=a-1")
    page.hover(".card[data-id='a-1'] .type")
    assert page.locator("[data-on='place']").inner_text() == "Kafr Nabuda"
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector(".decided")
    assert [k.judgement.subject for k in desk.store.judgements()] == ["event a/a-2"]


def test_words_selected_in_the_text_become_a_value(page: Any, desk: Desk) -> None:
    page.goto("/reports/a/events/a-2/edit")
    page.evaluate(
        """() => { const text = document.getElementById('source').firstChild;
        const at = text.data.indexOf('Warplanes');
        getSelection().setBaseAndExtent(text, at, text, at + 9); }"""
    )
    page.wait_for_timeout(100)
    page.click("[data-take='actors']")
    page.click("[data-save]")
    page.wait_for_selector(".decided")
    found = desk.store.coded("a")
    assert found is not None and [a.span.text for a in found.events[1].actors] == ["Warplanes"]


def test_the_map_shows_the_incidents_and_a_filter_holds_for_map_and_list(page: Any) -> None:
    page.goto("/")
    page.wait_for_selector(".knot")
    assert page.locator("#list .row").count() == 3
    page.fill("[name=q]", "nabudah")
    sync_api.expect(page.locator("#list .row")).to_have_count(1, timeout=60_000)
    assert page.locator("#timeline rect").count() >= 1


def test_a_hostile_report_runs_nothing(page: Any, desk: Desk) -> None:
    text = "<img src=x onerror=\"document.title='owned'\"> shelled Kafr Nabuda on Monday Sana Rebels struck"
    fill(desk.store, "hostile", text=text)
    page.goto("/reports/hostile")
    assert "owned" not in page.title()
    assert page.locator(".text").inner_text().startswith("<img src=x")


@pytest.mark.skipif(PICTURES is None, reason="set DESK_PICTURES to a folder to take pictures of every screen")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_of_every_screen(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    screens = {
        "incidents": "/",
        "report": "/reports/a",
        "edit": "/reports/a/events/a-1/edit",
        "queue": "/queue",
    }
    for name, path in {**screens, "add": "/add", "codebook": "/codebook", "events": "/events"}.items():
        page.goto(path)
        page.wait_for_timeout(700)
        page.screenshot(path=str(Path(str(PICTURES)) / f"{name}-{scheme}.png"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/reports/a")
    page.screenshot(path=str(Path(str(PICTURES)) / f"phone-{scheme}.png"))
