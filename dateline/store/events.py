"""Giving and counting the standing events that fulfil a filter.

Every function works within the transaction it is handed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dateline.store.protocol import Facet
from dateline.store.queries import begins_with, event_conditions, order_events, write_mark
from dateline.store.records import EventFilter, EventPage, EventRow, Order
from dateline.store.rows import UNKNOWN_DAY, RowLike, event_from_row, head_from_row
from dateline.store.tables import codings, event_places, events, reports


def read_page(
    connection: Connection, asked: EventFilter, *, order: Order, after: str | None, limit: int
) -> EventPage:
    """At most `limit` events from the mark `after` on. Raises UsageError where that is no mark of `order`."""
    query = order_events(_events_with_heads(asked), order, after).limit(limit + 1)
    rows = connection.execute(query).mappings().all()
    more = write_mark(rows[limit - 1], order) if len(rows) > limit else None
    return EventPage(tuple(_event_row(row) for row in rows[:limit]), more)


def count_events(connection: Connection, asked: EventFilter) -> int:
    """How many there are."""
    return int(connection.execute(_select_events(func.count(), asked=asked)).scalar_one())


def count_by(connection: Connection, facet: Facet, asked: EventFilter) -> Mapping[str, int]:
    """How many there are of each value of `facet`, in order of the values; '' for an unknown day."""
    if facet == "country":
        column: Any = event_places.c.country
        joined = _select_events(column, func.count(events.c.pk.distinct()), asked=asked)
        query = joined.join(event_places, event_places.c.event == events.c.pk).where(column.is_not(None))
    else:
        column = events.c[facet]
        query = _select_events(column, func.count(), asked=asked)
    rows = connection.execute(query.group_by(column).order_by(column)).all()
    return {_facet_name(value): int(count) for value, count in rows}


def find_events(connection: Connection, prefix: str, *, limit: int) -> tuple[EventRow, ...]:
    """Events whose id begins with `prefix`, by id."""
    named = events.alias()
    fits = select(named.c.pk).where(begins_with(named.c.id, prefix))
    query = _events_with_heads(EventFilter()).where(events.c.pk.in_(fits))
    rows = connection.execute(query.order_by(events.c.id, events.c.report_id).limit(limit)).mappings()
    return tuple(_event_row(row) for row in rows)


def _select_events(*columns: Any, asked: EventFilter) -> Select[Any]:
    return select(*columns).select_from(events).where(*event_conditions(asked))


def _events_with_heads(asked: EventFilter) -> Select[Any]:
    head = [c for c in reports.c if c.name in ("sha256", "published", "outlet", "title", "url", "language")]
    own = [events.c.id.label("event_id"), events.c.report_id, events.c.position, events.c.day]
    coder = [codings.c.codebook, codings.c.coder]
    query = _select_events(*own, events.c.confidence, events.c.record, *head, *coder, asked=asked)
    with_reports = query.join(reports, reports.c.id == events.c.report_id)
    return with_reports.join(codings, codings.c.id == events.c.coding)


def _event_row(row: RowLike) -> EventRow:
    head = head_from_row({**row, "id": row["report_id"]})
    return EventRow(head, event_from_row(row), row["codebook"], row["coder"])


def _facet_name(value: Any) -> str:
    return "" if value == UNKNOWN_DAY else str(value)
