"""Keeping incidents: what stands now, every version it went through, and the events it is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from dateline.store.queries import incident_conditions
from dateline.store.records import IncidentChanges, IncidentFilter, IncidentRow, IncidentVersion
from dateline.store.rows import UNKNOWN_DAY, Row, RowLike, dump_json
from dateline.store.tables import incident_events, incident_versions, incidents
from dateline.text.hashing import sha256_hex

Change = Literal["new", "changed", "same"]


def save_incidents(
    connection: Connection, rows: Iterable[IncidentRow], *, gone: Iterable[str], now: str
) -> IncidentChanges:
    """Keeps each incident; one that says the same as before gets no new version. `gone` are taken down."""
    done: dict[Change, list[str]] = {"new": [], "changed": [], "same": []}
    for row in rows:
        done[_save(connection, row, now=now)].append(row.id)
    fallen = [id for id in gone if _take_down(connection, id, now=now)]
    return IncidentChanges(tuple(done["new"]), tuple(done["changed"]), tuple(fallen))


def _save(connection: Connection, incident: IncidentRow, *, now: str) -> Change:
    row = _to_row(incident, now)
    before = _lock(connection, incident.id)
    if before is None:
        connection.execute(insert(incidents), {**row, "version": 1})
        _record_version(connection, row, 1)
        _set_events(connection, incident)
        return "new"
    if before["standing"] and before["digest"] == row["digest"]:
        return "same"
    version = before["version"] + 1
    connection.execute(update(incidents).where(incidents.c.id == incident.id).values(**row, version=version))
    _record_version(connection, row, version)
    _set_events(connection, incident)
    return "changed"


def _lock(connection: Connection, id: str) -> RowLike | None:
    asked = select(incidents).where(incidents.c.id == id).with_for_update()
    return connection.execute(asked).mappings().first()


def _to_row(incident: IncidentRow, now: str) -> Row:
    names = ("id", "type", "family", "status", "latest", "country", "lat", "lon")
    counts = ("reports", "origins", "confidence")
    row = {name: getattr(incident, name) for name in names + counts}
    row["day"] = incident.earliest or incident.latest or UNKNOWN_DAY
    row["latest"] = incident.latest or incident.earliest
    row["record"] = dump_json(incident.record)
    row["standing"] = True
    said = [sorted(incident.events), row["record"], *(str(row[name]) for name in names + counts)]
    return {**row, "digest": sha256_hex(dump_json(said).encode())[:32], "changed_at": now}


def _record_version(connection: Connection, row: Mapping[str, Any], version: int) -> None:
    kept = {"incident": row["id"], "version": version, "at": row["changed_at"]}
    connection.execute(
        insert(incident_versions), {**kept, "standing": row["standing"], "record": row["record"]}
    )


def _set_events(connection: Connection, incident: IncidentRow) -> None:
    connection.execute(delete(incident_events).where(incident_events.c.incident == incident.id))
    keys = ("incident", "report_id", "event_id")
    rows = [dict(zip(keys, (incident.id, *pair), strict=True)) for pair in sorted(set(incident.events))]
    if rows:
        connection.execute(insert(incident_events), rows)


def _take_down(connection: Connection, id: str, *, now: str) -> bool:
    before = _lock(connection, id)
    if before is None or not before["standing"]:
        return False
    change = {"standing": False, "version": before["version"] + 1, "changed_at": now}
    connection.execute(update(incidents).where(incidents.c.id == id).values(**change))
    _record_version(connection, {**before, **change}, change["version"])
    connection.execute(delete(incident_events).where(incident_events.c.incident == id))
    return True


def read_incidents(
    connection: Connection, asked: IncidentFilter, *, after: str | None, limit: int
) -> tuple[IncidentVersion, ...]:
    """The standing incidents that fulfil `asked`, by id, after the id `after`."""
    query = select(incidents).where(*incident_conditions(asked))
    if after is not None:
        query = query.where(incidents.c.id > after)
    rows = connection.execute(query.order_by(incidents.c.id).limit(limit)).mappings()
    return tuple(_version(row, at=row["changed_at"]) for row in rows)


def read_incident(connection: Connection, id: str) -> IncidentVersion | None:
    """The incident as it now is, standing or not."""
    row = connection.execute(select(incidents).where(incidents.c.id == id)).mappings().first()
    return _version(row, at=row["changed_at"]) if row else None


def read_versions(connection: Connection, id: str) -> tuple[IncidentVersion, ...]:
    """Every version of an incident, oldest first."""
    table = incident_versions
    rows = connection.execute(
        select(table).where(table.c.incident == id).order_by(table.c.version)
    ).mappings()
    return tuple(_version({**row, "id": row["incident"]}, at=row["at"]) for row in rows)


def read_as_of(connection: Connection, at: str) -> tuple[IncidentVersion, ...]:
    """The incidents that stood at the time `at` (ISO 8601, UTC), as they then were, by id."""
    table = incident_versions
    asked = select(table).where(table.c.at <= at).order_by(table.c.incident, table.c.version)
    last = {row["incident"]: row for row in connection.execute(asked).mappings()}
    return tuple(_version({**row, "id": id}, at=row["at"]) for id, row in last.items() if row["standing"])


def read_incidents_of(connection: Connection, report_id: str, event_id: str) -> tuple[str, ...]:
    """The ids of the incidents that an event belongs to."""
    table = incident_events
    asked = select(table.c.incident).where(table.c.report_id == report_id, table.c.event_id == event_id)
    return tuple(connection.execute(asked.order_by(table.c.incident)).scalars())


def _version(row: RowLike, *, at: str) -> IncidentVersion:
    return IncidentVersion(row["id"], row["version"], at, row["standing"], json.loads(row["record"]))
