"""Files beside their trace, and the formats by name."""

import io
from pathlib import Path

import pytest
from publish_records import lines, make_event, make_record

from dateline.errors import PublishError
from dateline.model.wire import dump_line
from dateline.publish import FORMATS, Context, find_format, publish_file
from dateline.publish.files import hash_file
from dateline.publish.gather import read_coded


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_its_name_suffix_and_readers(name: str) -> None:
    format_ = find_format(name)
    assert format_.name == name and format_.suffix.startswith(".") and format_.about


def test_a_misspelt_format_gets_the_nearest_name() -> None:
    with pytest.raises(PublishError, match="geojson"):
        find_format("geojsn")


def test_file_and_trace_stand_side_by_side(tmp_path: Path) -> None:
    done = publish_file(
        find_format("csv"), [make_record(make_event())], tmp_path / "a.csv", context=Context()
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.csv.trace.jsonl"]
    assert lines(done.trace.read_bytes())[0]["events"] == ["r1/e1"]
    assert done.sha256 == hash_file(done.path) and sum(done.rules.values()) == 1


def test_a_run_that_breaks_off_leaves_the_file_before_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")

    def broken():  # type: ignore[no-untyped-def]
        yield make_record(make_event())
        raise PublishError("broken off")

    with pytest.raises(PublishError):
        publish_file(find_format("csv"), broken(), path, context=Context())
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]


def test_coded_lines_come_back_with_their_texts() -> None:
    record = make_record(make_event())
    (read,) = read_coded(io.StringIO(dump_line(record.coded) + "\n\n"), "coded.jsonl", {"r1": "text"})
    assert read.coded == record.coded and read.text == "text"


@pytest.mark.parametrize(
    ("line", "found"), [("{", "not JSON"), ("[]", "not a coded report"), ("{}", "no 'report'")]
)
def test_a_line_that_is_no_coded_report_is_named(line: str, found: str) -> None:
    with pytest.raises(PublishError, match=f"coded.jsonl:1: .*{found}"):
        list(read_coded([line], "coded.jsonl"))
