"""`dateline add`, `show` and `events`."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

import dateline.incidents.keep
import dateline.run.identity
from dateline.model import CodedReport, Report
from dateline.run.identity import Identity
from dateline.store import open_store
from tests.cli.conftest import Run
from tests.run.fakes import code_report
from tests.store.making import make_coded, make_incoming, shelled, struck

TOWN = "Rebels shelled the town of Kafr Nabuda on Monday, and shelled it again on Tuesday."


def keep(*, coder: str = "dateline@1", changed: bool = False) -> str:
    """Puts a report with a shelling and an air strike into dateline.db; gives its id."""
    incoming = make_incoming(id="r1", outlet="Al Jazeera")
    first = replace(shelled(incoming.report), status="denied") if changed else shelled(incoming.report)
    store = open_store("dateline.db")
    store.add(incoming, make_coded(incoming.report, first, struck(incoming.report), coder=coder))
    store.close()
    return "r1"


def test_added_reports_are_listed_and_adding_them_again_changes_nothing(run: Run) -> None:
    Path("a.txt").write_text(TOWN)
    assert run("add", "a.txt").err.endswith(
        "1 report coded, 2 events\nkept in dateline.db\nincidents: 2 new, 0 changed, 0 taken down\n"
        "next: dateline events --db dateline.db\n"
    )
    listed = run("events", "--format", "jsonl").out
    assert "0 reports coded, 0 events; 1 already known\n" in run("add", "a.txt").err
    assert run("events", "--format", "jsonl").out == listed != ""


def test_what_is_added_is_in_the_incidents(run: Run) -> None:
    Path("a.txt").write_text(TOWN)
    run("add", "a.txt")
    said = run("incidents", "--format", "jsonl")
    events = [json.loads(line) for line in run("events", "--format", "jsonl").out.splitlines()]
    told = {event for line in said.out.splitlines() for _, event in json.loads(line)["events"]}
    assert said.err == "" and told == {event["id"] for event in events} != set()


def test_a_failure_to_link_loses_no_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(TOWN)
    with monkeypatch.context() as broken:
        broken.setattr(dateline.incidents.keep, "update_incidents", fail_to_link)
        said = run("add", "a.txt")
    assert said.status == 0 and "not brought up to date (OSError: no space left)" in said.err
    assert run("events", "--format", "jsonl").out.count("\n") == 2
    assert "incidents: 2 new" in run("add", "a.txt").err


def fail_to_link(*_: object, **__: object) -> None:
    raise OSError("no space left")


def test_a_newer_coder_codes_again_what_an_older_one_coded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(TOWN)
    run("add", "a.txt")
    newer = Identity("conflict@1", "dateline@2", "")
    monkeypatch.setattr(dateline.run.identity, "identify_coder", lambda options: newer)
    monkeypatch.setattr(dateline.run, "open_coder", lambda options: code_as_newer)
    assert "1 report coded, 2 events\n" in run("add", "a.txt").err
    assert "0 reports coded, 0 events; 1 already known\n" in run("add", "a.txt").err


def code_as_newer(report: Report) -> CodedReport:
    return replace(code_report(report), coder="dateline@2")


def test_the_original_comes_back_byte_for_byte(run: Run) -> None:
    Path("a.txt").write_bytes(b"\xef\xbb\xbf" + TOWN.encode() + b"\r\n")
    run("add", "a.txt")
    (line,) = {
        json.loads(line)["report"]["id"] for line in run("events", "--format", "jsonl").out.splitlines()
    }
    assert run("show", line, "--original").out.encode() == Path("a.txt").read_bytes()


def test_the_exit_status_tells_of_quarantine(run: Run) -> None:
    Path("a.txt").write_text("RAISE shelled")
    said = run("add", "a.txt")
    assert said.status == 3 and "quarantined a.txt: coding it failed: ValueError: told to raise" in said.err


def test_a_report_is_shown_with_its_events_reasons_and_codings(run: Run) -> None:
    said = run("show", keep())
    assert said.out.startswith("report r1 · Al Jazeera · publication date unknown\n")
    assert "1. happened shelling — Rebels (Syrian opposition)\n" in said.out
    assert "where  Kafr Nabūdah, SY (“Kafr Nabuda”) · 35.420, 36.500, within 1 km\n" in said.out
    assert "says   Sana (SANA)\n" in said.out and "says   the outlet, in its own voice\n" in said.out
    assert "why    type: the word 'shelled'\n" in said.out
    assert "coding 1: conflict@1, dateline@1, 2 events, which stands\n" in said.out


def test_an_event_is_shown_by_the_beginning_of_its_id(run: Run) -> None:
    keep()
    id = shelled(make_incoming(id="r1").report).id
    assert "happened shelling" in run("show", id[:7]).out
    assert json.loads(run("show", id, "--format", "jsonl").out)["id"] == id


def test_an_id_that_fits_nothing_or_several_is_wrong_usage(run: Run) -> None:
    keep()
    assert run("show", "zzz").status == 2
    store = open_store("dateline.db")
    for id in ("x1", "x2"):
        incoming = make_incoming("Another.", id=id)
        store.add(incoming, make_coded(incoming.report))
    assert "several reports: x1, x2" in run("show", "x").err


def test_changes_tell_what_a_newer_coder_sees_otherwise(run: Run) -> None:
    keep()
    keep(coder="dateline@2", changed=True)
    for arguments in (["r1"], []):
        said = run("show", *arguments, "--changes")
        assert (
            "coding 1 (conflict@1, dateline@1) to coding 2 (conflict@1, dateline@2): 1 event differs"
            in said.out
        )
        assert "status: happened → denied" in said.out
    (change,) = map(json.loads, run("show", "--changes", "--format", "jsonl").out.splitlines())
    assert change["fields"] == [{"field": "status", "before": "happened", "after": "denied"}]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--since", "2019-08-19", "--until", "2019-08-19"], ["shelling"]),
        (["--type", "air_strike"], ["air_strike"]),
        (["--place", "KAFR NABUDA"], ["shelling"]),
        (["--place", "35.4,36.5", "--radius", "5"], ["shelling"]),
        (["--place", "35.4,36.5", "--radius", "1"], []),
        (["--country", "sy"], ["shelling"]),
        (["--source", "jazeera"], ["shelling", "air_strike"]),
        (["--min-confidence", "0.5"], ["shelling"]),
        (["--order", "unsure", "--limit", "1"], ["air_strike"]),
    ],
    ids=" ".join,
)
def test_events_are_filtered(run: Run, arguments: list[str], found: list[str]) -> None:
    keep()
    said = run("events", "--format", "jsonl", *arguments)
    assert said.status == 0
    assert [json.loads(line)["type"] for line in said.out.splitlines()] == found


@pytest.mark.parametrize(
    "arguments",
    [
        ["--radius", "5"],
        ["--place", "35.4,36.5"],
        ["--place", "95,0", "--radius", "5"],
        ["--since", "monday"],
    ],
    ids=" ".join,
)
def test_filters_that_make_no_sense_are_wrong_usage(run: Run, arguments: list[str]) -> None:
    keep()
    assert run("events", *arguments).status == 2


def test_csv_has_a_row_for_each_event(run: Run) -> None:
    keep()
    rows = list(csv.DictReader(io.StringIO(run("events", "--format", "csv").out)))
    assert [row["type"] for row in rows] == ["shelling", "air_strike"]


@pytest.mark.parametrize("command", [["events"], ["show", "r1"]], ids=" ".join)
def test_looking_makes_no_database(run: Run, command: list[str]) -> None:
    said = run(*command)
    assert said.status == 1 and "there is no such database" in said.err
    assert not Path("dateline.db").exists()


def test_the_environment_and_the_settings_name_the_database(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep()
    Path("dateline.db").rename("other.db")
    Path("home").mkdir()
    Path("home/settings.toml").write_text('db = "other.db"\n')
    assert run("events", "--format", "jsonl").out.count("\n") == 2
    monkeypatch.setenv("DATELINE_DB", "none.db")
    assert "none.db" in run("events").err


@pytest.mark.parametrize("words", ["colour = 'red'", "db = 3", "db ="])
def test_a_mistake_in_the_settings_is_named_with_its_file(run: Run, words: str) -> None:
    Path("home").mkdir()
    Path("home/settings.toml").write_text(words)
    said = run("events")
    assert said.status == 2 and "settings.toml" in said.err


def test_a_date_and_outlet_given_by_hand_hold_for_reports_that_do_not_say(run: Run) -> None:
    Path("a.jsonl").write_text(
        f'{{"text": "{TOWN}", "published": "2001-02-03"}}\n{{"text": "{TOWN} More."}}\n'
    )
    said = run("code", "a.jsonl", "--published", "2020-01-01", "--outlet", "AFP", "--format", "jsonl")
    heads = [json.loads(line)["report"] for line in said.out.splitlines()]
    assert [(h["published"], h["outlet"]) for h in heads] == [("2001-02-03", "AFP"), ("2020-01-01", "AFP")]


def test_a_date_given_later_is_added_to_the_record(run: Run) -> None:
    Path("a.txt").write_text(TOWN)
    run("add", "a.txt")
    run("add", "a.txt", "--published", "2020-01-01")
    run("add", "a.txt")
    (line, _) = run("events", "--format", "jsonl").out.splitlines()
    assert json.loads(line)["report"]["published"] == "2020-01-01"
