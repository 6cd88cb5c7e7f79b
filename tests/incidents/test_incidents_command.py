"""The commands by what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import cli
from dateline.errors import DatelineError
from dateline.store import open_store
from tests.incidents.making import event
from tests.incidents.test_keep import TEXTS, coded


def run(*arguments: str, ok: bool = True) -> str:
    result = CliRunner().invoke(cli, list(arguments))
    if ok and result.exception:
        raise result.exception
    return result.stdout


@pytest.fixture
def db(tmp_path: Path) -> str:
    store = open_store(str(tmp_path / "record.db"))
    for id in TEXTS:
        store.add(*coded(id))
    store.close()
    return str(tmp_path / "record.db")


def coded_file(tmp_path: Path, *lines: object) -> str:
    path = tmp_path / "coded.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return str(path)


def test_coded_reports_are_linked_without_a_database(tmp_path):
    strike = event("e", day="2020-05-03", killed=(12, 12))
    lines = [{"report": {"id": id, "published": "2020-05-04"}, "events": [strike]} for id in "ab"]
    (out,) = run("incidents", "--from", coded_file(tmp_path, *lines), "--format", "jsonl").splitlines()
    assert json.loads(out)["events"] == [["a", "e"], ["b", "e"]]


def test_a_line_that_is_no_coded_report_is_named(tmp_path):
    path = coded_file(tmp_path, {"report": {"id": "a"}, "events": []}, {"events": []})
    with pytest.raises(DatelineError, match="line 2: no coded report: no 'report'"):
        run("incidents", "--from", path)


def test_the_record_is_listed_filtered_and_explained(db):
    lines = [json.loads(x) for x in run("incidents", "--db", db, "--format", "jsonl").splitlines()]
    assert sorted(r["reports"] for r in lines) == [1, 2]
    (pair,) = run("incidents", "--db", db, "--min-reports", "2", "--format", "jsonl").splitlines()
    told = run("incidents", "--db", db, "--explain", json.loads(pair)["id"])
    assert "one occurrence" in told and "both on 2020-05-03" in told


def test_a_judgement_is_kept_listed_and_taken_back(db):
    run("incidents", "--db", db, "--not-same", "a/e1", "--with", "b/e1", "--by", "Ann", "--why", "two raids")
    listed = run("incidents", "--db", db, "--judgements")
    assert "not same: a/e1 | b/e1  by Ann  two raids" in listed
    assert len(run("incidents", "--db", db, "--format", "jsonl").splitlines()) == 3
    run("incidents", "--db", db, "--take-back", listed.split()[0], "--by", "Ann")
    assert len(run("incidents", "--db", db, "--format", "jsonl").splitlines()) == 2


def test_a_judgement_without_a_name_is_refused(db):
    with pytest.raises(DatelineError, match="needs a name"):
        run("incidents", "--db", db, "--same", "a/e1", "--with", "c/e1")


def test_a_saved_area_tells_the_news_of_a_day_and_writes_its_feed(db, tmp_path):
    run("watch", "market", "--db", db, "--save", "--around", "15.4,45.3", "--radius", "20")
    feed = tmp_path / "feed.xml"
    told = run("watch", "market", "--db", db, "--day", "2020-05-03", "--atom", str(feed))
    assert told.startswith("market, 2020-05-03: 1 incidents") and "air_strike" in told
    assert feed.read_text().count("<entry>") == 2
    assert run("watch", "--db", db).startswith("market")


def test_an_area_calls_once_for_each_incident_and_again_when_one_changes(db, tmp_path, receiver):
    (url, server), secret = receiver, tmp_path / "secret"
    secret.write_text("key\n")
    calls = ("watch", "yemen", "--db", db, "--webhook", url, "--secret-file", str(secret))
    run("watch", "yemen", "--db", db, "--save", "--around", "15.4,45.3", "--radius", "500")
    run(*calls)
    run(*calls)
    assert [told["change"] for told in server.taken] == ["new", "new"]
    run("incidents", "--db", db, "--not-same", "a/e1", "--with", "b/e1", "--by", "Ann")
    run(*calls)
    assert sorted(told["change"] for told in server.taken[2:]) == ["changed", "new"]


def test_an_area_that_was_never_saved_is_named(db):
    with pytest.raises(DatelineError, match="no area is called 'x'"):
        run("watch", "x", "--db", db)
