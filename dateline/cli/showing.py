"""Finding one report or event in the record, and telling what it holds or what changed in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from dateline.cli.blocks import event_lines, heading, report_lines
from dateline.errors import StoreError, UsageError
from dateline.model.wire import dump_line
from dateline.store import CodingHead, EventRow, Store
from dateline.store.changes import EventChange, change_to_json, find_changes
from dateline.store.rows import dump_json
from dateline.text.printable import printable

ENOUGH = 8


def found_lines(store: Store, id: str, form: str) -> Iterator[str]:
    """What the record holds under `id`. Raises UsageError where that is nothing, or more than one thing."""
    report_id = find_report(store, id)
    if report_id is not None:
        return _report_lines(store, report_id, form)
    rows = store.find_events(id, limit=ENOUGH)
    ids = sorted({row.event.id for row in rows})
    if not rows:
        raise UsageError(f"no report or event has an id that begins with {id!r}", hint="dateline events")
    if len(ids) > 1:
        raise UsageError(f"{id!r} begins the ids of several events: {', '.join(ids)}", hint="write it out")
    return (line for row in rows for line in _event_lines(store, row, form))


def find_report(store: Store, id: str) -> str | None:
    """The id of the one report whose id is, or begins with, `id`. Raises UsageError where several do."""
    if store.report(id) is not None:
        return id
    ids = store.find_reports(id, limit=ENOUGH)
    if len(ids) > 1:
        raise UsageError(f"{id!r} begins the ids of several reports: {', '.join(ids)}", hint="write it out")
    return ids[0] if ids else None


def find_original(store: Store, id: str) -> bytes:
    """The original of a report, byte for byte. Raises UsageError where there is no such report."""
    report_id = find_report(store, id)
    original = store.original(report_id) if report_id else None
    if original is None:
        raise UsageError(f"no report has an id that begins with {id!r}", hint="dateline events")
    return original.content


def _report_lines(store: Store, id: str, form: str) -> Iterator[str]:
    report, coded = store.report(id), store.coded(id)
    if report is None or coded is None:
        reasons = [entry.reason for entry in store.quarantined() if entry.report_id == id]
        raise StoreError(
            f"report {id} is kept but not coded: {'; '.join(reasons)}", hint="dateline add it again"
        )
    if form == "jsonl":
        yield dump_line(coded)
        return
    original = store.original(id)
    yield from report_lines(coded, report.text, why=True)
    yield ""
    yield f"sha256 {report.sha256}" + (f" · from {printable(original.origin)}" if original else "")
    for head in store.codings(id):
        stands = ", which stands" if head.current else ""
        yield f"coding {head.number}: {head.codebook}, {head.coder}, {head.events} events{stands}"


def _event_lines(store: Store, row: EventRow, form: str) -> Iterator[str]:
    if form == "jsonl":
        yield dump_json(row_to_json(row))
        return
    report = store.report(row.report.id)
    yield heading(row.report)
    yield from event_lines(row.event, report.text if report else None, why=True)


def row_to_json(row: EventRow) -> dict[str, Any]:
    """An event with its report's head, as plain JSON values."""
    from dateline.model.wire import event_to_json, head_to_json

    return {"report": head_to_json(row.report), **event_to_json(row.event)}


def change_lines(store: Store, id: str | None, form: str) -> Iterator[str]:
    """What coding again changed in one report, or in every report that has more than one coding."""
    ids: Iterable[str] = store.recoded_reports()
    if id is not None:
        found = find_report(store, id)
        if found is None:
            raise UsageError(f"no report has an id that begins with {id!r}", hint="dateline events")
        ids = [found]
    return (line for report_id in ids for line in _changes_of(store, report_id, form))


def _changes_of(store: Store, id: str, form: str) -> Iterator[str]:
    heads = store.codings(id)
    if len(heads) < 2 and form == "text":
        yield f"report {printable(id)}: coded once, nothing to compare"
    for old, new in pairwise(heads):
        before, after = store.coded(id, old.number), store.coded(id, new.number)
        assert before is not None and after is not None
        changes = find_changes(before, after)
        if form == "jsonl":
            said = {"report": id, "from": old.number, "to": new.number}
            yield from (dump_json({**said, **change_to_json(change)}) for change in changes)
            continue
        yield _change_heading(id, old, new, len(changes))
        yield from (line for change in changes for line in _change_lines(change))


def _change_heading(id: str, old: CodingHead, new: CodingHead, count: int) -> str:
    sides = (f"coding {c.number} ({c.codebook}, {c.coder})" for c in (old, new))
    differ = "1 event differs" if count == 1 else f"{count or 'no'} events differ"
    return printable(f"report {id}: {' to '.join(sides)}: {differ}")


def _change_lines(change: EventChange) -> Iterator[str]:
    if change.before is None and change.after is not None:
        yield from event_lines(change.after, None, lead="+ ")
    elif change.after is None and change.before is not None:
        yield from event_lines(change.before, None, lead="- ")
    elif change.before is not None:
        words = printable(change.before.mentions[0].text)
        yield f"~ {change.before.status} {change.before.type} “{words}” · event {change.before.id}"
        for field in change.fields:
            yield f"   {field.field}: {_short(field.before)} → {_short(field.after)}"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_short, value)) or "none"
    if isinstance(value, dict):
        return printable(str(value.get("name") or value.get("text")))
    return "none" if value is None else printable(value if isinstance(value, str) else json.dumps(value))
