"""Giving reports and their codings. Every function works within the transaction it is handed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.model import CodedReport, Report
from dateline.store.queries import begins_with
from dateline.store.records import CodingHead, Original, StoredReport
from dateline.store.rows import RowLike, event_from_row, head_from_row, load_unread, report_from_row
from dateline.store.tables import codings, events, originals, reports

KNOWN = ("published", "outlet", "title", "url", "language")
"""What may be known of a report besides its text."""

BATCH = 200
"""Reports given per look at the database, so that a long walk holds no lock and little memory."""


def complete_report(connection: Connection, report: Report) -> Report:
    """`report` with what is already kept of it: a date or an outlet once known stays known."""
    asked = select(reports).where(reports.c.id == report.id, reports.c.sha256 == report.sha256)
    kept = connection.execute(asked).mappings().first()
    if kept is None:
        return report
    known = {name: kept[name] for name in KNOWN if kept[name] is not None}
    return replace(report, **known)


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
