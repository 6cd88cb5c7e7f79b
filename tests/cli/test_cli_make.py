"""The Makefile, the README and the commands' page say what is so."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dateline.cli import COMMANDS
from dateline.cli.manual import code_report, read_block
from dateline.run.identity import SHIPPED_READER

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "pyproject.toml").touch()
    command = ["make", f"PYTHON={python}", "install"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def write_python(folder: Path, *, fails_at: str) -> str:
    """A Python that cannot do what `fails_at` asks, as on a machine without it."""
    path = folder / "python"
    path.write_text(f'#!/bin/sh\ncase "$*" in *"{fails_at}"*) exit 1;; --version) echo Python 3.9.2;; esac\n')
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed here")
@pytest.mark.parametrize(
    ("fails_at", "words"),
    [("version_info", "needs Python 3.11 or newer"), ("ensurepip", "sudo apt-get install python3-venv")],
)
def test_make_says_what_is_missing_and_what_to_do(tmp_path: Path, fails_at: str, words: str) -> None:
    done = make(tmp_path, write_python(tmp_path, fails_at=fails_at))
    assert done.returncode != 0 and words in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_every_command_that_the_readme_names_is_there() -> None:
    named = set(re.findall(r"`dateline (\w+)", README))
    assert named and named <= set(COMMANDS)


def test_every_make_target_that_the_readme_names_is_there() -> None:
    targets = set(re.findall(r"^([\w-]+):", MAKEFILE, flags=re.MULTILINE))
    assert set(re.findall(r"^make (\w+) ", README, flags=re.MULTILINE)) == {"test"} <= targets


def test_every_file_that_the_readme_leads_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links and [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.skipif(not (SHIPPED_READER / "reader.json").is_file(), reason="no trained reader is in here yet")
def test_the_record_in_the_readme_is_what_dateline_makes_of_the_report_in_it() -> None:
    assert read_block(README, "record") == code_report(read_block(README, "report"))
