"""The one door to the database: `open_store`. SQLite by default, PostgreSQL by URL; the same behaviour."""

from __future__ import annotations

from dateline.store.engine import open_engine, read_url
from dateline.store.judgements import OvertakenError
from dateline.store.migrate import ensure_schema
from dateline.store.protocol import Facet, Store
from dateline.store.records import (
    Area,
    Box,
    Circle,
    CodingHead,
    EventFilter,
    EventPage,
    EventRow,
    IncidentChanges,
    IncidentFilter,
    IncidentRow,
    IncidentVersion,
    Judgement,
    Kept,
    KeptJudgement,
    Order,
    Original,
    QuarantineEntry,
    StoredReport,
)
from dateline.store.sql import SqlStore

__all__ = [
    "Area",
    "Box",
    "Circle",
    "CodingHead",
    "EventFilter",
    "EventPage",
    "EventRow",
    "Facet",
    "IncidentChanges",
    "IncidentFilter",
    "IncidentRow",
    "IncidentVersion",
    "Judgement",
    "Kept",
    "KeptJudgement",
    "Order",
    "Original",
    "OvertakenError",
    "QuarantineEntry",
    "SqlStore",
    "Store",
    "StoredReport",
    "open_store",
]


def open_store(where: str, *, create: bool = True) -> SqlStore:
    """Opens the record at `where`: the path of a SQLite file, or 'postgresql://USER@HOST/NAME'.

    The schema is brought up to date. With `create` a missing SQLite file is made. Raises StoreError where the
    database cannot be opened, is newer than this Dateline, or was made by another program.
    """
    engine = open_engine(read_url(where), create=create)
    try:
        ensure_schema(engine)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine)
