"""The command line with a coder small enough to be read at a glance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import dateline.cli.running
import dateline.run
import dateline.run.identity
from dateline.cli import main
from dateline.run.identity import Identity
from tests.run.fakes import open_fake_coder


@dataclass(frozen=True)
class Said:
    """What a command wrote, and its exit status."""

    out: str
    err: str
    status: int


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """Runs `dateline` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATELINE_DB", raising=False)
    monkeypatch.setattr(dateline.run, "open_coder", open_fake_coder)
    monkeypatch.setattr(dateline.cli.running, "prepare_gazetteer", lambda home, quiet: None)
    identity = Identity("conflict@1", "dateline@1", "")
    monkeypatch.setattr(dateline.run.identity, "identify_coder", lambda options: identity)

    def run_command(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capfdbinary.readouterr()
        return Said(out.decode(), err.decode(), int(ended.value.code or 0))

    return run_command
