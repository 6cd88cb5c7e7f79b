"""What is learned from is read whole, or refused with the place that does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.codebook import load_codebook
from dateline.errors import InputError
from dateline.train.material import leave_out, load_material, load_written
from dateline.train.wikievents import convert_document

TEXT = "Guards left. Rebels shelled Bar on Monday."


def test_every_written_report_fits_the_codebook() -> None:
    types = set(load_codebook().types)
    written = load_written()
    assert len(written) >= 45
    assert {event["type"] for report in written for event in report["events"]} <= types


def test_what_a_report_leaves_out_is_empty_and_its_mentions_are_framed(tmp_path: Path) -> None:
    event = {"type": "shelling", "status": "happened", "mentions": [{"start": 20, "end": 27}]}
    (report,) = load_material([_write(tmp_path, {"id": "r", "text": TEXT, "events": [event]})])
    mention = report["events"][0]["mentions"][0]
    assert report["events"][0]["actors"] == [] and report["published"] is None
    assert TEXT[mention["quote_start"] : mention["quote_end"]] == "Rebels shelled Bar on Monday."


def test_a_mention_that_is_not_in_the_text_is_refused_with_its_line(tmp_path: Path) -> None:
    wrong = {"type": "shelling", "status": "happened", "mentions": [{"start": 0, "end": 6, "text": "Rebels"}]}
    with pytest.raises(InputError, match=r"line 1, event 1: characters 0 to 6"):
        load_material([_write(tmp_path, {"id": "r", "text": TEXT, "events": [wrong]})])


def test_a_report_without_events_to_learn_from_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected an annotated report"):
        load_material([_write(tmp_path, {"id": "r", "text": TEXT})])


def test_each_report_is_left_out_in_exactly_one_part() -> None:
    reports = [{"id": str(n)} for n in range(11)]
    parts = [leave_out(reports, part, 3)[1] for part in range(3)]
    assert sorted(int(r["id"]) for part in parts for r in part) == list(range(11))
    kept, out = leave_out(reports, 1, 3)
    assert len(kept) + len(out) == 11


def test_a_wikievents_attack_takes_its_type_from_its_trigger_and_keeps_its_arguments() -> None:
    trigger = {"start_idx": 1, "end_idx": 2, "text": "bombed"}
    said = {"event_type": "Conflict.Attack.Unspecified", "trigger": trigger}
    said["arguments"] = [{"role": "Attacker", "text": "Rebels"}]
    report = convert_document({"docid": "w", "tokens": ["Rebels", "bombed", "it"], "event_mentions": [said]})
    (event,) = report["events"]
    assert (event["type"], event["mentions"][0]["text"]) == ("explosive_device", "bombed")
    assert event["actors"] == [{"text": "Rebels", "name": "Rebels"}]


def _write(folder: Path, report: dict[str, object]) -> Path:
    path = folder / "reports.jsonl"
    path.write_text(json.dumps(report) + "\n", "utf-8")
    return path
