"""Keeping and giving reports and their codings. Every function works within the transaction it is handed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dateline.errors import UnreadableError
from dateline.model import CodedReport, Report
from dateline.store.queries import begins_with
from dateline.store.records import CodingHead, Kept, Original, StoredReport
from dateline.store.rows import (
    Row,
    RowLike,
    actor_rows,
    check_report,
    digest_coding,
    dump_unread,
    event_from_row,
    event_to_row,
    head_from_row,
    load_unread,
    place_rows,
    report_from_row,
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
    quarantine,
    reports,
)
from dateline.text.hashing import sha256_hex

if TYPE_CHECKING:
    from dateline.read import Incoming

KNOWN = ("published", "outlet", "title", "url", "language")
FILLED = (*KNOWN, "outlet_folded")
BATCH = 200
"""Reports given per look at the database, so that a long walk holds no lock and little memory."""


def insert_new(connection: Connection, table: Table, row: Row) -> bool:
    """Inserts `row` unless its key is already taken; tells whether it was inserted."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(row).on_conflict_do_nothing()
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


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


def complete_report(connection: Connection, report: Report) -> Report:
    """`report` with what is already kept of it: a date or an outlet once known stays known."""
    asked = select(reports).where(reports.c.id == report.id, reports.c.sha256 == report.sha256)
    kept = connection.execute(asked).mappings().first()
    if kept is None:
        return report
    known = {name: kept[name] for name in KNOWN if kept[name] is not None}
    return replace(report, **known)


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
    _clear_quarantine(connection, incoming, now=now)
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


def _clear_quarantine(connection: Connection, incoming: Incoming, *, now: str) -> None:
    same_file = (quarantine.c.sha256 == sha256_hex(incoming.original)) & (
        quarantine.c.origin == storable(incoming.origin)
    )
    open_entries = quarantine.c.cleared_at.is_(None) & (
        (quarantine.c.report_id == incoming.report.id) | same_file
    )
    connection.execute(update(quarantine).where(open_entries).values(cleared_at=now))


def has_coding(connection: Connection, report: Report, *, codebook: str, coder: str, settings: str) -> bool:
    """Whether the standing coding of this very text was made by these, knowing what is known of it now."""
    joined = select(codings.c.id).join(reports, codings.c.report == reports.c.seq)
    asked = joined.where(
        reports.c.id == report.id,
        reports.c.sha256 == report.sha256,
        codings.c.current,
        codings.c.codebook == codebook,
        codings.c.coder == coder,
        codings.c.settings == settings,
        *(reports.c[name].is_not(None) for name in KNOWN if getattr(report, name) is not None),
    )
    return connection.execute(asked).first() is not None


def read_report(connection: Connection, id: str) -> Report | None:
    """The report with this id."""
    row = connection.execute(select(reports).where(reports.c.id == id)).mappings().first()
    return report_from_row(row) if row else None


def read_original(connection: Connection, report_id: str) -> Original | None:
    """The original that the report came in, byte for byte."""
    joined = select(originals).join(reports, reports.c.original == originals.c.sha256)
    row = connection.execute(joined.where(reports.c.id == report_id)).first()
    return Original(row.sha256, row.bytes, row.media_type, row.origin, row.retrieved) if row else None


def read_codings(connection: Connection, report_id: str) -> tuple[CodingHead, ...]:
    """Every coding of a report, oldest first."""
    joined = select(codings).join(reports, codings.c.report == reports.c.seq)
    rows = connection.execute(joined.where(reports.c.id == report_id).order_by(codings.c.id)).mappings()
    names = ("codebook", "coder", "settings", "digest", "current", "events", "coded_at")
    return tuple(CodingHead(number=i, **{n: row[n] for n in names}) for i, row in enumerate(rows, 1))


def read_coded(connection: Connection, report_id: str, number: int | None) -> CodedReport | None:
    """A report's coding: that of this number (1 is the oldest), or the one that stands."""
    asked = _codings_of(reports.c.id == report_id).order_by(codings.c.id)
    rows = connection.execute(asked).mappings().all()
    chosen = [r for i, r in enumerate(rows, 1) if (r["current"] if number is None else i == number)]
    return _assemble(connection, chosen)[0].coded if chosen else None


def read_batch(connection: Connection, after: str) -> tuple[StoredReport, ...]:
    """The next reports that have a coding, by id, after the id `after`."""
    asked = _codings_of(codings.c.current, reports.c.id > after).order_by(reports.c.id).limit(BATCH)
    return _assemble(connection, connection.execute(asked).mappings().all())


def _codings_of(*conditions: Any) -> Any:
    columns = [c.label(f"coding_{c.name}") if c.name in ("id", "unread") else c for c in codings.c]
    joined = select(reports, *columns).join(codings, codings.c.report == reports.c.seq)
    return joined.where(*conditions)


def _assemble(connection: Connection, rows: Any) -> tuple[StoredReport, ...]:
    keys = [row["coding_id"] for row in rows]
    asked = select(events.c.coding, events.c.record).where(events.c.coding.in_(keys))
    told = connection.execute(asked.order_by(events.c.coding, events.c.position)).mappings()
    by_coding = {key: list(group) for key, group in groupby(told, key=lambda row: row["coding"])}
    return tuple(_stored(row, by_coding.get(row["coding_id"], [])) for row in rows)


def _stored(row: RowLike, told: list[Any]) -> StoredReport:
    coded = CodedReport(
        report=head_from_row(row),
        events=tuple(event_from_row(e) for e in told),
        unread=load_unread(row["coding_unread"]),
        codebook=row["codebook"],
        coder=row["coder"],
    )
    return StoredReport(report_from_row(row), coded)


def recoded_ids(connection: Connection) -> tuple[str, ...]:
    """Ids of reports with more than one coding, in order."""
    joined = select(reports.c.id).join(codings, codings.c.report == reports.c.seq)
    asked = joined.group_by(reports.c.id).having(func.count() > 1).order_by(reports.c.id)
    return tuple(connection.execute(asked).scalars())


def find_ids(connection: Connection, prefix: str, *, limit: int) -> Iterator[str]:
    """Report ids that begin with `prefix`, in order; the whole id first."""
    asked = select(reports.c.id).where(begins_with(reports.c.id, prefix))
    yield from connection.execute(asked.order_by(reports.c.id).limit(limit)).scalars()
