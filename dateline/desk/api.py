"""The REST API, what it gives: the record as JSON, a page at a time (`/api/v1/openapi.json`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from starlette.responses import Response, StreamingResponse

from dateline.desk.agreement import Agreement, agreement_of
from dateline.desk.answers import JSON_LINES, answer, page_of
from dateline.desk.asked import events_asked, incidents_asked, number, page_size
from dateline.desk.chain import judgement_to_json, judgement_to_line
from dateline.desk.desk import Desk
from dateline.desk.guard import Asking, Refused
from dateline.desk.seeing import incident_for, quoted_for, report_for, rows_for
from dateline.desk.sources import find_outlets
from dateline.model.wire import coded_to_json, event_to_json, head_to_json
from dateline.store import IncidentVersion, KeptJudgement, Order

ORDERS: dict[str, Order] = {"newest": "newest", "date": "date", "unsure": "unsure"}
EXPORT_PAGE = 1000


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
    rows = rows_for(asking, found.rows)
    items = [{"report": head_to_json(r.report), "event": event_to_json(r.event)} for r in rows]
    return page_of(asking, items, found.next)


def get_report(asking: Asking) -> Response:
    """A report's text and its record as people left it."""
    id = asking.request.path_params["id"]
    found = report_for(asking, id)
    if found is None:
        raise Refused(404, f"There is no coded report {id}.")
    report, coded, decided = found
    seen = {event: standing.number for event, standing in decided.items()}
    return answer(asking, {**coded_to_json(coded), "text": report.text, "judgements": seen})


def list_incidents(asking: Asking) -> Response:
    """Incidents, newest first, a page at a time."""
    query = asking.request.query_params
    atlas = asking.atlas()
    picked = asking.desk.pick(atlas, incidents_asked(query))
    start, limit = int(number(query, "after", 0, 1e9)), page_size(query)
    found = [incident_for(asking, atlas.spots[int(n)].id) for n in picked[start : start + limit]]
    more = str(start + limit) if start + limit < len(picked) else None
    return page_of(asking, [_incident(v) for v in found if v], more)


def get_incident(asking: Asking) -> Response:
    """One incident as it now is."""
    id = asking.request.path_params["id"]
    version = incident_for(asking, id)
    if version is None:
        raise Refused(404, f"There is no incident {id}.")
    return answer(asking, _incident(version))


def _incident(version: IncidentVersion) -> dict[str, Any]:
    return {**version.record, "version": version.version, "at": version.at, "standing": version.standing}


def list_judgements(asking: Asking) -> Response:
    """The decisions, oldest first, each with its place in the hash chain."""
    query = asking.request.query_params
    after, limit = int(number(query, "after", 0, 1e12)), page_size(query)
    subject = query.get("subject") or None
    said = asking.desk.store.judgements(subject=subject, after=after, limit=limit + 1)
    items = [_judgement(asking, k) for k in said[:limit]]
    return page_of(asking, items, str(said[limit - 1].seq) if len(said) > limit else None)


def _judgement(asking: Asking, kept: KeptJudgement) -> dict[str, Any]:
    made = judgement_to_json(kept)
    return {**made, "before": None, "after": None, "why": ""} if asking.veil else made


def export_judgements(asking: Asking) -> Response:
    """Every decision as JSON Lines, oldest first, with the hash chain: to keep elsewhere and to check."""
    headers = {"Content-Disposition": 'attachment; filename="judgements.jsonl"'}
    return StreamingResponse(_lines(asking.desk), headers=headers, media_type=JSON_LINES)


def _lines(desk: Desk) -> Iterator[str]:
    after = 0
    while said := desk.store.judgements(after=after, limit=EXPORT_PAGE):
        yield "".join(judgement_to_line(kept) for kept in said)
        after = said[-1].seq


def check_judgements(asking: Asking) -> Response:
    """Whether the chain of decisions is whole, looked at from its beginning; its length and last hash."""
    broken = asking.desk.store.check_judgements()
    ledger = asking.desk.ledger()
    whole = {"whole": broken is None, "broken_at": broken, "count": ledger.number, "hash": ledger.hash}
    return answer(asking, whole)


def get_agreement(asking: Asking) -> Response:
    """How far people agree on the events that several of them decided about."""
    ledger = asking.desk.ledger()
    seen, blind = agreement_of(list(ledger.read_twice())), agreement_of(list(ledger.read_blind()))
    return answer(asking, {**_agreement(seen), "blind": _agreement(blind)})


def _agreement(found: Agreement) -> dict[str, Any]:
    pairs = [asdict(pair) for pair in found.pairs]
    return {"events": found.events, "alpha_type": found.alpha, "pairs": pairs}


def list_sources(asking: Asking) -> Response:
    """The outlets with how many reports each, and who is quoted in how many events."""
    words = asking.request.query_params.get("q", "").strip()[:100]
    outlets = find_outlets(asking.desk.store, words)
    quoted = quoted_for(asking, words)
    told = {"outlets": [asdict(o) for o in outlets], "quoted": [asdict(q) for q in quoted]}
    return answer(asking, told)
