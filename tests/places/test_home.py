"""Where the gazetteer lies and how it comes to be there."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.places import changed_gazetteer, data_home, home, open_gazetteer
from dateline.places.add import add_gazetteer
from tests.places.conftest import ENTRIES


@pytest.fixture(autouse=True)
def _small_builtin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The built-in gazetteer is the small one here, and the temporary folder this test's own."""
    monkeypatch.setattr(home, "builtin_entries", lambda: iter(ENTRIES))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()


def test_the_first_opening_makes_the_builtin_gazetteer_and_tells_how_far_it_is(tmp_path: Path) -> None:
    heard: list[int] = []
    assert open_gazetteer(tmp_path / "new", progress=heard.append).find("Latmin")[0].place.id == "c:latmin"
    assert heard[-1] == len(ENTRIES)


def test_the_same_entries_give_the_same_file_byte_for_byte(tmp_path: Path) -> None:
    first, second = open_gazetteer(tmp_path / "a"), open_gazetteer(tmp_path / "b")
    assert first.path.read_bytes() == second.path.read_bytes()


def test_dateline_home_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "elsewhere"))
    assert data_home() == tmp_path / "elsewhere"
    assert open_gazetteer().path.parent == tmp_path / "elsewhere"


def test_two_that_open_at_once_both_get_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_gazetteer(tmp_path / "shared").path, range(4)))
    assert set(opened) == {tmp_path / "shared" / home.NAME}
    assert [p.name for p in (tmp_path / "shared").iterdir() if p.suffix not in (".db", ".lock")] == []


def test_a_home_that_cannot_be_written_to_leaves_a_temporary_builtin_and_refuses_additions(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = tmp_path / "file" / "home"
    assert open_gazetteer(blocked).find("Latmin") != []
    with pytest.raises(GazetteerError, match="cannot be written to") as caught:
        add_gazetteer(str(tmp_path / "temporary"), blocked)
    assert caught.value.hint and "DATELINE_HOME" in caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_home_is_still_read(tmp_path: Path) -> None:
    folder = tmp_path / "fixed"
    open_gazetteer(folder)
    folder.chmod(0o500)
    assert open_gazetteer(folder).find("Hama") != []


def test_a_builtin_of_an_earlier_version_is_made_anew(tmp_path: Path) -> None:
    file = open_gazetteer(tmp_path).path
    with sqlite3.connect(file) as db:
        db.execute("UPDATE source SET name = 'built-in'")
        db.execute("DELETE FROM name")
        db.execute("PRAGMA user_version = 1")
    db.close()
    assert open_gazetteer(tmp_path).find("Latmin")[0].place.id == "c:latmin"


def test_a_change_that_fails_leaves_the_gazetteer_as_it_was(tmp_path: Path) -> None:
    before = open_gazetteer(tmp_path).path.read_bytes()
    with pytest.raises(RuntimeError), changed_gazetteer(tmp_path) as db:
        db.execute("DELETE FROM place")
        raise RuntimeError("killed")
    assert open_gazetteer(tmp_path).path.read_bytes() == before
