"""The record follows what people decided, and its incidents follow the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from dateline.desk.desk import Desk
from dateline.desk.jobs import Job
from dateline.errors import JudgementError
from dateline.incidents.index import Index
from dateline.incidents.keep import open_index, update_incidents
from dateline.read import Incoming


@contextmanager
def linking(desk: Desk) -> Iterator[Index]:
    """The index of the record's events, while nobody else at this desk links."""
    # An index belongs to the thread that opened it.
    with desk.lock, closing(open_index(desk.store)) as index:
        yield index


def relink(desk: Desk, report_id: str) -> None:
    """Links the events of a report anew."""
    with linking(desk) as index:
        update_incidents(desk.store, index, reports=[report_id])


def settle(desk: Desk, report_id: str) -> None:
    """Keeps a report's coding as people left it. Raises JudgementError where there is no such report."""
    # The corrected coding is kept under the coder's own name, so that a later run knows the report. It is
    # looked at again once kept: another process may have decided about the same report in between.
    while not _is_settled(desk, report_id):
        pass


def _is_settled(desk: Desk, report_id: str) -> bool:
    store = desk.store
    found, original = desk.report(report_id), store.original(report_id)
    if found is None or original is None:
        raise JudgementError(f"no report {report_id} in the record", hint="dateline events")
    report, coded, _ = found
    if coded == store.coded(report_id):
        return True
    retrieved = datetime.fromisoformat(original.retrieved) if original.retrieved else None
    incoming = Incoming(report, original.content, original.media_type, original.origin, retrieved)
    head = next(c for c in store.codings(report_id) if c.current)
    return store.add(incoming, coded, settings=head.settings) == "known"


def catch_up(desk: Desk) -> Job:
    """Starts what brings the record up to date."""
    return desk.jobs.start("bringing the record up to date", lambda _: bring_up_to_date(desk))


def bring_up_to_date(desk: Desk) -> None:
    """Lays corrections over whatever was coded again since, and links what is not linked yet."""
    judged = {
        k.judgement.subject.removeprefix("event ").rpartition("/")[0]
        for k in desk.store.judgements(kind="event.")
    }
    for id in sorted(judged):
        settle(desk, id)
    with linking(desk) as index:
        update_incidents(desk.store, index)
