"""The screen of the queue: what waits, why and for whom; giving it to somebody."""

from __future__ import annotations

from itertools import islice
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from dateline.desk.guard import Asking, Refused
from dateline.desk.judging import assign_event
from dateline.desk.pages import page
from dateline.desk.queue import REASONS, open_queue

PAGE = 50


def show_queue(asking: Asking) -> Response:
    """What needs a person first, by reason, with counts; or what was given to one person."""
    reason, mine = asking.request.query_params.get("kind", "unsure"), asking.request.query_params.get("of")
    queue = open_queue(asking.desk)
    if mine is None and reason not in REASONS:
        raise Refused(404, f"There is no such queue; there are {', '.join(REASONS)}.")
    found = queue.waiting(reason) if mine is None else queue.assigned_to(mine)
    counts = queue.counts()
    names = {person.name for person in asking.desk.accounts.people()} if asking.desk.accounts else set()
    return page(
        asking,
        "queue",
        kind=reason if mine is None else None,
        of=mine,
        reasons=REASONS,
        counts=counts,
        items=list(islice(found, PAGE)),
        people=sorted(names | {asking.person.name}),
    )


def assign(asking: Asking) -> Response:
    """Gives an event to a person, or to nobody."""
    report, event, to = (asking.said(name) for name in ("report", "event", "to"))
    people = {p.name for p in asking.desk.accounts.people()} if asking.desk.accounts else set()
    if to and to not in people | {asking.person.name}:
        raise Refused(400, f"There is no account {to!r}.")
    if asking.desk.store.coded(report) is None:
        raise Refused(404, f"There is no coded report {report}.")
    assign_event(asking.desk, report, event, to, who=asking.person.name)
    kind, of = asking.said("kind"), asking.said("of")
    back = f"/queue?kind={quote(kind)}" if kind in REASONS else f"/queue?of={quote(of)}"
    return RedirectResponse(back, 303)
