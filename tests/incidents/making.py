"""Coded reports by hand, for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.incidents.read_events import read_events
from dateline.incidents.record import LinkEvent

PLACES = {
    "Marib": (15.46, 45.32),
    "Taiz": (13.58, 44.02),
    "Goma": (-1.68, 29.22),
    "Sana'a": (15.35, 44.21),
}


def place(name: str) -> Mapping[str, Any]:
    """A town of the table above."""
    lat, lon = PLACES[name]
    return {"name": name, "text": name, "level": "settlement", "lat": lat, "lon": lon, "precision": 5}


def event(
    id: str,
    type: str = "air_strike",
    *,
    day: str | tuple[str, str] | None = None,
    at: str | None = "Marib",
    actors: tuple[str, ...] = ("Saudi-led coalition",),
    targets: tuple[str, ...] = ("Houthi fighters",),
    status: str = "happened",
    killed: tuple[int | None, int | None] | None = None,
    chains: tuple[tuple[str, ...], ...] = (),
) -> dict[str, Any]:
    """One event as coded output has it."""
    days = (day, day) if isinstance(day, str) else day
    return {
        "id": id,
        "type": type,
        "status": status,
        "mentions": [],
        "actors": [{"name": a} for a in actors],
        "targets": [{"name": t} for t in targets],
        "places": [place(at)] if at else [],
        "date": {"from": days[0], "to": days[1]} if days else None,
        "toll": [{"effect": "killed", "low": killed[0], "high": killed[1]}] if killed else [],
        "chains": [[{"name": name} for name in chain] for chain in chains],
    }


def report(
    id: str, *events: dict[str, Any], text: str = "", published: str | None = "2020-05-04", **head: str
) -> tuple[LinkEvent, ...]:
    """The comparison records of a report with these events; a mention's words are found in `text`."""
    known = {"id": id, "published": published, "text": text, **head}
    return read_events({"report": known, "events": [_mentioned(e, text) for e in events]})


def _mentioned(made: dict[str, Any], text: str) -> dict[str, Any]:
    if not text:
        return made
    return {**made, "mentions": [{"start": 0, "end": len(text), "text": text[:12]}]}
