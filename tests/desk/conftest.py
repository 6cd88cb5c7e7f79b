"""A desk over a record made by hand, with a coder small enough to be read at a glance."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

import dateline.desk.desk as desk_module
from dateline.desk import Desk, make_app, open_desk
from dateline.desk.accounts import Accounts
from dateline.incidents.keep import open_index, update_incidents
from dateline.places.schema import create
from dateline.places.write import write_entries
from dateline.run import CoderOptions
from dateline.run.identity import Identity
from dateline.store import SqlStore, open_store
from tests.places.conftest import ENTRIES, SOURCE
from tests.run.fakes import open_fake_coder
from tests.store.making import TEXT, make_coded, make_incoming, shelled, struck

PASSWORD = "correct horse battery"
OpenDesk = Callable[..., Desk]


def fill(store: SqlStore, *ids: str, text: str = TEXT, **known: str) -> None:
    """One report of the shelling and the air strike under each id."""
    for id in ids:
        told = {"outlet": f"Outlet {id}", "title": f"Title {id}", **known}
        incoming = make_incoming(text, id=id, origin=f"{id}.txt", **told)
        report = incoming.report
        events = (shelled(report), struck(report))
        named = tuple(replace(e, id=f"{id}-{n}") for n, e in enumerate(events, 1))
        store.add(incoming, make_coded(report, *named))
    update_incidents(store, open_index(store))


@pytest.fixture(scope="session")
def small_gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a gazetteer of a few places."""
    file = tmp_path_factory.mktemp("gazetteer") / "gazetteer.db"
    db = create(file)
    write_entries(db, ENTRIES, SOURCE)
    db.close()
    return file


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_gazetteer: Path) -> Iterator[OpenDesk]:
    """Opens a desk over a record of the reports 'a' and 'b'."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    shutil.copy(small_gazetteer, tmp_path / "home" / "gazetteer.db")
    monkeypatch.setattr(desk_module, "open_coder", open_fake_coder)
    monkeypatch.setattr(
        desk_module, "identify_coder", lambda options: Identity("conflict@1", "dateline@1", "")
    )
    made: list[Desk] = []

    def open_it(*, single_user: bool = True) -> Desk:
        store = open_store(str(tmp_path / "record.db"))
        fill(store, "a", "b")
        made.append(open_desk(store, CoderOptions(tmp_path / "home"), single_user=single_user))
        return made[-1]

    yield open_it
    for desk in made:
        desk.close()


@pytest.fixture
def desk(opened: OpenDesk) -> Desk:
    """A single-user desk."""
    return opened()


@pytest.fixture
def browser(desk: Desk) -> TestClient:
    """Someone at that desk."""
    return TestClient(make_app(desk), base_url="http://127.0.0.1")


@pytest.fixture
def team(opened: OpenDesk) -> Desk:
    """A desk with an account of each role, named after it, and a second reviewer."""
    desk = opened(single_user=False)
    accounts = desk.accounts
    assert isinstance(accounts, Accounts)
    for role in ("reader", "coder", "reviewer", "admin"):
        accounts.save(role, role, PASSWORD)  # type: ignore[arg-type]
    return desk


def sign_in(desk: Desk, name: str) -> TestClient:
    """A browser in which `name` is signed in."""
    client = TestClient(make_app(desk), base_url="http://desk.example")
    client.post("/sign-in", data={"name": name, "password": PASSWORD, "to": "/"})
    return client


def csrf_of(client: TestClient, path: str = "/history") -> str:
    """The secret that this session's forms carry."""
    import re

    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    return found[1] if found else ""


@contextmanager
def serve(desk: Desk) -> Iterator[str]:
    """Where the desk is served, while it is."""
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


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Chromium, or the reason why not."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


class Visit:
    """Someone at a browser of their own; `troubles` is what scripts or the policy complained of."""

    def __init__(self, chromium: Any, address: str, **how: Any) -> None:
        self.context = chromium.new_context(base_url=address, **how)
        self.page = self.context.new_page()
        self.page.set_default_timeout(90_000)
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on(
            "console", lambda said: self.troubles.append(said.text) if said.type == "error" else None
        )

    def sign_in(self, name: str) -> Any:
        """Signs in by the form; gives the page."""
        self.page.goto("/sign-in")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button.main")
        self.page.wait_for_selector("header .who")
        return self.page


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Visit]]:
    """Opens a browser at an address; fails the test where a script failed or the policy stopped something."""
    visits: list[Visit] = []

    def open_it(address: str, **how: Any) -> Visit:
        visits.append(Visit(chromium, address, **how))
        return visits[-1]

    yield open_it
    for made in visits:
        made.context.close()
    # A page may still ask for something when the desk is taken away from under it.
    gone = ("ERR_CONNECTION_REFUSED", "Failed to fetch")
    assert [t for made in visits for t in made.troubles if not any(words in t for words in gone)] == []
