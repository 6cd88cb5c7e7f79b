"""Releases of a part of the record, and with tables of codes: sealed, and made again byte for byte."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from test_stored_releases import contents, db, release

from dateline.errors import PublishError
from dateline.publish.asking import check_same_question, filter_values
from dateline.publish.files import hash_file
from dateline.store import Circle, EventFilter

__all__ = ["db"]
IDS = "side_a,side_b,conflict_new_id,dyad_new_id\nMilitary of Syria,civilians,299,11973\n"
PCODES = "Location,Admin Level,P-Code,Name,Parent P-Code\nSYR,1,SY05,Hama,SYR\nSYR,2,SY0503,Muhradah,SY05\n"


@pytest.fixture
def tables(db: str) -> tuple[str, ...]:
    """The options that give a table of UCDP's numbers and one of P-codes."""
    Path("ids.csv").write_text(IDS)
    Path("pcodes.csv").write_text(PCODES)
    return ("--format", "ucdp", "--ids", "ids.csv", "--format", "hxl", "--pcodes", "pcodes.csv")


def rows(name: str) -> list[dict[str, str]]:
    with Path(name).open() as file:
        return list(csv.DictReader(file))


def test_a_release_writes_the_codes_of_the_tables_that_were_given(tables: tuple[str, ...]) -> None:
    release("a", *tables)
    (battle,) = rows("a/dateline.ucdp.csv")
    _, place, *_ = rows("a/dateline.hxl.csv")
    assert battle["conflict_new_id"] == "299" and place["Admin 2 P-code"] == "SY0503"


def test_a_release_with_tables_and_filters_is_made_again_byte_for_byte(tables: tuple[str, ...]) -> None:
    asked = (*tables, "--family", "remote", "--since", "2014-05-01", "--country", "sy", "--apart")
    assert release("a", *asked) == release("b", *asked) and contents("a") == contents("b")


def test_the_seal_says_what_was_asked_for_and_with_which_tables(tables: tuple[str, ...]) -> None:
    asked = release("a", *tables, "--since", "2014-05-01", "--country", "sy")["asked"]
    assert isinstance(asked, dict) and asked["filters"] == {"since": "2014-05-01", "countries": ["SY"]}
    assert asked["tables"] == {n: f"sha256:{hash_file(f'{n}.csv')}" for n in ("ids", "pcodes")}


def test_a_filter_holds_in_every_file_of_a_release(db: str) -> None:
    release("a", "--family", "unrest")
    told = [json.loads(line)["type"] for line in Path("a/rows.jsonl").read_text().splitlines()]
    assert told == ["protest"] == [row["type"] for row in rows("a/dateline.csv")]


@pytest.mark.parametrize("other", [("--family", "unrest"), ("--public",), ("--apart",)])
def test_no_changes_are_told_between_releases_of_different_events(db: str, other: tuple[str, ...]) -> None:
    release("a")
    with pytest.raises(AssertionError):
        release("b", "--after", "a", *other)
    assert not Path("b").exists()


def test_a_release_from_before_filters_were_sealed_counts_as_one_of_all_events() -> None:
    earlier = {"formats": ["csv"], "public": False}
    asked = {"public": False, "apart": False, "filters": {}}
    check_same_question(earlier, asked, where=Path("r1"))
    with pytest.raises(PublishError, match="filters"):
        check_same_question(earlier, {**asked, "filters": {"families": ["unrest"]}}, where=Path("r1"))


def test_a_public_seal_does_not_hold_the_words_that_may_name_somebody() -> None:
    asked = EventFilter(actor="Amal Haddou", since=date(2014, 5, 1), circle=Circle(35.0, 36.5, 10.0))
    told = filter_values(asked, public=True)
    other = filter_values(EventFilter(actor="Amal"), public=True)
    assert "Haddou" not in json.dumps(told) and told["actor"] != other["actor"]
    assert told["since"] == "2014-05-01" and told["circle"]["km"] == 10.0
