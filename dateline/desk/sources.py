"""Who tells what the record holds: outlets with their reports, and whom they quote."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select

from dateline.store import SqlStore
from dateline.store.engine import reading
from dateline.store.folding import fold, fold_name
from dateline.store.tables import event_sources, events, reports

MOST = 200
DIVIDER = " | "


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: its name (None: not known), how many reports, and the days of the first and the last."""

    name: str | None
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Someone who is quoted: name, kind of source, and in how many events."""

    name: str
    kind: str
    events: int


def find_outlets(store: SqlStore, words: str = "") -> tuple[Outlet, ...]:
    """The outlets whose name holds `words`, most reports first, at most MOST."""
    days = func.min(reports.c.published), func.max(reports.c.published)
    asked = select(reports.c.outlet, func.count(), *days).group_by(reports.c.outlet)
    if words:
        asked = asked.where(reports.c.outlet_folded.contains(fold(words), autoescape=True))
    with reading(store.engine) as connection:
        rows = connection.execute(asked).all()
    found = (Outlet(name, count, _day(first), _day(last)) for name, count, first, last in rows)
    return tuple(sorted(found, key=lambda o: (-o.reports, o.name or ""))[:MOST])


def _day(value: Any) -> str | None:
    return str(value)[:10] if value else None


def find_quoted(store: SqlStore, words: str = "") -> tuple[Quoted, ...]:
    """Whom chains name and whose name holds `words`, most events first, at most MOST."""
    current = and_(events.c.pk == event_sources.c.event, events.c.current)
    columns = event_sources.c.folded, event_sources.c.kind
    asked = select(*columns, func.count(event_sources.c.event.distinct()), func.min(event_sources.c.event))
    asked = asked.join(events, current).group_by(*columns)
    if words:
        asked = asked.where(event_sources.c.folded.contains(fold(words), autoescape=True))
    counts: dict[tuple[str, str], int] = defaultdict(int)
    where: dict[tuple[str, str], tuple[int, str]] = {}
    with reading(store.engine) as connection:
        for folded, kind, count, event in connection.execute(asked):
            key = folded.partition(DIVIDER)[0], kind
            counts[key] += count
            where[key] = min(where.get(key, (event, folded)), (event, folded))
        most = sorted(counts, key=lambda key: (-counts[key], key))[:MOST]
        return tuple(_quoted(connection, key, counts[key], *where[key]) for key in most)


def _quoted(connection: Connection, key: tuple[str, str], count: int, event: int, folded: str) -> Quoted:
    record = connection.execute(select(events.c.record).where(events.c.pk == event)).scalar_one()
    links = (link for chain in json.loads(record)["chains"] for link in chain)
    name = next((k["name"] for k in links if fold_name(f"{k['name']}{DIVIDER}{k['text']}") == folded), key[0])
    return Quoted(name, key[1], count)
