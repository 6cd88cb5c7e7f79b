"""`dateline codebook` by what it prints and how it ends, and the manual's pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.codebook import codebook
from dateline.codebook import load_codebook
from dateline.codebook.pages import render_pages
from dateline.errors import CodebookError

PAGES = Path(__file__).parents[2] / "docs" / "codebook"


def _run(*args: str) -> Result:
    return CliRunner().invoke(codebook, list(args))


def test_show_lists_every_type_with_its_definition() -> None:
    out = _run("show").output
    for kind in load_codebook().types.values():
        assert f"  {kind.id} " in out
        assert kind.definition in out


def test_show_of_a_type_tells_its_rules_words_and_codes() -> None:
    out = _run("show", "air_strike").output
    assert "Air/drone strike" in out
    assert "`air-strike`" in out


def test_show_of_an_unknown_type_says_the_nearest() -> None:
    error = _run("show", "air_strik").exception
    assert isinstance(error, CodebookError)
    assert "air_strike" in str(error)


def test_a_new_codebook_passes_its_own_check(tmp_path: Path) -> None:
    path = str(tmp_path / "mine.yml")
    assert _run("new", path).exit_code == 0
    assert "5 examples and counterexamples hold" in _run("check", path).output


def test_new_does_not_write_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("mine", encoding="utf-8")
    assert isinstance(_run("new", str(path)).exception, CodebookError)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("finds: stole}", "finds: gang}"), "expected one at 'gang'"),
        (
            (", near: [cattle, herd, livestock, cow, camel]", ""),
            "cattle_raid/verb/raid, expected nothing",
        ),
    ],
)
def test_check_tells_the_line_of_an_example_that_does_not_hold(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    path = tmp_path / "mine.yml"
    _run("new", str(path))
    text = path.read_text(encoding="utf-8").replace(*change)
    path.write_text(text, encoding="utf-8")
    error = _run("check", str(path)).exception
    assert isinstance(error, CodebookError)
    line, _, rest = str(error).removeprefix(f"{path}:").partition(": ")
    assert text.splitlines()[int(line) - 1].lstrip().startswith("- {text:")
    assert told in rest.splitlines()[0]


def test_the_shipped_codebook_passes_its_check() -> None:
    assert _run("check").exit_code == 0


def test_the_pages_of_the_manual_are_those_of_the_codebook() -> None:
    found = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert found == render_pages(load_codebook()), "stale: run 'dateline codebook pages docs/codebook'"
