"""The golden records hold together: their offsets, their texts, and the days their words mean."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from dateline.dates import resolve_dates, resolve_onset
from dateline.read import Quarantined, read_source

GOLDEN = [json.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).parent.glob("*.json"))]
EVENTS = [pytest.param(r, e, id=f"{r['id']} {e['id']} {e['type']}") for r in GOLDEN for e in r["events"]]


@pytest.mark.parametrize("record", GOLDEN, ids=lambda r: r["id"])
def test_the_text_is_what_reading_the_sample_gives(record: dict[str, Any]) -> None:
    with as_file(files("dateline") / "samples" / record["sample"]) as path:
        read = [r for r in read_source(str(path)) if not isinstance(r, Quarantined)]
    published = date.fromisoformat(record["published"]) if record["published"] else None
    assert (record["text"], published) in [(r.report.text, r.report.published) for r in read]


@pytest.mark.parametrize(("record", "event"), EVENTS)
def test_every_value_of_an_event_is_in_the_words_of_its_report(
    record: dict[str, Any], event: dict[str, Any]
) -> None:
    text = record["text"]
    for mention in event["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
        assert text[mention["quote_start"] : mention["quote_end"]] == mention["quote"]
    values = [v for field in ("actors", "targets", "places", "toll") for v in event[field]]
    assert all(value["text"] in text for value in values)
    assert (event["date"]["text"] or "") in text and all(weapon in text for weapon in event["weapons"])


def test_nineteen_in_twenty_of_the_dates_come_out_as_the_annotator_read_them() -> None:
    read = [_is_read(r, e) for r in GOLDEN for e in r["events"] if e["date"]["text"]]
    assert len(read) > 40
    assert sum(read) / len(read) >= 0.95


def _is_read(record: dict[str, Any], event: dict[str, Any]) -> bool:
    said, published = event["date"], date.fromisoformat(record["published"]) if record["published"] else None
    found = resolve_dates(record["text"], published)
    places = [(e, w) for e, w in found if said["text"] in e.span.text or e.span.text in said["text"]]
    whens = [w for e, when in places for w in (when, resolve_onset(e, published=published)) if w]
    return (said["from"], said["to"]) in [(str(w.first), str(w.last)) for w in whens]
