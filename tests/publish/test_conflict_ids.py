"""UCDP's numbers of conflicts, dyads and sides, from a table of the user's."""

import csv
import io
from pathlib import Path

import pytest
from publish_records import make_event, make_record, write

from dateline.codebook import load_codebook
from dateline.errors import PublishError
from dateline.publish import TraceLine, find_format
from dateline.publish.conflict_ids import NO_IDS, ConflictIds, load_ids

HEAD = "side_a,side_b,conflict_new_id,conflict_name,dyad_new_id,side_a_new_id,side_b_new_id\n"


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "ids.csv"
    path.write_text(text, "utf-8")
    return path


def publish(ids: ConflictIds) -> tuple[dict[str, str], list[TraceLine]]:
    data, trace = write(find_format("ucdp"), [make_record(make_event())], codebook=load_codebook(), ids=ids)
    (row,) = csv.DictReader(io.StringIO(data.decode()))
    return row, trace


def test_a_dyad_of_the_table_gets_its_numbers(tmp_path: Path) -> None:
    ids = load_ids(
        table(tmp_path, HEAD + "Military of Syria,Civilians,299,Syria: Government,11973,118,9999\n")
    )
    row, trace = publish(ids)
    expected = {"conflict_new_id": "299", "conflict_name": "Syria: Government", "side_b_new_id": "9999"}
    assert {k: row[k] for k in expected} == expected
    assert not [t for t in trace if t.outcome == "unknown"]


def test_a_pair_listed_the_other_way_round_is_found_with_its_numbers_turned(tmp_path: Path) -> None:
    ids = load_ids(table(tmp_path, HEAD + "civilians,the military of Syria,299,,11973,9999,118\n"))
    row, _ = publish(ids)
    assert (row["dyad_new_id"], row["side_a_new_id"], row["side_b_new_id"]) == ("11973", "118", "9999")


def test_without_a_table_the_conflict_stays_empty_and_the_trace_says_so_once() -> None:
    row, trace = publish(NO_IDS)
    assert row["conflict_new_id"] == "" and row["dyad_new_id"] != ""
    assert [t.rule for t in trace if t.outcome == "unknown"] == ["UCDP: no conflict ids"]


def test_a_dyad_that_the_table_lacks_is_told(tmp_path: Path) -> None:
    row, trace = publish(load_ids(table(tmp_path, HEAD + "Rebels,Militia,1,,2,3,4\n")))
    assert row["conflict_new_id"] == ""
    assert [t.rule for t in trace if t.outcome == "unknown"] == ["UCDP: no conflict id"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("side_a,dyad_new_id\nx,1\n", "no column 'side_b'"),
        ("side_a,side_b,colour\nx,y,z\n", "unknown column 'colour'"),
        ("side_a,side_b\nx,y\nX,y\n", ":3: x and y a second time"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=problem):
        load_ids(table(tmp_path, text))
