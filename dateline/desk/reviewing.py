"""The screens where a person decides about events: the report with its marks, and the correction form."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from dateline.desk.corrections import CHANGES, TAKE_BACK, Standing
from dateline.desk.forms import PRECISIONS, read_event, typed_event
from dateline.desk.guard import Asking, Refused
from dateline.desk.judging import decide_event
from dateline.desk.pages import page, report_link
from dateline.desk.seeing import report_for
from dateline.errors import JudgementError
from dateline.model import CodedReport, Event, Report
from dateline.model.wire import event_to_json
from dateline.publish.page_parts import report_values
from dateline.publish.record import Record
from dateline.store import KeptJudgement, OvertakenError


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
    found = report_for(asking, id)
    if found is None:
        raise Refused(404, f"There is no coded report {id}.")
    return Open(*found)


def show_report(asking: Asking, *, status: int = 200, notice: str = "") -> Response:
    """The text with its marks, and beside it a card an event."""
    seen = open_report(asking)
    values = report_values(Record(seen.coded, seen.report.text), "r", asking.desk.context)
    cards = [
        {**card, "id": event.id, "said": seen.standing(event.id), "type_id": event.type}
        for card, event in zip(values["events"], seen.coded.events, strict=True)
    ]
    now = {event.id for event in seen.coded.events}
    gone = [(id, said) for id, said in seen.decided.items() if id not in now and said.kept]
    fold = asking.desk.rules.fold
    folded = sorted({e.type for e in seen.coded.events if e.type in fold})
    values |= {
        "events": cards,
        "gone": [] if asking.veil else gone,
        "notice": notice,
        "rtl": is_rtl(seen.report.text),
        "folded": folded,
        "withheld": asking.veil is not None and asking.desk.rules.texts == "withheld",
    }
    return page(asking, "report", status=status, **values)


def is_rtl(text: str) -> bool:
    """Whether more of the text's letters are written from the right than from the left."""
    kinds = [unicodedata.bidirectional(c) for c in text[:4000]]
    return sum(k in ("R", "AL") for k in kinds) > sum(k == "L" for k in kinds)


def show_form(
    asking: Asking,
    *,
    status: int = 200,
    problem: str = "",
    draft: Mapping[str, Any] | None = None,
    number: int | None = None,
) -> Response:
    """The form that corrects an event, or adds one that was missed.

    `draft`: what the person had filled in, as JSON, where it was refused or somebody decided meanwhile;
    `number`: of the latest decision that they are to have seen.
    """
    seen = open_report(asking)
    id = asking.request.path_params.get("event")
    event = seen.event(id) if id else None
    if id and event is None and draft is None:
        raise Refused(404, "There is no such event now; it may have been deleted.")
    return page(
        asking,
        "edit",
        report=seen.report,
        back=report_link(seen.report.id),
        event=draft if draft is not None else event_to_json(event) if event else None,
        adding=id is None,
        blind=False,
        seen=number if number is not None else seen.standing(id).number if id else 0,
        rtl=is_rtl(seen.report.text),
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
        # As typed, and as seen then: whoever decided meanwhile is still told of when it is sent again.
        number = int(asking.said("seen")) if asking.said("seen").isdigit() else 0
        return show_form(asking, status=400, problem=str(error), draft=typed_event(pairs), number=number)
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
        decide_event(
            asking.desk,
            kind,
            seen.report.id,
            id,
            before=event_to_json(before) if before else None,
            after=event_to_json(after) if isinstance(after, Event) else after,
            who=asking.person.name,
            seen=int(expected) if expected.isdigit() else 0,
            why=asking.said("why")[:1000],
        )
    except OvertakenError as late:
        return _tell_late(asking, late.last, after if isinstance(after, Event) else None)
    return RedirectResponse(f"{report_link(seen.report.id)}?at={quote(id)}", 303)


def _drafted(draft: Event | None, asking: Asking) -> dict[str, Any] | None:
    return {**event_to_json(draft), "typed_why": asking.said("why")} if draft else None


def _tell_late(asking: Asking, last: KeptJudgement, draft: Event | None) -> Response:
    said = last.judgement
    words = f"{said.who} decided about this event meanwhile ({said.kind.removeprefix('event.')}): nothing of "
    if asking.request.path_params.get("event") and "type" in asking.form and said.after:
        words += (
            "yours is kept yet. Below is what you filled in: look at the report, then save it over theirs."
        )
        return show_form(asking, status=409, problem=words, draft=_drafted(draft, asking), number=last.seq)
    words += "yours was kept. Look at it as it now is, then decide again."
    return show_report(asking, status=409, notice=words)
