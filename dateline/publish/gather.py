"""Where the records to publish come from: files of coded reports, or the store."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.errors import PublishError
from dateline.model import CodedReport, Event, PlaceRef
from dateline.model.wire import coded_from_json
from dateline.publish.record import EventKey, Record
from dateline.store import EventFilter, EventRow, IncidentFilter, Store

PAGE = 500


def read_coded(lines: Iterable[str], name: str, texts: Mapping[str, str] | None = None) -> Iterator[Record]:
    """The records of JSON Lines that `dateline code` wrote; `name` is the file's, for errors.

    `texts` holds the reports' texts by report id; a text that stands in the line itself comes first. Raises
    PublishError at a line that is not a coded report.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _record(line, f"{name}:{number}", texts or {})


def _record(line: str, where: str, texts: Mapping[str, str]) -> Record:
    hint = "a file written by `dateline code --format jsonl`"
    try:
        data = json.loads(line)
        coded = coded_from_json(data)
    except json.JSONDecodeError as error:
        raise PublishError(f"{where}: not JSON: {error}", hint=hint) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise PublishError(f"{where}: not a coded report: {problem}", hint=hint) from error
    text = data["report"].get("text")
    return Record(coded, text if isinstance(text, str) else texts.get(coded.report.id))


def read_texts(path: Path) -> dict[str, str]:
    """The texts of a JSON Lines file of reports, by report id. Raises PublishError where it is not one."""
    texts: dict[str, str] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            data = _json_object(line, f"{path}:{number}")
            if isinstance(data.get("id"), str) and isinstance(data.get("text"), str):
                texts[data["id"]] = data["text"]
    return texts


def read_incidents(path: Path) -> dict[str, tuple[EventKey, ...]]:
    """The incidents of a JSON Lines file: {"id": …, "events": [[report id, event id], …]} a line."""
    incidents: dict[str, tuple[EventKey, ...]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            data = _json_object(line, f"{path}:{number}")
            incidents[str(data.get("id"))] = _keys(data, f"{path}:{number}")
    return incidents


def stored_incidents(store: Store) -> dict[str, tuple[EventKey, ...]]:
    """The standing incidents of more than one event, by id."""
    found: dict[str, tuple[EventKey, ...]] = {}
    after: str | None = None
    while page := store.incidents(IncidentFilter(), after=after, limit=PAGE):
        for version in page:
            keys = _keys(version.record, f"incident {version.id}")
            if len(keys) > 1:
                found[version.id] = keys
        after = page[-1].id
    return found


def stored_events(store: Store, asked: EventFilter) -> Iterator[Record]:
    """One record an event, in bounded memory; for formats that need no whole reports."""
    for row in store.each_event(asked):
        yield Record(CodedReport(row.report, (row.event,), (), row.codebook, row.coder))


def stored_reports(
    store: Store, asked: EventFilter, *, wanted: Container[EventKey] | None = None
) -> Iterator[Record]:
    """Whole reports with their texts, by id; with a filter, or `wanted`, only the events asked for."""
    if wanted is None and asked != EventFilter():
        wanted = {_key(row) for row in store.each_event(asked)}
    for stored in store.each_report():
        coded, aside = stored.coded, tuple[Event, ...]()
        if wanted is not None:
            kept = tuple(e for e in coded.events if (coded.report.id, e.id) in wanted)
            aside = tuple(e for e in coded.events if e not in kept)
            coded = replace(coded, events=kept)
        if wanted is None or coded.events:
            yield Record(coded, stored.report.text, aside)


def whole_incidents(keys: Iterable[EventKey], incidents: Mapping[str, Iterable[EventKey]]) -> set[EventKey]:
    """`keys`, and the other events of the incidents that they are part of."""
    wanted = set(keys)
    for members in map(tuple, incidents.values()):
        if not wanted.isdisjoint(members):
            wanted.update(members)
    return wanted


def place_values(place: PlaceRef) -> dict[str, Any]:
    """A place as saved areas ask for it."""
    known = {"name": place.name, "admin": place.admin, "country": place.country}
    return {**known, "lat": place.lat, "lon": place.lon}


def _key(row: EventRow) -> EventKey:
    return (row.report.id, row.event.id)


def _json_object(line: str, where: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise PublishError(f"{where}: not JSON: {error}", hint="one JSON object a line") from error
    if not isinstance(data, dict):
        raise PublishError(f"{where}: found {type(data).__name__}, expected a JSON object")
    return data


def _keys(data: Mapping[str, Any], where: str) -> tuple[EventKey, ...]:
    try:
        return tuple(_pair(key) for key in data["events"])
    except (KeyError, TypeError, ValueError) as error:
        raise PublishError(f"{where}: 'events' is not a list of [report id, event id]") from error


def _pair(key: Any) -> EventKey:
    report, event = key.rsplit("/", 1) if isinstance(key, str) else key
    return str(report), str(event)
