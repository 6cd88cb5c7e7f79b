"""A person's decision kept, about an event or about incidents; the record and its incidents follow it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.desk.corrections import subject_of
from dateline.desk.desk import Desk
from dateline.desk.ledger import ASSIGN
from dateline.desk.settling import linking, relink, settle
from dateline.incidents.keep import judge, take_back
from dateline.model.incident import EventKey
from dateline.store import Judgement, KeptJudgement


class Moved(Exception):
    """An incident changed since its page was shown: what a person decided about may not be what is there."""


def decide_event(
    desk: Desk,
    kind: str,
    report_id: str,
    event_id: str,
    *,
    before: Any,
    after: Any,
    who: str,
    seen: int,
    why: str = "",
) -> KeptJudgement:
    """Keeps a decision about an event and lets the record, its lists and its incidents follow.

    Arguments: `before` and `after`, the event as JSON, None where there is none; `seen`, the number of
    the latest decision about the event that its form showed. Raises OvertakenError where there is a later
    one, be it from another process.
    """
    subject = subject_of(report_id, event_id)
    with desk.lock:
        kept = desk.store.judge(Judgement(who, kind, subject, before, after, why), seen=seen)
        settle(desk, report_id)
        relink(desk, report_id)
    return kept


def assign_event(desk: Desk, report_id: str, event_id: str, to: str, *, who: str) -> None:
    """Gives an event of the queue to a person, or to nobody where `to` is empty."""
    subject = f"queue {subject_of(report_id, event_id)}"
    desk.store.judge(Judgement(who, ASSIGN, subject, None, {"to": to}))


def rule_incidents(
    desk: Desk,
    ruling: str,
    ours: tuple[EventKey, ...],
    theirs: tuple[EventKey, ...],
    *,
    who: str,
    why: str,
    seen: Mapping[str, int],
) -> None:
    """Keeps a decision about incidents: 'same' merges, 'not_same' splits. Raises JudgementError.

    `seen`: which version of which incident was shown. Raises Moved where one is another by now.
    """
    with linking(desk) as index:
        for id, version in seen.items():
            now = desk.store.incident(id)
            if now is None or now.version != version:
                raise Moved(id)
        judge(desk.store, index, ruling, ours, theirs, who=who, why=why)


def take_back_ruling(desk: Desk, number: int, *, who: str) -> None:
    """Takes a decision about incidents back. Raises JudgementError where none of that number stands."""
    with linking(desk) as index:
        take_back(desk.store, index, number, who=who)
