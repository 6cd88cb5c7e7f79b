"""The screens where a person decides: report, correction form, queue, merge and split, paste or upload."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from sqlalchemy import func, select
from starlette.responses import RedirectResponse, Response

from dateline.desk.corrections import CHANGES, TAKE_BACK, Standing
from dateline.desk.desk import Conflict
from dateline.desk.forms import PRECISIONS, read_event
from dateline.desk.guard import Asking, Refused
from dateline.desk.pages import page, report_link
from dateline.errors import JudgementError
from dateline.incidents.keep import members
from dateline.model import CodedReport, Event, Report
from dateline.model.incident import EventKey
from dateline.model.wire import event_to_json
from dateline.publish.page_parts import report_values
from dateline.publish.record import Record
from dateline.store import EventFilter, EventRow
from dateline.store.engine import reading
from dateline.store.tables import event_places, events

UNSURE = 0.6
PAGE = 50


@dataclass(frozen=True, slots=True)
class Open:
    """A report being looked at: its text, its record as people left it, and what they decided."""

    report: Report
    coded: CodedReport
    decided: dict[str, Standing]

    def event(self, id: str) -> Event | None:
        """The event of that id, where there now is one."""
        return next((e for e in self.coded.events if e.id == id), None)

    def standing(self, id: str) -> Standing:
        """What was decided about that event."""
        return self.decided.get(id, Standing())


def open_report(asking: Asking) -> Open:
    """The report that the address names; Refused where the record has none."""
    id = asking.request.path_params["id"]
    found = asking.desk.report(id)
    if found is None:
        raise Refused(404, f"There is no coded report {id}.")
    return Open(*found)


def show_report(asking: Asking, *, status: int = 200, notice: str = "") -> Response:
    """The text with its marks, and beside it a card an event."""
    seen = open_report(asking)
    values = report_values(Record(seen.coded, seen.report.text), "r", asking.desk.context)
    cards = [
        {**card, "id": event.id, "said": seen.standing(event.id)}
        for card, event in zip(values["events"], seen.coded.events, strict=True)
    ]
    now = {event.id for event in seen.coded.events}
    gone = [(id, said) for id, said in seen.decided.items() if id not in now and said.kept]
    values |= {"events": cards, "gone": gone, "notice": notice, "rtl": _is_rtl(seen.report.text)}
    return page(asking, "report", status=status, **values)


def _is_rtl(text: str) -> bool:
    import unicodedata

    kinds = [unicodedata.bidirectional(c) for c in text[:4000]]
    return sum(k in ("R", "AL") for k in kinds) > sum(k == "L" for k in kinds)


def show_form(asking: Asking, *, status: int = 200, problem: str = "") -> Response:
    """The form that corrects an event, or adds one that was missed."""
    seen = open_report(asking)
    id = asking.request.path_params.get("event")
    event = seen.event(id) if id else None
    if id and event is None:
        raise Refused(404, "There is no such event now; it may have been deleted.")
    return page(
        asking,
        "edit",
        report=seen.report,
        back=report_link(seen.report.id),
        event=event_to_json(event) if event else None,
        seen=seen.standing(id).number if id else 0,
        rtl=_is_rtl(seen.report.text),
        precisions=PRECISIONS,
        problem=problem,
        status=status,
    )


def save_form(asking: Asking) -> Response:
    """Keeps a correction or an added event."""
    seen = open_report(asking)
    id = asking.request.path_params.get("event")
    before = seen.event(id) if id else None
    if id and before is None:
        raise Refused(409, "Somebody deleted this event meanwhile; undo that first.")
    pairs = [(k, v) for k, v in asking.form.multi_items() if isinstance(v, str)]
    try:
        made = read_event(pairs, seen.report, asking.desk.codebook, who=asking.person.name, before=before)
        if before is None and seen.event(made.id):
            raise JudgementError("these words already tell of an event of this type", hint="correct that one")
    except JudgementError as error:
        return show_form(asking, status=400, problem=str(error))
    kind = "event.change" if before else "event.add"
    return _decide(asking, seen, kind, made.id, before, made)


def decide(asking: Asking) -> Response:
    """Accepts, deletes, signs off, or takes back the last decision about an event."""
    seen = open_report(asking)
    id, what = asking.request.path_params["event"], asking.request.path_params["what"]
    now = seen.event(id)
    if what == "undo":
        return _undo(asking, seen, id, now)
    if now is None:
        raise Refused(409, "There is no such event now; somebody may have deleted it.")
    if what == "sign-off":
        _check_second(seen.standing(id), asking)
    return _decide(
        asking, seen, f"event.{what.replace('-', '_')}", id, now, None if what == "delete" else now
    )


def _check_second(standing: Standing, asking: Asking) -> None:
    first = [k for k in standing.kept if k.judgement.kind in ("event.accept", *CHANGES)]
    if not first:
        raise Refused(409, "Nobody has accepted or corrected this event yet; there is nothing to sign off.")
    if first[-1].judgement.who == asking.person.name:
        raise Refused(409, "A second person signs off: this was last decided by you.")


def _undo(asking: Asking, seen: Open, id: str, now: Event | None) -> Response:
    last = seen.standing(id).last
    if last is None:
        raise Refused(409, "There is no decision about this event to take back.")
    if last.judgement.who != asking.person.name and not asking.person.may("reviewer"):
        raise Refused(403, f"That was decided by {last.judgement.who}; a reviewer may take it back.")
    return _decide(asking, seen, TAKE_BACK, id, now, {"number": last.seq})


def _decide(
    asking: Asking, seen: Open, kind: str, id: str, before: Event | None, after: Event | dict[str, int] | None
) -> Response:
    expected = asking.said("seen")
    try:
        asking.desk.decide(
            kind,
            seen.report.id,
            id,
            before=event_to_json(before) if before else None,
            after=event_to_json(after) if isinstance(after, Event) else after,
            who=asking.person.name,
            seen=int(expected) if expected.isdigit() else 0,
            why=asking.said("why")[:1000],
        )
    except Conflict as conflict:
        said = conflict.last.judgement
        words = (
            f"{said.who} decided about this event meanwhile ({said.kind.removeprefix('event.')}): nothing of "
        )
        words += "yours was kept. Look at it as it now is, then decide again."
        if asking.request.path_params.get("event") and "type" in asking.form:
            return show_form(asking, status=409, problem=words)
        return show_report(asking, status=409, notice=words)
    return RedirectResponse(f"{report_link(seen.report.id)}?at={quote(id)}", 303)


# the queue


def show_queue(asking: Asking) -> Response:
    """What needs a person first: unsure events, places not located, contested incidents."""
    store = asking.desk.store
    kind = asking.request.query_params.get("kind", "unsure")
    judged = {k.judgement.subject for k in store.judgements() if k.judgement.kind.startswith("event.")}
    atlas = asking.desk.atlas()
    contested = [s for s in atlas.spots if s.contested]
    lost = _unlocated(asking)
    counts = {
        "unsure": store.count_events(EventFilter(max_confidence=UNSURE)),
        "unlocated": len(lost),
        "contested": len(contested),
    }
    rows: list[EventRow] = []
    if kind == "unsure":
        rows = list(store.events(EventFilter(max_confidence=UNSURE), order="unsure", limit=PAGE * 4).rows)
    elif kind == "unlocated":
        rows = [row for pair in lost[: PAGE * 2] for row in _rows(asking, *pair)]
    left = [r for r in rows if f"event {r.report.id}/{r.event.id}" not in judged][:PAGE]
    return page(asking, "queue", kind=kind, counts=counts, rows=left, spots=contested[:PAGE])


def _unlocated(asking: Asking) -> list[tuple[str, str]]:
    query = (
        select(events.c.report_id, events.c.id)
        .join(event_places, event_places.c.event == events.c.pk)
        .where(events.c.current)
        .group_by(events.c.report_id, events.c.id, events.c.confidence)
        .having(func.count(event_places.c.lat) == 0)
        .order_by(events.c.confidence, events.c.report_id, events.c.id)
    )
    with reading(asking.desk.store.engine) as connection:
        return [(row.report_id, row.id) for row in connection.execute(query)]


def _rows(asking: Asking, report: str, event: str) -> tuple[EventRow, ...]:
    return asking.desk.store.events(EventFilter(reports=(report,), ids=(event,)), limit=1).rows


# merge and split


def rule(asking: Asking) -> Response:
    """Merges this incident with another, or splits events away from it."""
    id, what = asking.request.path_params["id"], asking.request.path_params["what"]
    desk, who, why = asking.desk, asking.person.name, asking.said("why")[:1000]
    ours = members(desk.store, id)
    if what == "merge":
        theirs = members(desk.store, asking.said("other").rpartition("/")[2])
        desk.rule("same", tuple(dict.fromkeys((*ours, *theirs))), (), who=who, why=why)
    elif what == "split":
        away = tuple(EventKey.parse(v) for v in asking.form.getlist("event") if isinstance(v, str))
        rest = tuple(key for key in ours if key not in away)
        desk.rule("not_same", away or ours, rest, who=who, why=why)
    else:
        number = asking.said("number")
        desk.take_back_ruling(int(number) if number.isdigit() else 0, who=who)
    now = next(iter(desk.store.incidents_of(*ours[0])), id)
    return RedirectResponse(f"/incidents/{quote(now)}", 303)


# adding reports


def show_add(asking: Asking, *, status: int = 200, problem: str = "") -> Response:
    """The form for a pasted text or a file."""
    return page(
        asking,
        "add",
        status=status,
        problem=problem,
        said={k: v for k, v in asking.form.items() if k != "file"},
    )


def take_report(asking: Asking) -> Response:
    """Starts coding what was pasted or uploaded and leads to the page that follows it."""
    text = asking.raw("text")
    if not asking.upload and not text.strip():
        return show_add(asking, status=400, problem="There is neither a text nor a file.")
    try:
        published = date.fromisoformat(asking.said("published")) if asking.said("published") else None
    except ValueError:
        return show_add(asking, status=400, problem="The day of publication is not written YYYY-MM-DD.")
    known: dict[str, Any] = {name: asking.said(name)[:500] or None for name in ("outlet", "title", "url")}
    if asking.upload:
        name = getattr(asking.form["file"], "filename", "") or "upload"
        job = asking.desk.add_bytes(asking.upload, name=name[:200], published=published, **known)
    else:
        # Forms send CR LF for each line end; the report has them as they were typed.
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")
        job = asking.desk.add_bytes(
            data, name="pasted.txt", media_type="text/plain; charset=utf-8", published=published, **known
        )
    return RedirectResponse(f"/jobs/{job.id}", 303)


def show_job(asking: Asking) -> Response:
    """How far a report is; leads on to it once it is coded."""
    job = asking.desk.jobs.get(asking.request.path_params["id"])
    if job is None:
        raise Refused(404, "That job is done and forgotten; its reports are in the record.")
    if job.state == "done" and len(job.reports) == 1 and not job.problems:
        return RedirectResponse(report_link(job.reports[0]), 303)
    made = page(asking, "job", job=asdict(job))
    if job.state in ("waiting", "working"):
        made.headers["Refresh"] = "1"
    return made
