"""Filters over events and incidents as SQL: one condition a function, the same for every database."""

from __future__ import annotations

import base64
import json
import math
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, or_, select, tuple_

from dateline.errors import UsageError
from dateline.store.folding import fold
from dateline.store.records import Box, Circle, EventFilter, IncidentFilter, Order
from dateline.store.rows import unit_vector
from dateline.store.tables import event_actors, event_places, event_sources, events, incidents, reports

EARTH_KM = 6371.0088
LAST_CHARACTER = "\U0010ffff"
Condition = ColumnElement[bool]


def event_conditions(asked: EventFilter) -> list[Condition]:
    """What a row of `events` must fulfil."""
    found: list[Condition] = [events.c.current]
    found += _days(events, asked.since, asked.until)
    alternatives = (
        (events.c.type, asked.types),
        (events.c.family, asked.families),
        (events.c.status, asked.statuses),
        (events.c.report_id, asked.reports),
        (events.c.id, asked.ids),
    )
    found += [column.in_(values) for column, values in alternatives if values]
    if asked.min_confidence > 0:
        found.append(events.c.confidence >= asked.min_confidence)
    if asked.max_confidence < 1:
        found.append(events.c.confidence <= asked.max_confidence)
    if asked.text:
        found += [events.c.words.contains(word, autoescape=True) for word in fold(asked.text).split()]
    return found + _where(asked) + _who(asked)


def _days(table: FromClause, since: date | None, until: date | None) -> list[Condition]:
    found: list[Condition] = []
    if since:
        found.append(table.c.latest >= since)
    if until:
        found.append(table.c.day <= until)
    return found


def _where(asked: EventFilter) -> list[Condition]:
    found: list[Condition] = []
    if asked.countries:
        found.append(_has_place(event_places.c.country.in_(asked.countries)))
    if asked.place:
        found.append(_has_place(event_places.c.folded.contains(fold(asked.place), autoescape=True)))
    if asked.circle:
        found.append(_has_place(within_circle(event_places, asked.circle)))
    if asked.box:
        found.append(_has_place(within_box(event_places, asked.box)))
    return found


def _who(asked: EventFilter) -> list[Condition]:
    found: list[Condition] = []
    if asked.actor:
        named = event_actors.c.folded.contains(fold(asked.actor), autoescape=True)
        found.append(_has(event_actors, or_(named, event_actors.c.actor_id == asked.actor)))
    if asked.source:
        name = fold(asked.source)
        quoted = _has(event_sources, event_sources.c.folded.contains(name, autoescape=True))
        outlets = select(reports.c.id).where(reports.c.outlet_folded.contains(name, autoescape=True))
        found.append(or_(quoted, events.c.report_id.in_(outlets)))
    return found


def _has(table: FromClause, condition: Condition) -> Condition:
    # IN rather than EXISTS: SQLite then starts from the few rows that fit instead of asking for every event.
    return events.c.pk.in_(select(table.c.event).where(condition))


def _has_place(condition: Condition) -> Condition:
    return _has(event_places, condition)


def within_box(table: FromClause, box: Box) -> Condition:
    """Whether the point of a row lies within `box`."""
    lat, lon = table.c.lat, table.c.lon
    across = (
        lon.between(box.west, box.east) if box.west <= box.east else or_(lon >= box.west, lon <= box.east)
    )
    return and_(lat.between(box.south, box.north), across)


def within_circle(table: FromClause, circle: Circle) -> Condition:
    """Whether the point of a row lies within `circle`, by the length of the chord between the two points."""
    x, y, z = unit_vector(circle.lat, circle.lon)
    chord = 2 * math.sin(min(circle.km / EARTH_KM, math.pi) / 2)
    degrees = math.degrees(circle.km / EARTH_KM)
    dx, dy, dz = table.c.x - x, table.c.y - y, table.c.z - z
    near = dx * dx + dy * dy + dz * dz <= chord * chord + 1e-15
    return and_(table.c.lat.between(circle.lat - degrees, circle.lat + degrees), near)


def begins_with(column: ColumnElement[str], prefix: str) -> Condition:
    """Whether `column` begins with `prefix`, as a range, which an index on it can answer."""
    return and_(column >= prefix, column < prefix + LAST_CHARACTER)


def order_events(asked: Select[Any], order: Order, after: str | None) -> Select[Any]:
    """`asked` in the wanted order, from the row after the mark `after` on."""
    tail = (events.c.report_id, events.c.position)
    key = (events.c.confidence, *tail) if order == "unsure" else (events.c.day, *tail)
    if order == "newest":
        ordered = asked.order_by(*(column.desc() for column in key))
    else:
        ordered = asked.order_by(*key)
    if after is None:
        return ordered
    mark = read_mark(after, order)
    return ordered.where(tuple_(*key) < mark if order == "newest" else tuple_(*key) > mark)


def write_mark(row: Any, order: Order) -> str:
    """The mark of a row: where the next page goes on."""
    lead = row["confidence"] if order == "unsure" else row["day"].isoformat()
    said = json.dumps([order, lead, row["report_id"], row["position"]])
    return base64.urlsafe_b64encode(said.encode()).decode()


def read_mark(mark: str, order: Order) -> Any:
    """What `write_mark` wrote, as values. Raises UsageError where the mark is not one of this order."""
    try:
        kind, lead, report_id, position = json.loads(base64.urlsafe_b64decode(mark.encode()))
        first = float(lead) if order == "unsure" else date.fromisoformat(lead)
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"{mark!r} is no page mark", hint="leave it out to begin at the first page"
        ) from error
    if kind != order:
        raise UsageError(
            f"that page mark is of order '{kind}', not '{order}'", hint="begin at the first page"
        )
    return tuple_(first, str(report_id), int(position))


def incident_conditions(asked: IncidentFilter) -> list[Condition]:
    """What a row of `incidents` must fulfil."""
    found: list[Condition] = [incidents.c.standing, *_days(incidents, asked.since, asked.until)]
    alternatives = (
        (incidents.c.type, asked.types),
        (incidents.c.family, asked.families),
        (incidents.c.status, asked.statuses),
        (incidents.c.country, asked.countries),
    )
    found += [column.in_(values) for column, values in alternatives if values]
    if asked.box:
        found.append(within_box(incidents, asked.box))
    if asked.min_reports:
        found.append(incidents.c.reports >= asked.min_reports)
    if asked.min_origins:
        found.append(incidents.c.origins >= asked.min_origins)
    if asked.changed_since:
        found.append(incidents.c.changed_at >= asked.changed_since)
    return found
