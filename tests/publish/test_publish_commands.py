"""`dateline publish` and `dateline sitrep` over a real database."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from publish_records import TEXT, make_event, make_record

from dateline.cli import cli
from dateline.model import Report
from dateline.model.wire import dump_line
from dateline.publish import FORMATS
from dateline.read.incoming import Incoming
from dateline.store import open_store


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of two reports, each with a strike and a protest."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    store = open_store("t.db")
    for n in ("1", "2"):
        coded = make_record(
            make_event(f"s{n}"), make_event(f"p{n}", "protest", "unrest"), report=f"r{n}"
        ).coded
        report = Report(f"r{n}", TEXT, coded.report.sha256[:-1] + n, coded.report.published, "Morning Post")
        store.add(Incoming(report, TEXT.encode(), "text/plain", f"{n}.txt", None), coded)
    store.close()
    return "t.db"


def run(*args: str) -> Result:
    result = CliRunner().invoke(cli, args)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("name", FORMATS)
def test_the_database_goes_out_in_every_format_with_its_trace(name: str, db: str) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    assert run("publish", "--db", db, "--format", name, "--out", "out").exit_code == 0
    assert Path("out").stat().st_size > 0
    assert all(json.loads(line)["rule"] for line in Path("out.trace.jsonl").read_text().splitlines())


def test_filters_ask_the_database(db: str) -> None:
    assert (
        run("publish", "--db", db, "--format", "csv", "--type", "protest", "--out", "out.csv").exit_code == 0
    )
    with Path("out.csv").open() as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["p1", "p2"]


def test_a_page_of_what_was_asked_for_shows_only_that(db: str) -> None:
    assert (
        run("publish", "--db", db, "--format", "html", "--type", "protest", "--out", "p.html").exit_code == 0
    )
    assert Path("p.html").read_text().count('class="card ') == 2


def test_coded_files_are_published_without_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("coded.jsonl").write_text(dump_line(make_record(make_event()).coded) + "\n")
    Path("reports.jsonl").write_text(json.dumps({"id": "r1", "text": TEXT}) + "\n")
    result = run("publish", "coded.jsonl", "--reports", "reports.jsonl", "--format", "html", "--out", "-")
    assert result.exit_code == 0 and 'class="m ' in result.stdout


def test_a_filter_on_coded_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text(dump_line(make_record(make_event()).coded) + "\n")
    result = run("publish", str(path), "--format", "csv", "--country", "SY", "--out", "-")
    assert result.exit_code == 2 and "asks the database" in result.output


def test_a_situation_report_is_written_as_page_and_pdf(db: str) -> None:
    pytest.importorskip("fpdf", reason="fpdf2 is not installed here")
    days = ("--since", "2014-05-01", "--until", "2014-05-31")
    result = run("sitrep", "--db", db, "--area", "SY", *days, "--pdf", "s.pdf", "--out", "s.html")
    assert result.exit_code == 0 and "4 events cited from 2 reports" in result.output
    assert Path("s.pdf").read_bytes().startswith(b"%PDF") and "Air strike" in Path("s.html").read_text()


def test_a_period_that_ends_before_it_begins_is_refused(db: str) -> None:
    days = ("--since", "2014-05-31", "--until", "2014-05-01")
    assert run("sitrep", "--db", db, "--area", "SY", *days).exit_code == 2
