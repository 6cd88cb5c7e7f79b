"""Releases of a real database: incidents, judgements, a deletion, and the same bytes again."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from publish_records import TEXT, make_event, make_record, row_id, span

from dateline.cli import cli
from dateline.model import Event, Report, Toll
from dateline.publish.gather import stored_incidents
from dateline.publish.release import check_release
from dateline.read.incoming import Incoming
from dateline.store import IncidentRow, Judgement, SqlStore, open_store

DAY = ("--date", "2026-01-31")


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two reports of one strike, joined as an incident; the second tells of a protest too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    store = open_store("t.db")
    code(store, "r1", make_event("s1"))
    code(store, "r2", make_event("s2"), make_event("p2", "protest", "unrest"))
    join(store, row_id("s1"), ("r1", "s1"), ("r2", "s2"))
    store.close()
    return "t.db"


def code(store: SqlStore, report: str, *events: Event, title: str = "Strike") -> None:
    """Keep a report with these events, or what it was coded as anew."""
    coded = make_record(*events, report=report).coded
    sha = f"{int(report[1:]):064x}"
    known = Report(report, TEXT, sha, coded.report.published, "Morning Post", title)
    coded = replace(coded, report=replace(coded.report, sha256=sha))
    store.add(Incoming(known, TEXT.encode(), "text/plain", f"{report}.txt", None), coded)


def join(store: SqlStore, id: str, *keys: tuple[str, str]) -> None:
    """These events as the standing incident `id`."""
    store.save_incidents([IncidentRow(id, keys, {"id": id, "events": [list(key) for key in keys]})])


def release(folder: str, *args: str) -> dict[str, object]:
    """Make a release and give its seal."""
    formats = ("--format", "csv", "--format", "acled", "--format", "datapackage")
    result = CliRunner().invoke(cli, ["release", folder, "--db", "t.db", *formats, *DAY, *args])
    assert result.exit_code == 0, result.output
    return check_release(Path(folder))


def contents(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def test_a_release_joins_the_stored_incidents(db: str) -> None:
    release("a")
    with Path("a/dateline.csv").open() as file:
        told = {row["id"]: row["reports"] for row in csv.DictReader(file)}
    assert told == {row_id("s1"): "2", row_id("p2", "r2"): "1"}


def test_a_record_that_has_not_changed_is_released_again_byte_for_byte(db: str) -> None:
    assert release("a") == release("b") and contents("a") == contents("b")


def test_a_judgement_is_sealed_in(db: str) -> None:
    before = release("a")
    store = open_store(db)
    kept = store.judge(Judgement("ann", "event.accept", "event r1/s1", why="seen"))
    store.close()
    after = release("b")
    assert before["judgements"] is None and after["judgements"] == kept.hash
    assert before["seal"] != after["seal"]


def test_corrections_deletions_and_additions_since_a_release_are_told(db: str) -> None:
    release("a")
    store = open_store(db)
    code(store, "r2", make_event("s2", toll=(Toll(span("Twelve"), "killed", 20, 20),)))
    code(store, "r3", make_event("n3", "riot", "unrest"))
    store.close()
    release("b", "--after", "a")
    changes = [json.loads(line) for line in Path("b/changes.jsonl").read_text().splitlines()]
    told = {c["id"]: c["change"] for c in changes}
    expected = {row_id("s1"): "changed", row_id("p2", "r2"): "deleted", row_id("n3", "r3"): "new"}
    assert told == expected
    assert next(c for c in changes if c["change"] == "changed")["fields"]["killed_high"] == [12, 20]


def test_an_event_deleted_from_an_incident_leaves_the_rest_under_the_same_id(db: str) -> None:
    store = open_store(db)
    code(store, "r2")
    assert list(stored_incidents(store)) == [row_id("s1")]
    store.close()
    release("a")
    with Path("a/dateline.csv").open() as file:
        assert [(row["id"], row["reports"]) for row in csv.DictReader(file)] == [(row_id("s1"), "1")]


def test_an_incident_that_was_taken_down_is_not_joined(db: str) -> None:
    store = open_store(db)
    store.save_incidents([], gone=[row_id("s1")])
    assert stored_incidents(store) == {}
    store.close()
