"""The REST API: the record as JSON and GeoJSON, decisions and new reports going in (`/api/v1/openapi.json`).

Source: RFC 9110 (ETag, If-None-Match), RFC 7946 (GeoJSON), OpenAPI 3.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from dateline.desk.asked import events_asked, incidents_asked, number, page_size
from dateline.desk.atlas import Atlas, Cluster, Spot, cluster, histogram, without_days
from dateline.desk.desk import Conflict
from dateline.desk.guard import Asking, Refused
from dateline.desk.shapes import check_shape
from dateline.model import Event
from dateline.model.wire import coded_to_json, event_from_json, event_to_json, head_to_json
from dateline.places import open_gazetteer
from dateline.places.lookup import look_up
from dateline.publish.page_parts import family_colour, type_title
from dateline.store import IncidentVersion, Order
from dateline.text.hashing import short_id

GEOJSON = "application/geo+json"
DECISIONS = {"accept": "event.accept", "change": "event.change", "delete": "event.delete", "add": "event.add"}
NAMED = 20
EVENT_ID = re.compile(r"[\w.:-]{1,100}")
ORDERS: dict[str, Order] = {"newest": "newest", "date": "date", "unsure": "unsure"}


def answer(asking: Asking, value: Any, *, status: int = 200, kind: str = "application/json") -> Response:
    """`value` as JSON with an ETag; 304 where the caller holds it already."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    tag = f'"{short_id(body.decode())}"'
    headers = {"ETag": tag}
    held = [t.strip().removeprefix("W/") for t in asking.request.headers.get("if-none-match", "").split(",")]
    if status == 200 and asking.request.method == "GET" and (tag in held or "*" in held):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type=kind)


def _page(asking: Asking, items: list[Any], after: str | None) -> Response:
    rest = [(k, v) for k, v in asking.request.query_params.multi_items() if k != "after"]
    following = f"{asking.request.url.path}?{urlencode([*rest, ('after', after)])}" if after else None
    return answer(asking, {"items": items, "next": following})


# reading


def list_events(asking: Asking) -> Response:
    """Events with the head of their report, a page at a time."""
    query = asking.request.query_params
    order = ORDERS.get(query.get("order", ""), "newest")
    found = asking.desk.store.events(
        events_asked(query),
        order=order,
        after=query.get("after") or None,
        limit=page_size(query),
    )
    items = [{"report": head_to_json(r.report), "event": event_to_json(r.event)} for r in found.rows]
    return _page(asking, items, found.next)


def get_report(asking: Asking) -> Response:
    """A report's text and its record as people left it."""
    id = asking.request.path_params["id"]
    found = asking.desk.report(id)
    if found is None:
        raise Refused(404, f"There is no coded report {id}.")
    report, coded, decided = found
    seen = {event: standing.number for event, standing in decided.items()}
    return answer(asking, {**coded_to_json(coded), "text": report.text, "judgements": seen})


def list_incidents(asking: Asking) -> Response:
    """Incidents, newest first, a page at a time."""
    query = asking.request.query_params
    atlas = asking.desk.atlas()
    picked = atlas.pick(incidents_asked(query))
    start, limit = int(number(query, "after", 0, 1e9)), page_size(query)
    found = [asking.desk.store.incident(atlas.spots[int(n)].id) for n in picked[start : start + limit]]
    more = str(start + limit) if start + limit < len(picked) else None
    return _page(asking, [_incident(v) for v in found if v], more)


def get_incident(asking: Asking) -> Response:
    """One incident as it now is."""
    id = asking.request.path_params["id"]
    version = asking.desk.store.incident(id)
    if version is None:
        raise Refused(404, f"There is no incident {id}.")
    return answer(asking, _incident(version))


def _incident(version: IncidentVersion) -> dict[str, Any]:
    return {**version.record, "version": version.version, "at": version.at, "standing": version.standing}


def list_judgements(asking: Asking) -> Response:
    """The decisions, oldest first, each with its place in the hash chain."""
    query = asking.request.query_params
    after, limit = int(number(query, "after", 0, 1e12)), page_size(query)
    said = asking.desk.store.judgements(subject=query.get("subject") or None, after=after)
    items = [_judgement(k) for k in said[:limit]]
    return _page(asking, items, str(said[limit - 1].seq) if len(said) > limit else None)


def _judgement(kept: Any) -> dict[str, Any]:
    said = kept.judgement
    names = ("who", "kind", "subject", "before", "after", "why")
    place = {"number": kept.seq, "at": kept.at, "previous": kept.previous, "hash": kept.hash}
    return {**place, **{name: getattr(said, name) for name in names}}


def get_map(asking: Asking) -> Response:
    """The incidents asked for as GeoJSON points, those close together at this zoom as one."""
    query = asking.request.query_params
    atlas = asking.desk.atlas()
    picked = atlas.pick(incidents_asked(query))
    clusters = cluster(atlas, picked, int(number(query, "zoom", 3, 22)))
    features = [_feature(asking, atlas, c) for c in clusters]
    return answer(asking, {"type": "FeatureCollection", "features": features}, kind=GEOJSON)


def _feature(asking: Asking, atlas: Atlas, found: Cluster) -> dict[str, Any]:
    spots = [atlas.spots[n] for n in found.members[:NAMED]]
    book = asking.desk.codebook
    families = {s.family for s in spots}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(found.lon, 5), round(found.lat, 5)]},
        "properties": {
            "count": len(found.members),
            "contested": sum(bool(atlas.spots[n].contested) for n in found.members),
            "colour": family_colour(families.pop(), book) if len(families) == 1 else "#777777",
            "precision": spots[0].precision if len(found.members) == 1 else None,
            "incidents": [_named(s, type_title(s.type, book)) for s in spots],
        },
    }


def _named(spot: Spot, title: str) -> dict[str, Any]:
    sides = " → ".join(filter(None, (spot.actor, spot.target)))
    status = "" if spot.status == "happened" else spot.status
    return {
        "id": spot.id,
        "title": title,
        "status": status,
        "day": spot.day,
        "place": spot.place,
        "sides": sides,
    }


def get_timeline(asking: Asking) -> Response:
    """How many incidents begin when, over all days, whatever days are picked."""
    atlas = asking.desk.atlas()
    picked = atlas.pick(without_days(incidents_asked(asking.request.query_params)))
    bars = [[b.first.isoformat(), b.last.isoformat(), b.count] for b in histogram(atlas, picked)]
    return answer(asking, {"bars": bars})


def find_places(asking: Asking) -> Response:
    """The gazetteer's candidates for a name, best first."""
    name = asking.request.query_params.get("q", "").strip()[:100]
    if not name:
        return answer(asking, {"items": []})
    _, found = look_up(open_gazetteer(asking.desk.options.home), name)
    return answer(asking, {"items": [{**_place(c.place), "why": c.why} for c in found[:12]]})


def _place(place: Any) -> dict[str, Any]:
    names = ("id", "name", "level", "lat", "lon", "country", "population")
    return {**{name: getattr(place, name) for name in names}, "admin": list(place.admin)}


def get_job(asking: Asking) -> Response:
    """How far a report is that was sent in."""
    job = asking.desk.jobs.get(asking.request.path_params["id"])
    if job is None:
        raise Refused(404, "There is no such job any more.")
    made = {"id": job.id, "state": job.state, "reports": job.reports, "problems": job.problems}
    return answer(asking, made)


# writing


def add_report(asking: Asking) -> Response:
    """Takes a report in and starts coding it; 202 with the job to follow."""
    said = _body(asking)
    text = said.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused(400, "The body needs 'text': the report's words.")
    try:
        published = date.fromisoformat(said["published"]) if said.get("published") else None
    except (TypeError, ValueError):
        raise Refused(400, "'published' is not written YYYY-MM-DD.") from None
    known: dict[str, Any] = {}
    for name in ("outlet", "title", "url"):
        if not isinstance(said.get(name), str | None):
            raise Refused(400, f"'{name}' is not text.")
        known[name] = (said.get(name) or "")[:500] or None
    data = text.encode("utf-8", "replace")
    job = asking.desk.add_bytes(
        data, name="sent.txt", media_type="text/plain; charset=utf-8", published=published, **known
    )
    return answer(asking, {"job": job.id, "url": f"/api/v1/jobs/{job.id}"}, status=202)


def judge_event(asking: Asking) -> Response:
    """Keeps a decision about an event; 409 where somebody decided since what the caller has seen."""
    said, id = _body(asking), asking.request.path_params["id"]
    found = asking.desk.report(id)
    if found is None:
        raise Refused(404, f"There is no coded report {id}.")
    report, coded, _ = found
    decision, event_id = str(said.get("decision")), said.get("event")
    if decision not in DECISIONS or not isinstance(event_id, str) or not EVENT_ID.fullmatch(event_id):
        raise Refused(400, f"The body needs 'event' and a 'decision': {', '.join(DECISIONS)}.")
    now = next((e for e in coded.events if e.id == event_id), None)
    if (now is None) != (decision == "add"):
        raise Refused(409, "The event is there already." if now else "There is no such event now.")
    before = event_to_json(now) if now else None
    after = None if decision == "delete" else before
    if decision in ("change", "add"):
        after = event_to_json(_event(asking, said.get("to"), event_id, report.text))
    seen, why = said.get("seen", 0), said.get("why", "")
    if not isinstance(seen, int) or not isinstance(why, str) or not _is_storable(why):
        raise Refused(400, "'seen' is a number and 'why' is text.")
    try:
        kept = asking.desk.decide(
            DECISIONS[decision], id, event_id, before=before, after=after,
            who=asking.person.name, seen=seen, why=why[:1000],
        )  # fmt: skip
    except Conflict as conflict:
        return answer(asking, {"error": "decided meanwhile", "last": _judgement(conflict.last)}, status=409)
    return answer(asking, _judgement(kept), status=201)


def _event(asking: Asking, said: Any, id: str, text: str) -> Event:
    try:
        event = event_from_json({**check_shape(said), "id": id})
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(400, f"'to' is not an event: {error}") from error
    if event.type not in asking.desk.codebook.types:
        raise Refused(400, f"The codebook has no type {event.type!r}.")
    values: tuple[Any, ...] = (*event.actors, *event.targets, *event.places, *event.toll, *event.weapons)
    spans = [*event.mentions, *(v.span for v in values), *(link.span for c in event.chains for link in c)]
    spans += [event.date.span] if event.date else []
    if not event.mentions or any(text[s.start : s.end] != s.text for s in spans):
        raise Refused(400, "'to' holds words that do not stand in the report at those offsets.")
    return event


def _is_storable(words: str) -> bool:
    return "\0" not in words and not any("\ud800" <= c <= "\udfff" for c in words)


def _body(asking: Asking) -> Mapping[str, Any]:
    try:
        said = json.loads(asking.body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Refused(400, "The body is no JSON object.")
    return said
