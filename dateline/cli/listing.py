"""Listing events: what was asked for as a filter, and what was found as text, JSON Lines or CSV."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, BinaryIO

import click

from dateline.cli.blocks import event_lines, heading
from dateline.cli.showing import row_to_json
from dateline.errors import UsageError
from dateline.model import CodedReport, Place
from dateline.settings import load_settings
from dateline.store import Circle, EventFilter, EventRow, Order, Store
from dateline.store.rows import dump_json

ORDERS: dict[str, Order] = {"date": "date", "newest": "newest", "unsure": "unsure"}
CLOSE_CALL = 0.02
"""Two readings of a place name whose scores lie this close are told apart by the user, not by us."""


def make_filter(
    *, place: str | None, radius: float | None, countries: tuple[str, ...], **asked: Any
) -> EventFilter:
    """The filter that the options of `dateline events` mean. Raises UsageError where they contradict."""
    countries = tuple(country.upper() for country in countries)
    point = _read_point(place) if place else None
    if radius is None:
        if point:
            raise UsageError(f"--place {place} is a point: how far around it?", hint="add --radius KM")
        return EventFilter(place=place, countries=countries, **asked)
    if place is None:
        raise UsageError("--radius without --place", hint="add --place NAME or --place LAT,LON")
    lat, lon = point or _find_point(place, countries)
    return EventFilter(circle=Circle(lat, lon, radius), countries=countries, **asked)


def _read_point(place: str) -> tuple[float, float] | None:
    match = re.fullmatch(r"\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*", place)
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(
            f"--place {place}: no such point on earth", hint="latitude first: LAT,LON in degrees"
        )
    return lat, lon


def _find_point(name: str, countries: tuple[str, ...]) -> tuple[float, float]:
    from dateline.places import open_gazetteer

    country = countries[0] if len(countries) == 1 else None
    found = [
        c for c in open_gazetteer(load_settings().home).find(name, country=country) if c.place.lat is not None
    ]
    if not found:
        raise UsageError(f"no gazetteer knows a place called {name!r}", hint="--place LAT,LON")
    best, rivals = found[0], found[1:]
    if rivals and best.score - rivals[0].score < CLOSE_CALL:
        near = "; ".join(_spell(candidate.place) for candidate in found[:4])
        raise UsageError(f"{name!r} may be any of: {near}", hint="--place LAT,LON, or --country CC as well")
    click.echo(f"around {_spell(best.place)}", err=True)
    assert best.place.lat is not None and best.place.lon is not None
    return best.place.lat, best.place.lon


def _spell(place: Place) -> str:
    within = ", ".join(filter(None, (*reversed(place.admin), place.country)))
    return f"{place.name} ({within}) {place.lat:.3f},{place.lon:.3f}"


def write_text(rows: Iterable[EventRow], store: Store, out: BinaryIO) -> None:
    """Each event as a block under its report's heading."""

    @lru_cache(maxsize=64)
    def text_of(report_id: str) -> str | None:
        report = store.report(report_id)
        return report.text if report else None

    count = 0
    for row in rows:
        count += 1
        lines = [heading(row.report), *event_lines(row.event, text_of(row.report.id)), ""]
        out.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
    out.flush()
    click.echo(f"{count} event{'' if count == 1 else 's'}", err=True)


def write_jsonl(rows: Iterable[EventRow], store: Store, out: BinaryIO) -> None:
    """One event a line, with the head of its report."""
    for row in rows:
        out.write(dump_json(row_to_json(row)).encode("utf-8", "surrogatepass") + b"\n")
    out.flush()


def write_csv(rows: Iterable[EventRow], store: Store, out: BinaryIO) -> None:
    """One event a row, cells that a spreadsheet would run defused."""
    from dateline.publish import Context, Record, find_format

    records: Iterator[Record] = (
        Record(CodedReport(row.report, (row.event,), (), row.codebook, row.coder)) for row in rows
    )
    deque(find_format("csv").write(records, out, context=Context()), maxlen=0)
    out.flush()


WRITERS: dict[str, Callable[[Iterable[EventRow], Store, BinaryIO], None]] = {
    "text": write_text,
    "jsonl": write_jsonl,
    "csv": write_csv,
}
