"""A desk over a record made by hand, with a coder small enough to be read at a glance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import dateline.desk.desk as desk_module
from dateline.desk import Desk, make_app, open_desk
from dateline.desk.accounts import Accounts
from dateline.incidents.keep import open_index, update_incidents
from dateline.run import CoderOptions
from dateline.run.identity import Identity
from dateline.store import SqlStore, open_store
from tests.run.fakes import open_fake_coder
from tests.store.making import TEXT, make_coded, make_incoming, shelled, struck

PASSWORD = "correct horse battery"
OpenDesk = Callable[..., Desk]


def fill(store: SqlStore, *ids: str, text: str = TEXT) -> None:
    """One report of the shelling and the air strike under each id."""
    for id in ids:
        incoming = make_incoming(text, id=id, origin=f"{id}.txt", outlet=f"Outlet {id}", title=f"Title {id}")
        report = incoming.report
        events = (shelled(report), struck(report))
        named = tuple(replace(e, id=f"{id}-{n}") for n, e in enumerate(events, 1))
        store.add(incoming, make_coded(report, *named))
    update_incidents(store, open_index(store))


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDesk]:
    """Opens a desk over a record of the reports 'a' and 'b'."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
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
