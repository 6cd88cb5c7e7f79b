"""Keeping what could not be read or coded, with its reason, until it can.

Every function works within the transaction it is handed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from dateline.store.engine import insert_new
from dateline.store.records import QuarantineEntry
from dateline.store.rows import storable
from dateline.store.tables import quarantine
from dateline.text.hashing import sha256_hex, short_id

if TYPE_CHECKING:
    from dateline.read import Incoming


def add_entry(
    connection: Connection, origin: str, reason: str, *, sha256: str | None, report_id: str | None, now: str
) -> bool:
    """Keeps an entry once; tells whether it was new. `report_id` where it was read but not coded."""
    entry = {
        "origin": storable(origin),
        "reason": storable(reason),
        "sha256": sha256,
        "report_id": storable(report_id) if report_id else None,
    }
    key = short_id(*(str(value or "") for value in entry.values()), length=32)
    return insert_new(connection, quarantine, {"key": key, **entry, "seen_at": now, "cleared_at": None})


def clear_entries(connection: Connection, incoming: Incoming, *, now: str) -> None:
    """Clears the entries of a report, and those of the file it came in, since it is coded now."""
    same_file = (quarantine.c.sha256 == sha256_hex(incoming.original)) & (
        quarantine.c.origin == storable(incoming.origin)
    )
    open_entries = quarantine.c.cleared_at.is_(None) & (
        (quarantine.c.report_id == incoming.report.id) | same_file
    )
    connection.execute(update(quarantine).where(open_entries).values(cleared_at=now))


def read_entries(connection: Connection, *, cleared: bool) -> tuple[QuarantineEntry, ...]:
    """The entries that are open, by origin; with `cleared`, the others as well."""
    asked = select(quarantine).order_by(quarantine.c.origin, quarantine.c.key)
    if not cleared:
        asked = asked.where(quarantine.c.cleared_at.is_(None))
    rows = connection.execute(asked).mappings().all()
    return tuple(QuarantineEntry(**{k: v for k, v in row.items() if k != "key"}) for row in rows)
