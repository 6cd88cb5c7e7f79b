"""When a report is to be coded again."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline.places
from dateline import CODER
from dateline.places import Source
from dateline.run import CoderOptions
from dateline.run.identity import identify_coder


class Gazetteer:
    """A gazetteer that only says where its places are from."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def sources(self) -> list[tuple[Source, int]]:
        return [(Source(path.stem, "", ""), 1) for path in sorted(self._home.glob("*.txt"))]


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CoderOptions:
    monkeypatch.setattr(dateline.places, "open_gazetteer", Gazetteer)
    return CoderOptions(tmp_path)


def test_the_same_options_have_the_same_identity(options: CoderOptions) -> None:
    identity = identify_coder(options)
    assert identity == identify_coder(options)
    assert identity.codebook.startswith("conflict@") and identity.coder == CODER


def test_another_gazetteer_or_reader_is_another_identity(options: CoderOptions) -> None:
    before = identify_coder(options)
    (options.home / "reader").mkdir()
    (options.home / "reader" / "reader.json").write_text("{}")
    own = identify_coder(options)
    assert own.settings != before.settings
    assert identify_coder(CoderOptions(options.home, reader=str(options.home / "reader"))) == own
    (options.home / "SY.txt").touch()
    assert identify_coder(options).settings != own.settings


def test_a_codebook_of_the_users_own_is_known_by_its_content(options: CoderOptions) -> None:
    own = options.home / "own.yml"
    own.write_text("codebook: own\nextends: conflict\nversion: '1'\n")
    before = identify_coder(CoderOptions(options.home, codebook=str(own)))
    own.write_text("codebook: own\nextends: conflict\nversion: '1'\n# a comment\n")
    after = identify_coder(CoderOptions(options.home, codebook=str(own)))
    assert (before.codebook, after.codebook) == ("own@1", "own@1")
    assert before.settings != after.settings
