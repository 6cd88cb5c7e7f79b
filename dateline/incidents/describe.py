"""An incident as plain JSON: members, counts, origins, relations, and every field with all its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateline.incidents.disagree import RULES, Field, Rule, find_fields, toll_range
from dateline.incidents.origins import find_origins, parties_among_sources, source_kinds
from dateline.incidents.record import LinkEvent
from dateline.model.incident import EventKey, Incident

Json = dict[str, Any]


def describe(
    incident: Incident,
    known: Mapping[EventKey, LinkEvent],
    *,
    rule: Rule = "most_origins",
    tied: Mapping[str, Incident] | None = None,
) -> Json:
    """The incident as one JSON object.

    Arguments: `known`, the events by key; `rule`, how the best value of each field is picked: it is named in
    the record, and every other value stands beside the best one; `tied`, incidents by id: those of them that
    deny this one are shown against its status.
    """
    events = [known[key] for key in incident.events]
    origins = find_origins(events)
    fields = find_fields(events, origins, _deniers(incident, known, tied or {}))
    return {
        "id": incident.id,
        "events": [list(key) for key in incident.events],
        "reports": len({key.report for key in incident.events}),
        "origins": [{"events": [str(k) for k in o.events], "why": list(o.why)} for o in origins],
        "source_kinds": dict(source_kinds(events)),
        "parties_among_sources": list(parties_among_sources(events)),
        "cohesion": incident.cohesion,
        "rule": rule,
        "best": {f.name: said.value for f in fields if (said := f.best(rule))},
        "fields": {f.name: _field(f) for f in fields},
        "contested": [f.name for f in fields if f.contested],
        "relations": [
            {"kind": r.kind, "source": r.source, "target": r.target, "why": r.why} for r in incident.relations
        ],
        "by_hand": list(incident.by_hand),
    }


def _deniers(
    incident: Incident, known: Mapping[EventKey, LinkEvent], tied: Mapping[str, Incident]
) -> list[LinkEvent]:
    sources = [r.source for r in incident.relations if r.kind == "denies" and r.target == incident.id]
    return [known[key] for id in sources if id in tied for key in tied[id].events]


def _field(field: Field) -> Json:
    best: dict[str, list[str]] = {}
    for rule in RULES:
        said = field.best(rule)
        if said:
            best.setdefault(str(field.values.index(said)), []).append(rule)
    values = [
        {
            "value": s.value,
            "by": list(s.by),
            "origins": s.origins,
            "events": [str(k) for k in s.events],
            "best_by": best.get(str(n), []),
        }
        for n, s in enumerate(field.values)
    ]
    made: Json = {"values": values, "contested": field.contested}
    if field.against:
        made["against"] = [
            {"value": s.value, "by": list(s.by), "events": [str(k) for k in s.events]} for s in field.against
        ]
    if field.name.startswith("toll."):
        made["range"] = list(toll_range(field))
    return made


def best_of(record: Mapping[str, Any], rule: Rule) -> Json:
    """The best value of each field of a described incident by another rule."""
    picked = (
        (name, v["value"])
        for name, f in record["fields"].items()
        for v in f["values"]
        if rule in v["best_by"]
    )
    return dict(picked)


def span_of_days(events: Sequence[LinkEvent]) -> tuple[date | None, date | None]:
    """The earliest and the latest day that any telling gives; None where nobody gives one."""
    firsts = [d for e in events if (d := e.first if e.first is not None else e.last) is not None]
    lasts = [d for e in events if (d := e.last if e.last is not None else e.first) is not None]
    first, last = min(firsts, default=None), max(lasts, default=None)
    return (date.fromordinal(first) if first else None, date.fromordinal(last) if last else None)
