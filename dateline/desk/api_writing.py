"""The REST API, what it takes: reports to code, decisions about events, saved areas."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from starlette.responses import Response

from dateline.desk.answers import answer, body_of, is_storable
from dateline.desk.chain import judgement_to_json
from dateline.desk.guard import Asking, Refused
from dateline.desk.intake import add_bytes
from dateline.desk.judging import decide_event
from dateline.desk.regions import area_feature, read_area
from dateline.desk.shapes import check_shape
from dateline.incidents.areas import area_to_json
from dateline.model import Event
from dateline.model.wire import event_from_json, event_to_json
from dateline.store import Area, OvertakenError

DECISIONS = {"accept": "event.accept", "change": "event.change", "delete": "event.delete", "add": "event.add"}
EVENT_ID = re.compile(r"[\w.:-]{1,100}")


def get_job(asking: Asking) -> Response:
    """How far a report is that was sent in."""
    job = asking.desk.jobs.get(asking.request.path_params["id"])
    if job is None:
        raise Refused(404, "There is no such job any more.")
    made = {"id": job.id, "state": job.state, "reports": job.reports, "problems": job.problems}
    return answer(asking, made)


def add_report(asking: Asking) -> Response:
    """Takes a report in and starts coding it; 202 with the job to follow."""
    said = body_of(asking)
    text = said.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused(400, "The body needs 'text': the report's words.")
    try:
        published = date.fromisoformat(said["published"]) if said.get("published") else None
    except (TypeError, ValueError):
        raise Refused(400, "'published' is not written YYYY-MM-DD.") from None
    known: dict[str, Any] = {"published": published}
    for name in ("outlet", "title", "url"):
        if not isinstance(said.get(name), str | None):
            raise Refused(400, f"'{name}' is not text.")
        known[name] = (said.get(name) or "")[:500] or None
    data = text.encode("utf-8", "replace")
    job = add_bytes(asking.desk, data, name="sent.txt", media_type="text/plain; charset=utf-8", **known)
    return answer(asking, {"job": job.id, "url": f"/api/v1/jobs/{job.id}"}, status=202)


def judge_event(asking: Asking) -> Response:
    """Keeps a decision about an event; 409 where somebody decided since what the caller has seen."""
    said, id = body_of(asking), asking.request.path_params["id"]
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
    if not isinstance(seen, int) or not isinstance(why, str) or not is_storable(why):
        raise Refused(400, "'seen' is a number and 'why' is text.")
    try:
        kept = decide_event(
            asking.desk, DECISIONS[decision], id, event_id, before=before, after=after,
            who=asking.person.name, seen=seen, why=why[:1000],
        )  # fmt: skip
    except OvertakenError as late:
        said_last = judgement_to_json(late.last)
        return answer(asking, {"error": "decided meanwhile", "last": said_last}, status=409)
    return answer(asking, judgement_to_json(kept), status=201)


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


def save_area(asking: Asking) -> Response:
    """Saves an area under its name, in place of the one before."""
    area = read_area(body_of(asking))
    asking.desk.store.save_area(Area(area.name, area_to_json(area)))
    return answer(asking, area_feature(area), status=201)


def drop_area(asking: Asking) -> Response:
    """Forgets an area."""
    name = asking.request.path_params["name"]
    if not asking.desk.store.drop_area(name):
        raise Refused(404, f"No area is saved as {name!r}.")
    return answer(asking, {"dropped": name})
