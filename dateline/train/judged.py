"""Reports that people reviewed in the desk, as annotated reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.desk.corrections import KIND, apply_judgements, by_event
from dateline.model import CodedReport, Event, Report
from dateline.model.wire import event_to_json
from dateline.store import KeptJudgement, Store
from dateline.train.marked import frame_mention

Json = dict[str, Any]


def reviewed_reports(store: Store) -> tuple[list[Json], int]:
    """The reports all of whose events a person judged, as they left them, and how many were judged in part.

    A report of which only some events were judged teaches nothing: the others may be the coder's mistakes.
    """
    said = [kept for kept in store.judgements() if kept.judgement.kind.startswith(KIND)]
    ids = sorted({kept.judgement.subject.removeprefix("event ").rpartition("/")[0] for kept in said})
    found = [_annotate(store, id, said) for id in ids]
    whole = [report for report in found if report is not None]
    return whole, len(found) - len(whole)


def _annotate(store: Store, id: str, said: list[KeptJudgement]) -> Json | None:
    report, coded = store.report(id), store.coded(id)
    if report is None or coded is None:
        return None
    decided = by_event(said, id)
    left = apply_judgements(coded, decided)
    judged = {event for event, standing in decided.items() if standing.kept}
    return annotate(report, left) if judged and all(e.id in judged for e in left.events) else None


def annotate(report: Report, coded: CodedReport) -> Json:
    """A report with its record in the annotated form."""
    return {
        "id": report.id,
        "source": "reviewed",
        "published": report.published.isoformat() if report.published else None,
        "outlet": report.outlet,
        "title": report.title,
        "text": report.text,
        "events": [annotate_event(event, report.text) for event in coded.events if event.mentions],
    }


def annotate_event(event: Event, text: str) -> Json:
    """One event in the annotated form: its mentions with the words around them, its chains by name."""
    said = event_to_json(event)
    kept = ("id", "type", "status", "actors", "targets", "places", "toll", "weapons", "date")
    return {
        **{key: said[key] for key in kept},
        "mentions": list(_mentions(event, text)),
        "chain": [[link.name for link in chain] for chain in event.chains],
    }


def _mentions(event: Event, text: str) -> Iterator[Json]:
    for mention in event.mentions:
        yield frame_mention(text, mention.start, mention.end)
