"""People's decisions about events, laid over what the coder found.

Each decision is one judgement about 'event REPORT/EVENT': its kind, and the event before and after, whole.
They are appended to the store's chain and none is ever changed; undoing one is a judgement too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from dateline.model import CodedReport, Event
from dateline.model.wire import event_from_json, event_to_json
from dateline.store import KeptJudgement

Kind = Literal["event.accept", "event.change", "event.delete", "event.add", "event.sign_off"]
KIND = "event."
TAKE_BACK = "event.take_back"
CHANGES = ("event.change", "event.delete", "event.add")


@dataclass(frozen=True, slots=True)
class Standing:
    """What people decided about one event: every judgement, oldest first, and those not taken back."""

    all: tuple[KeptJudgement, ...] = ()
    kept: tuple[KeptJudgement, ...] = ()

    @property
    def number(self) -> int:
        """The number of the latest judgement, 0 where there is none: what a form says it has seen."""
        return self.all[-1].seq if self.all else 0

    @property
    def last(self) -> KeptJudgement | None:
        """The latest judgement that stands."""
        return self.kept[-1] if self.kept else None

    @property
    def last_change(self) -> KeptJudgement | None:
        """The latest standing judgement that changed the event."""
        return next((k for k in reversed(self.kept) if k.judgement.kind in CHANGES), None)


def subject_of(report_id: str, event_id: str) -> str:
    """What a judgement about an event names as its subject."""
    return f"event {report_id}/{event_id}"


def by_event(judgements: Iterable[KeptJudgement], report_id: str) -> dict[str, Standing]:
    """The judgements about the events of one report, by event id, in the order of each event's first one.

    `judgements` in the order of their numbers.
    """
    start = subject_of(report_id, "")
    found: dict[str, list[KeptJudgement]] = {}
    for kept in judgements:
        subject = kept.judgement.subject
        if kept.judgement.kind.startswith(KIND) and subject.startswith(start):
            found.setdefault(subject[len(start) :], []).append(kept)
    own = {id: said for id, said in found.items() if "/" not in id}
    return {id: _standing(said) for id, said in own.items()}


def _standing(said: list[KeptJudgement]) -> Standing:
    back = {k.judgement.after["number"] for k in said if k.judgement.kind == TAKE_BACK}
    kept = [k for k in said if k.judgement.kind != TAKE_BACK and k.seq not in back]
    return Standing(tuple(said), tuple(kept))


def apply_judgements(coded: CodedReport, decided: Mapping[str, Standing]) -> CodedReport:
    """The coded report as people left it; applying twice changes nothing.

    The latest standing change of an event holds, whatever coded the report since. An event whose changes were
    all taken back is again as it was before the first of them, unless it was coded anew since.
    """
    events = {event.id: event for event in coded.events}
    for id, standing in decided.items():
        outcome = _outcome(events.get(id), standing)
        if outcome is None:
            events.pop(id, None)
        else:
            events[id] = outcome
    return replace(coded, events=tuple(sorted(events.values(), key=_place_in_text)))


def _outcome(now: Event | None, standing: Standing) -> Event | None:
    change = standing.last_change
    if change:
        return _read(change.judgement.after)
    changes = [k.judgement for k in standing.all if k.judgement.kind in CHANGES]
    if changes and (None if now is None else event_to_json(now)) in [c.after for c in changes]:
        return _read(changes[0].before)
    return now


def _read(said: Any) -> Event | None:
    return event_from_json(said) if said else None


def _place_in_text(event: Event) -> tuple[int, int, str]:
    first = min(event.mentions) if event.mentions else None
    return (first.start, first.end, event.id) if first else (0, 0, event.id)
