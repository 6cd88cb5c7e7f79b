"""Keeping what a run gives, one transaction a report: killed at any moment it loses and doubles nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.errors import UnreadableError
from dateline.read.incoming import Incoming, Quarantined
from dateline.run.outcome import Coded, Failed, Known, Outcome
from dateline.store.protocol import Store


def complete_reads(reads: Iterable[Incoming | Quarantined], store: Store) -> Iterator[Incoming | Quarantined]:
    """What was read, each report with what is already kept of it, so that coding again knows no less."""
    for read in reads:
        if isinstance(read, Quarantined):
            yield read
        else:
            yield replace(read, report=store.complete(read.report))


def keep_outcomes(outcomes: Iterable[Outcome], store: Store, *, settings: str = "") -> Iterator[Outcome]:
    """Keeps each outcome before it is given on; what the store cannot take comes out as Failed.

    A coding that changes nothing comes out as Known. Raises StoreError where the database fails.
    """
    for outcome in outcomes:
        yield _keep(outcome, store, settings)


def _keep(outcome: Outcome, store: Store, settings: str) -> Outcome:
    match outcome:
        case Coded(incoming, coded):
            try:
                kept = store.add(incoming, coded, settings=settings)
            except UnreadableError as error:
                store.set_aside(incoming.origin, error.message, sha256=incoming.report.sha256)
                return Failed(incoming, error.message)
            return Known(incoming) if kept == "known" else outcome
        case Failed():
            return _set_aside(outcome, store)
        case Quarantined(origin, reason, sha256):
            store.set_aside(origin, reason, sha256=sha256)
    return outcome


def _set_aside(failed: Failed, store: Store) -> Failed:
    incoming, reason = failed.incoming, failed.reason
    try:
        store.set_aside(incoming.origin, reason, sha256=incoming.report.sha256, incoming=incoming)
    except UnreadableError as error:
        both = f"{reason}; and {error.message}"
        store.set_aside(incoming.origin, both, sha256=incoming.report.sha256)
        return Failed(incoming, both)
    return failed
