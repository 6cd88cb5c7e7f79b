"""The screens that show the record: incidents with their map, one incident, events, codebook, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from dateline.desk.api import ORDERS
from dateline.desk.asked import events_asked, incidents_asked, number, page_size
from dateline.desk.atlas import Atlas, spots_at
from dateline.desk.guard import Asking, Refused
from dateline.desk.pages import page
from dateline.desk.regions import saved_areas
from dateline.desk.seeing import incident_for, rows_for
from dateline.desk.spots import folded
from dateline.incidents.keep import standing_judgements
from dateline.model.incident import EventKey
from dateline.store import EventFilter, EventRow

SHOWN = 60
SIDES = 60
LOOKED_AT = 20_000
FIELDS = {
    "type": "What",
    "status": "Status",
    "date": "When",
    "places": "Where",
    "actors": "Who",
    "targets": "To whom",
}


def show_incidents(asking: Asking) -> Response:
    """Map, timeline and list, all under one filter; with `part=list` the list alone."""
    query = asking.request.query_params
    asked = incidents_asked(query)
    atlas = asking.atlas()
    picked = asking.desk.pick(atlas, asked)
    start = int(number(query, "from", 0, 1e9))
    found = spots_at(atlas, picked[start : start + SHOWN])
    rest = [(k, v) for k, v in query.multi_items() if k not in ("from", "part") and v]
    values: dict[str, Any] = {
        "asked": asked,
        "spots": found,
        "total": len(picked),
        "start": start,
        "more": f"/?{urlencode([*rest, ('from', start + SHOWN)])}" if start + SHOWN < len(picked) else None,
    }
    if query.get("part") == "list":
        return page(asking, "list", **values)
    areas = [area.name for area in saved_areas(asking.desk.store)]
    return page(asking, "incidents", sides=commonest_sides(atlas), areas=areas, **values)


def commonest_sides(atlas: Atlas) -> list[str]:
    """The commonest sides by name, to choose from; counted once for an atlas."""
    known: list[str] = atlas.kept.get("sides") or atlas.kept.setdefault("sides", _sides(atlas))
    return known


def _sides(atlas: Atlas) -> list[str]:
    wanted = [side for side, _ in atlas.terms["side"].commonest(SIDES)]
    named: dict[str, str] = {}
    for spot in atlas.spots[:LOOKED_AT]:
        for name in spot.sides:
            named.setdefault(folded(name), name)
    return [named.get(side, side) for side in wanted]


def show_incident(asking: Asking, *, status: int = 200, problem: str = "") -> Response:
    """One incident: each field as each report tells it, chains, origins, decisions, versions.

    `problem`: why what was sent was refused; it is shown above what was typed.
    """
    id = asking.request.path_params["id"]
    store = asking.desk.store
    version = incident_for(asking, id)
    if version is None:
        raise Refused(404, f"There is no incident {id}.")
    record = version.record
    keys = [EventKey(*key) for key in record["events"]]
    told = [(key, _event(asking, key)) for key in keys]
    rulings = [j for j in standing_judgements(store) if set(keys) & {*j.events, *j.others}]
    return page(
        asking,
        "incident",
        status=status,
        problem=problem,
        tried=asking.request.path_params.get("what", ""),
        said={name: asking.said(name) for name in ("other", "why")},
        chosen=asking.form.getlist("event"),
        version=version,
        record=record,
        told=[(key, row) for key, row in told if row],
        rows=[_row(name, field, keys) for name, field in record["fields"].items()],
        versions=store.incident_versions(id),
        rulings=[] if asking.veil else rulings,
        origin_of={k: n for n, o in enumerate(record["origins"], 1) for k in o["events"]},
        folded=record["best"]["type"] in asking.desk.rules.fold,
    )


def _event(asking: Asking, key: EventKey) -> EventRow | None:
    rows = asking.desk.store.events(EventFilter(reports=(key.report,), ids=(key.event,)), limit=1).rows
    return next(iter(rows_for(asking, rows)), None)


def _row(name: str, field: Mapping[str, Any], keys: list[EventKey]) -> dict[str, Any]:
    said = {str(k): [v["value"] for v in field["values"] if str(k) in v["events"]] for k in keys}
    toll = name.startswith("toll.")
    title = name.removeprefix("toll.") if toll else FIELDS.get(name, name)
    cells = {key: [_words(name, value) for value in values] for key, values in said.items()}
    return {
        "name": name,
        "title": title,
        "cells": cells,
        "contested": field["contested"],
        "range": field.get("range"),
    }


def _words(name: str, value: Any) -> str:
    if name == "date":
        first, last = value["from"], value["to"]
        return str(first) if first == last else f"{first or '…'} – {last or '…'}"
    if name == "places":
        return ", ".join(filter(None, (value["name"], value["country"])))
    if name.startswith("toll."):
        return f"{value['words']} {value['who'] or ''}".strip()
    return str(value).replace("_", " ") if name in ("type", "status") else str(value)


def show_events(asking: Asking) -> Response:
    """The events of the record, one line each, with filters."""
    query = asking.request.query_params
    order = ORDERS.get(query.get("order", ""), "newest")
    found = asking.desk.store.events(
        events_asked(query), order=order, after=query.get("after") or None, limit=page_size(query)
    )
    rest = [(k, v) for k, v in query.multi_items() if k != "after" and v]
    more = f"/events?{urlencode([*rest, ('after', found.next)])}" if found.next else None
    rows = rows_for(asking, found.rows)
    return page(asking, "events", rows=rows, more=more, query=query, order=order)
