"""`dateline publish` and `dateline sitrep` over a real database."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from publish_records import TEXT, kafr_zeita, make_event, make_record, row_id, span

from dateline.cli import cli
from dateline.cli.publish import Progress
from dateline.codebook import load_codebook
from dateline.model import Event, Report, Toll
from dateline.model.wire import dump_line
from dateline.publish import FORMATS, Context, find_format, publish_file
from dateline.read.incoming import Incoming
from dateline.store import IncidentRow, open_store


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
        assert [row["id"] for row in csv.DictReader(file)] == [row_id("p1"), row_id("p2", "r2")]


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


def add_event(db: str, report: str, event: Event) -> None:
    """One more report with one event."""
    store = open_store(db)
    coded = make_record(event, report=report).coded
    known = Report(report, TEXT, f"{int(report[1:]):064x}", coded.report.published, "Evening Post")
    store.add(Incoming(known, TEXT.encode(), "text/plain", f"{report}.txt", None), coded)
    store.close()


def join_events(db: str, *keys: tuple[str, str]) -> None:
    """These events as one incident."""
    store = open_store(db)
    record = {"id": "i1", "events": [list(key) for key in keys]}
    store.save_incidents([IncidentRow("i1", keys, record)])
    store.close()


SQUARE = {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}
DAYS = ("--since", "2014-05-01", "--until", "2014-05-31")


def test_a_situation_report_takes_a_saved_polygon_by_name(db: str) -> None:
    murak = replace(kafr_zeita(), id="geonames:2", name="Murak", lat=38.0)
    add_event(db, "r3", make_event("m1", places=(murak,)))
    Path("front.geojson").write_text(json.dumps(SQUARE))
    saved = run("watch", "Front", "--save", "--polygon", "front.geojson", "--db", db)
    assert saved.exit_code == 0, saved.output
    assert run("sitrep", "--db", db, "--area", "Front", *DAYS, "--out", "s.html").exit_code == 0
    page = Path("s.html").read_text()
    assert "a saved area: 1 polygon" in page and "Kafr Zeita" in page and "Murak" not in page


def test_a_telling_without_place_or_date_counts_where_its_incident_does(db: str) -> None:
    add_event(
        db, "r3", make_event("m1", places=(), date=None, toll=(Toll(span("Twelve"), "killed", 20, 20),))
    )
    join_events(db, ("r1", "s1"), ("r3", "m1"))
    assert run("sitrep", "--db", db, "--area", "SY", *DAYS, "--out", "s.html").exit_code == 0
    assert (
        "killed: 12 (Morning Post, 4 May 2014); or 20 (Evening Post, 4 May 2014)"
        in Path("s.html").read_text()
    )


@pytest.mark.parametrize("form", ["csv", "acled"])
def test_progress_is_told_while_reading_and_while_writing(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress(first=0.0, then=0.0)
    records = [make_record(make_event(f"e{n}"), report=f"r{n}") for n in range(3)]
    known = {"context": Context(codebook=load_codebook()), "on_line": progress}
    publish_file(find_format(form), progress.reading(records), tmp_path / "out", **known)
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("1 events read · 0 rows") and told[-1].startswith("3 events read")
    assert len(told) >= 4
