"""What an address asks for: filters of incidents and events, read from its query."""

from __future__ import annotations

from datetime import date

from starlette.datastructures import QueryParams

from dateline.desk.atlas import Asked
from dateline.errors import UsageError
from dateline.model import STATUSES
from dateline.store import EventFilter

LIMIT, MOST = 50, 500


def incidents_asked(query: QueryParams) -> Asked:
    """The filter of incidents that a query says. Raises UsageError that names the value that does not fit."""
    return Asked(
        since=day(query, "since"),
        until=day(query, "until"),
        types=several(query, "type"),
        statuses=_statuses(query),
        country=query.get("country", "").strip(),
        words=query.get("q", "")[:200],
        side=query.get("side", "")[:200],
        source=query.get("source", "")[:200],
        area=query.get("area", "").strip(),
        contested=bool(query.get("contested")),
        min_origins=int(number(query, "min_origins", 0, 1e6)),
        min_confidence=number(query, "min_confidence", 0.0, 1.0),
        box=_box(query.get("box", "")),
    )


def events_asked(query: QueryParams) -> EventFilter:
    """The filter of events that a query says. Raises UsageError likewise."""
    countries = query.get("country", "").strip().upper()
    return EventFilter(
        since=day(query, "since"),
        until=day(query, "until"),
        types=several(query, "type"),
        families=several(query, "family"),
        statuses=_statuses(query),
        countries=(countries,) if countries else (),
        place=query.get("place", "").strip() or None,
        actor=query.get("actor", "").strip() or None,
        source=query.get("source", "").strip() or None,
        text=query.get("q", "").strip()[:200] or None,
        min_confidence=number(query, "min_confidence", 0.0, 1.0),
        max_confidence=number(query, "max_confidence", 1.0, 1.0),
        reports=several(query, "report"),
    )


def several(query: QueryParams, name: str) -> tuple[str, ...]:
    """All values of one name that say something."""
    return tuple(value for value in query.getlist(name) if value.strip())


def day(query: QueryParams, name: str) -> date | None:
    """A day written YYYY-MM-DD, None where it is left open."""
    value = query.get(name, "").strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise UsageError(f"{name}: {value!r} is no day", hint="write it YYYY-MM-DD") from None


def number(query: QueryParams, name: str, default: float, most: float) -> float:
    """A number from 0 to `most`; `default` where it is left open."""
    value = query.get(name, "").strip()
    try:
        found = float(value) if value else default
    except ValueError:
        found = -1.0
    if not 0 <= found <= most:
        raise UsageError(f"{name}: {value!r} is no number from 0 to {most:g}", hint="leave it out")
    return found


def page_size(query: QueryParams) -> int:
    """How many to give at once: `limit`, at most MOST."""
    return max(1, int(number(query, "limit", LIMIT, MOST)))


def _statuses(query: QueryParams) -> tuple[str, ...]:
    found = several(query, "status")
    unknown = [status for status in found if status not in STATUSES]
    if unknown:
        raise UsageError(f"status: {unknown[0]!r} is not known", hint=f"one of: {', '.join(STATUSES)}")
    return found


def _box(value: str) -> tuple[float, float, float, float] | None:
    if not value.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise UsageError(f"box: {value!r} is not WEST,SOUTH,EAST,NORTH", hint="four degrees") from None
    whole = all(-1e6 < part < 1e6 for part in (west, south, east, north))
    if not whole:
        raise UsageError(f"box: {value!r} holds what is no degree", hint="WEST,SOUTH,EAST,NORTH")
    if east - west >= 360:
        return -180.0, south, 180.0, north
    return (west + 180) % 360 - 180, south, (east + 180) % 360 - 180, north
