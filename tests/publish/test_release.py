"""Releases: sealed, made again byte for byte, and compared."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import lines, make_event, make_record, row_id

from dateline.errors import PublishError
from dateline.model import Actor, Span
from dateline.publish import Context, Record, find_format
from dateline.publish.public import load_rules
from dateline.publish.release import Terms, check_release, find_changes, make_release

TERMS = Terms(date(2026, 1, 31), "0.1", "conflict@1.0", None, {})


def release(folder: Path, *records: Record, since: Path | None = None, **context: Any) -> dict[str, Any]:
    formats = [find_format(name) for name in ("csv", "jsonl", "datapackage")]
    known: dict[str, Any] = {"context": Context(**context), "terms": TERMS, "since": since}
    return make_release(folder, formats, lambda: records, **known)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_record_makes_the_same_release(tmp_path: Path) -> None:
    for name in ("a", "b"):
        release(tmp_path / name, make_record(make_event()))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_seal_names_every_file_and_what_made_them(tmp_path: Path) -> None:
    seal = release(tmp_path / "a", make_record(make_event()))
    assert check_release(tmp_path / "a") == seal
    assert set(seal["files"]) == set(contents(tmp_path / "a")) - {"release.json"}
    assert seal["codebook"] == "conflict@1.0" and seal["coders"] == ["dateline@0.1"]


@pytest.mark.parametrize("name", ["dateline.csv", "rows.jsonl", "release.json"])
def test_a_file_changed_after_sealing_is_found(name: str, tmp_path: Path) -> None:
    release(tmp_path / "a", make_record(make_event()))
    path = tmp_path / "a" / name
    path.write_text(path.read_text().replace("conflict", "conflikt"))
    with pytest.raises(PublishError, match=f"{name} was changed after sealing"):
        check_release(tmp_path / "a")


def test_corrections_and_deletions_stand_in_the_change_file(tmp_path: Path) -> None:
    release(tmp_path / "a", make_record(make_event("e1"), make_event("e2"), make_event("e3")))
    later = make_record(make_event("e1"), make_event("e2", toll=()), make_event("e4"))
    release(tmp_path / "b", later, since=tmp_path / "a")
    changes = lines((tmp_path / "b" / "changes.jsonl").read_bytes())
    told = {c["id"]: (c["change"], c["fields"]) for c in changes}
    assert told[row_id("e2")] == ("changed", {"killed_low": [12, None], "killed_high": [12, None]})
    assert told[row_id("e3")][0] == "deleted" and told[row_id("e4")][0] == "new" and len(told) == 3


def test_a_row_keeps_its_id_when_a_second_report_tells_the_same(tmp_path: Path) -> None:
    first, second = make_record(make_event("e1")), make_record(make_event("e2"), report="r2")
    release(tmp_path / "a", first)
    joined = {row_id("e1"): [("r1", "e1"), ("r2", "e2")]}
    release(tmp_path / "b", first, second, since=tmp_path / "a", incidents=joined)
    (change,) = lines((tmp_path / "b" / "changes.jsonl").read_bytes())
    assert (change["change"], change["id"]) == ("changed", row_id("e1"))
    assert change["fields"]["reports"] == [1, 2]


def test_a_release_is_never_written_over(tmp_path: Path) -> None:
    release(tmp_path / "a", make_record(make_event()))
    with pytest.raises(PublishError, match="not empty"):
        release(tmp_path / "a", make_record(make_event()))


ids = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
rows = st.dictionaries(ids, st.integers(0, 3), max_size=8)


@given(rows, rows)
def test_the_changes_lead_from_the_one_release_to_the_other(old: dict[str, int], new: dict[str, int]) -> None:
    def stream(values: dict[str, int]) -> Iterable[dict[str, Any]]:
        return iter([{"id": key, "v": values[key]} for key in sorted(values)])

    made = dict(old)
    for change in find_changes(iter(stream(old)), iter(stream(new))):
        if change["change"] == "deleted":
            del made[change["id"]]
        else:
            made[change["id"]] = change["fields"]["v"][1]
    assert made == new


def test_rows_are_sorted_as_they_are_compared(tmp_path: Path) -> None:
    release(tmp_path / "a", make_record(*(make_event(i) for i in ("b", "Z", "é", "a"))))
    ids = [json.loads(line)["id"] for line in (tmp_path / "a" / "rows.jsonl").read_text().splitlines()]
    assert ids == sorted(ids)


def test_a_public_release_holds_no_private_name_in_any_file(tmp_path: Path) -> None:
    name = Actor(Span(0, 11, "Amal Haddou"), "Amal Haddou")
    record = make_record(make_event(targets=(name,)), text=None)
    known: dict[str, Any] = {"context": Context(), "terms": TERMS, "rules": load_rules()}
    make_release(tmp_path / "a", [find_format("csv")], lambda: [record], **known)
    assert not any(b"Haddou" in data for data in contents(tmp_path / "a").values())
