"""Keeping reports and their codings. Every function works within the transaction it is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select, update

from dateline.errors import UnreadableError
from dateline.model import CodedReport, Report
from dateline.store.engine import insert_new
from dateline.store.quarantine import clear_entries
from dateline.store.records import Kept
from dateline.store.reports import KNOWN
from dateline.store.rows import (
    Row,
    actor_rows,
    check_report,
    digest_coding,
    dump_unread,
    event_to_row,
    place_rows,
    report_to_row,
    source_rows,
    storable,
)
from dateline.store.tables import (
    codings,
    event_actors,
    event_places,
    event_sources,
    events,
    originals,
    reports,
)
from dateline.text.hashing import sha256_hex

if TYPE_CHECKING:
    from dateline.read import Incoming

FILLED = (*KNOWN, "outlet_folded")


def keep_report(connection: Connection, incoming: Incoming, *, now: str) -> tuple[int, bool]:
    """Keeps a report with its original, once; gives its row's key and whether it was new.

    Raises UnreadableError where another text is already kept under its id, or the words cannot be stored.
    """
    report = incoming.report
    check_report(report)
    sha256 = _keep_original(connection, incoming)
    row = report_to_row(report, original=sha256, origin=incoming.origin, now=now)
    is_new = insert_new(connection, reports, row)
    asked = select(reports).where(reports.c.id == report.id).with_for_update()
    found = connection.execute(asked).one()
    if found.sha256 != report.sha256:
        raise UnreadableError(
            f"its id {report.id!r} is already that of another text, from {found.origin}",
            hint="give one of the two another id",
        )
    if not is_new:
        _fill_in(connection, found, row)
    return found.seq, is_new


def _fill_in(connection: Connection, found: Any, row: Row) -> None:
    # What was unknown when the report was first kept may be known now; what is known is never changed.
    news = {name: row[name] for name in FILLED if row[name] is not None and getattr(found, name) is None}
    if news:
        connection.execute(update(reports).where(reports.c.seq == found.seq).values(**news))


def _keep_original(connection: Connection, incoming: Incoming) -> str:
    sha256 = sha256_hex(incoming.original)
    if connection.execute(select(originals.c.sha256).where(originals.c.sha256 == sha256)).first() is None:
        retrieved = incoming.retrieved.isoformat() if incoming.retrieved else None
        row = {
            "sha256": sha256,
            "bytes": incoming.original,
            "media_type": incoming.media_type,
            "origin": storable(incoming.origin),
            "retrieved": retrieved,
        }
        insert_new(connection, originals, row)
    return sha256


def keep_coding(
    connection: Connection, report: int, incoming: Incoming, coded: CodedReport, *, settings: str, now: str
) -> Kept:
    """Keeps a coding of the report in row `report` beside the earlier ones; from now on it stands."""
    key = {
        "codebook": coded.codebook,
        "coder": coded.coder,
        "settings": settings,
        "digest": digest_coding(coded),
    }
    current = (
        connection.execute(select(codings).where(codings.c.report == report, codings.c.current))
        .mappings()
        .first()
    )
    if current is not None and all(current[name] == value for name, value in key.items()):
        return "known"
    if current is not None:
        _set_current(connection, current["id"], False)
    same = [codings.c.report == report, *(codings.c[name] == value for name, value in key.items())]
    earlier = connection.execute(select(codings.c.id).where(*same)).scalar()
    if earlier is not None:
        _set_current(connection, earlier, True)
    else:
        _insert_coding(connection, report, incoming.report, coded, {**key, "coded_at": now})
    clear_entries(connection, incoming, now=now)
    return "new" if current is None else "recoded"


def _set_current(connection: Connection, coding: int, current: bool) -> None:
    connection.execute(update(codings).where(codings.c.id == coding).values(current=current))
    connection.execute(update(events).where(events.c.coding == coding).values(current=current))


def _insert_coding(connection: Connection, key: int, report: Report, coded: CodedReport, known: Row) -> None:
    row = {
        **known,
        "report": key,
        "current": True,
        "events": len(coded.events),
        "unread": dump_unread(coded.unread),
    }
    coding = connection.execute(insert(codings).returning(codings.c.id), row).scalar_one()
    if not coded.events:
        return
    rows = [
        {"coding": coding, **event_to_row(e, report=report, position=i)} for i, e in enumerate(coded.events)
    ]
    keys = connection.execute(
        insert(events).returning(events.c.pk, sort_by_parameter_order=True), rows
    ).scalars()
    told = list(zip(keys, coded.events, strict=True))
    for table, make in ((event_places, place_rows), (event_actors, actor_rows), (event_sources, source_rows)):
        parts = [{"event": pk, **part} for pk, event in told for part in make(event)]
        if parts:
            connection.execute(insert(table), parts)
