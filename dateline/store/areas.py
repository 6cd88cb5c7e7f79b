"""Keeping areas by name. Every function works within the transaction it is handed."""

from __future__ import annotations

import json

from sqlalchemy import Connection, delete, insert, select

from dateline.store.records import Area
from dateline.store.rows import dump_json
from dateline.store.tables import areas


def save_area(connection: Connection, area: Area, *, now: str) -> None:
    """Keeps an area in place of the one of that name."""
    row = {"name": area.name, "record": dump_json(area.record), "saved_at": now}
    connection.execute(delete(areas).where(areas.c.name == area.name))
    connection.execute(insert(areas), row)


def read_areas(connection: Connection) -> tuple[Area, ...]:
    """The saved areas by name."""
    rows = connection.execute(select(areas).order_by(areas.c.name)).mappings()
    return tuple(Area(row["name"], json.loads(row["record"])) for row in rows)


def drop_area(connection: Connection, name: str) -> bool:
    """Forgets an area; tells whether there was one."""
    return connection.execute(delete(areas).where(areas.c.name == name)).rowcount == 1
