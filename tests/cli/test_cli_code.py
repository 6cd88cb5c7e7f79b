"""`dateline code`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

TOWN = "Rebels shelled the town of Kafr Nabuda on Monday, and shelled it again on Tuesday."


def test_text_shows_each_event_with_its_words(run: Run) -> None:
    Path("a.txt").write_text(TOWN)
    said = run("code", "a.txt")
    assert said.status == 0
    assert "1. happened shelling\n" in said.out and "2. happened shelling\n" in said.out
    assert "words  “Rebels [shelled] the town of Kafr Nabuda" in said.out
    assert said.err == "1 report coded, 2 events\n"


def test_jsonl_has_one_report_a_line_in_the_order_given(run: Run) -> None:
    for name in ("b", "a", "c"):
        Path(f"{name}.txt").write_text(f"{TOWN} {name}")
    single = run("code", "c.txt", "a.txt", "b.txt", "--format", "jsonl")
    lines = [json.loads(line) for line in single.out.splitlines()]
    assert [len(line["events"]) for line in lines] == [2, 2, 2]
    assert run("code", "c.txt", "a.txt", "b.txt", "--format", "jsonl", "--workers", "2").out == single.out


def test_what_cannot_be_read_is_named_and_the_exit_status_says_so(run: Run) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(TOWN)
    Path("in/b.txt").write_bytes(b"")
    said = run("code", "in", "--format", "jsonl")
    assert (said.status, len(said.out.splitlines())) == (3, 1)
    assert "quarantined in/b.txt: " in said.err and "1 report coded, 2 events; 1 quarantined" in said.err


def test_quiet_says_nothing_on_standard_error(run: Run) -> None:
    Path("a.txt").write_text(TOWN)
    assert run("-q", "code", "a.txt").err == ""


def test_a_missing_path_is_an_error_before_anything_is_coded(run: Run) -> None:
    Path("a.txt").write_text(TOWN)
    said = run("code", "a.txt", "none.txt")
    assert (said.status, said.out) == (1, "")
    assert "none.txt: there is no such file or folder" in said.err


def test_unsure_events_are_left_out_on_demand(run: Run) -> None:
    Path("a.txt").write_text(TOWN)
    assert "no events" in run("code", "a.txt", "--min-confidence", "0.81").out
    assert "shelling" in run("code", "a.txt", "--min-confidence", "0.8").out


def test_a_report_cannot_write_control_characters_to_the_terminal(run: Run) -> None:
    Path("a.txt").write_text(
        "The \x1b]0;owned\x07rebels \u202eshelled\u202c the \x9b31mtown.", encoding="utf-8"
    )
    said = run("code", "a.txt")
    assert "[shelled]" in said.out
    assert not set("\x1b\x07\x9b\u202e\u202c") & set(said.out + said.err)


def test_html_is_one_page_with_the_words_of_the_report(run: Run) -> None:
    Path("a.txt").write_text(TOWN + " <script>alert(1)</script>")
    assert run("code", "a.txt", "--format", "html", "-o", "page.html").status == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "shelled" in page and "<script>alert" not in page


def test_wrong_usage_has_its_own_exit_status(run: Run) -> None:
    assert run("code").status == 2
    assert run("code", "a.txt", "--format", "xml").status == 2
