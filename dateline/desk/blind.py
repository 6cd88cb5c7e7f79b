"""The blind second reading: a person judges an event as the coder left it, without what another decided.

It changes nothing in the record. It is kept in the chain as a decision of its own kind, `reading.blind`, and
counts in the agreement between readers; where it differs somebody settles it on the report's page.
Source: Krippendorff, Content Analysis (2018), chapter 12: coders work independently of one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from starlette.responses import RedirectResponse, Response

from dateline.desk.corrections import CHANGES, Standing, subject_of
from dateline.desk.forms import PRECISIONS, read_event, typed_event
from dateline.desk.guard import Asking, Refused
from dateline.desk.ledger import BLIND, EVENT, Ledger
from dateline.desk.pages import page
from dateline.desk.reviewing import Open, is_rtl, open_report
from dateline.errors import JudgementError
from dateline.model import Event
from dateline.model.incident import EventKey
from dateline.model.wire import event_from_json, event_to_json
from dateline.store import Judgement
from dateline.text.hashing import short_id

WAITING = 50


def show_blind_queue(asking: Asking) -> Response:
    """The events that one other person decided about, to be read by this one without seeing how."""
    ledger, who = asking.desk.ledger(), asking.person.name
    keys = list(islice(waiting(ledger, who), WAITING))
    reports = {key.report: asking.desk.store.report(key.report) for key in keys}
    listed = [(key, found) for key in keys if (found := reports[key.report])]
    return page(asking, "blind", waiting=listed, done=sum(v.who == who for v in ledger.blind_verdicts()))


def waiting(ledger: Ledger, who: str) -> Iterator[EventKey]:
    """The events that others decided about and this person did not, in an order that tells nothing."""
    for subject in sorted(ledger.standing, key=short_id):
        readers = {verdict.who for verdict in ledger.standing[subject]}
        blind = {verdict.who for verdict in ledger.blind.get(subject, ())}
        if readers and who not in readers | blind and not ledger.is_added(subject):
            yield EventKey.parse(subject.removeprefix(EVENT))


def show_blind(asking: Asking) -> Response:
    """The form of a blind reading: the report's text and the event as the coder left it."""
    seen = open_report(asking)
    return _form(asking, seen, event_to_json(_coded(asking, seen)))


def save_blind(asking: Asking) -> Response:
    """Keeps a blind reading."""
    seen = open_report(asking)
    before, who = _coded(asking, seen), asking.person.name
    pairs = [(k, v) for k, v in asking.form.multi_items() if isinstance(v, str)]
    try:
        none = bool(asking.said("none"))
        book = asking.desk.codebook
        made = None if none else read_event(pairs, seen.report, book, who=who, before=before)
    except JudgementError as error:
        return _form(asking, seen, typed_event(pairs), problem=str(error))
    after = event_to_json(made) if made else None
    subject, why = subject_of(seen.report.id, before.id), asking.said("why")[:1000]
    asking.desk.store.judge(Judgement(who, BLIND, subject, event_to_json(before), after, why))
    return RedirectResponse("/blind", 303)


def _coded(asking: Asking, seen: Open) -> Event:
    id, who = asking.request.path_params["event"], asking.person.name
    standing = seen.standing(id)
    if any(kept.judgement.who == who for kept in standing.kept):
        raise Refused(409, "You decided about this event yourself: a blind reading is another person's.")
    found = as_coded(seen, id, standing)
    if found is None:
        raise Refused(404, "The coder left no such event.")
    return found


def as_coded(seen: Open, id: str, standing: Standing) -> Event | None:
    """The event as it was before anybody changed it; None where a person added it."""
    changes = [kept.judgement for kept in standing.all if kept.judgement.kind in CHANGES]
    if not changes:
        return seen.event(id)
    return event_from_json(changes[0].before) if changes[0].before else None


def _form(asking: Asking, seen: Open, event: object, *, problem: str = "") -> Response:
    return page(
        asking,
        "edit",
        report=seen.report,
        back="/blind",
        event=event,
        adding=False,
        blind=True,
        seen=0,
        rtl=is_rtl(seen.report.text),
        precisions=PRECISIONS,
        problem=problem,
        status=400 if problem else 200,
    )
