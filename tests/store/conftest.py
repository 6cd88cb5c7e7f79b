"""Every test of the store runs against each database that this machine can start."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from dateline.store import open_store
from dateline.store.sql import SqlStore

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NO_POSTGRES = "no PostgreSQL server to start here: apt-get install postgresql"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Starts a PostgreSQL server of its own; gives URLs of empty databases."""
    if not BINARIES:
        pytest.skip(NO_POSTGRES)
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-", dir="/tmp"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    run = _runner(BINARIES[-1], as_user, folder)
    try:
        run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")
        names = count()

        def make() -> str:
            name = f"d{next(names)}"
            run("createdb", "-h", str(folder), "-U", "postgres", "-T", "template0", name)
            return f"postgresql://postgres@/{name}?host={folder}"

        yield make
        run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runner(binaries: Path, as_user: list[str], folder: Path) -> Callable[..., None]:
    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(binaries / program), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=program != "pg_ctl", text=True)
        assert done.returncode == 0, f"{command}: {done.stderr}"

    return run


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, one of each kind in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    make: Callable[[], str] = request.getfixturevalue("postgres")
    return make()


@pytest.fixture
def store(where: str) -> Iterator[SqlStore]:
    """An empty store, one of each kind in turn."""
    opened = open_store(where)
    yield opened
    opened.close()
