"""What the one who asks may see of reports, events and incidents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.desk.corrections import Standing
from dateline.desk.guard import Asking
from dateline.desk.sources import Quoted, find_quoted
from dateline.model import CodedReport, Report
from dateline.store import EventRow, IncidentVersion
from dateline.store.folding import fold

NAMED_BY = ("q", "actor", "source")


def report_for(asking: Asking, id: str) -> tuple[Report, CodedReport, dict[str, Standing]] | None:
    """A report, its record as people left it, and what they decided, as this person may see it."""
    found = asking.desk.report(id)
    if found is None or asking.veil is None:
        return found
    report, coded, decided = found
    return *asking.veil.report(report, coded), decided


def incident_for(asking: Asking, id: str) -> IncidentVersion | None:
    """An incident as it now is, as this person may see it."""
    found = asking.desk.store.incident(id)
    if found is None or asking.veil is None:
        return found
    return replace(found, record=asking.veil.record(found.record))


def quoted_for(asking: Asking, words: str) -> tuple[Quoted, ...]:
    """Who is quoted and whose name holds `words`, as this person may see them.

    Counted once for a state of the record: over hundreds of thousands of events it takes seconds.
    """
    atlas = asking.atlas()
    found = atlas.kept.get(("quoted", words))
    if found is None:
        found = find_quoted(asking.desk.store, words)
        if not words:
            atlas.kept["quoted", words] = found
    return tuple(q for q in found if not (asking.veil and asking.veil.hides(q.name)))


def rows_for(asking: Asking, rows: Iterable[EventRow]) -> tuple[EventRow, ...]:
    """Events as this person may see them; one that a hidden name found is left out."""
    veil, query = asking.veil, asking.request.query_params
    if veil is None:
        return tuple(rows)
    wanted = [word for name in NAMED_BY for word in fold(query.get(name, "")).split()]
    shown = []
    for row in rows:
        hidden = fold(" ".join(veil.names_of(row, asking.desk.store.coded(row.report.id))))
        if not any(word in hidden for word in wanted):
            shown.append(veil.row(row))
    return tuple(shown)
