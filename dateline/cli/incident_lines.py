"""Incidents as a person reads them: one block each, what is contested side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.model.incident import Link


def incident_lines(record: Mapping[str, Any]) -> Iterator[str]:
    """An incident's block: what, where, when, who; how many tell it; what they contest."""
    best = record["best"]
    where = best.get("places", {}).get("name", "place unknown")
    yield f"{record['id']}  {best['type']} ({best['status']})  {where}  {_days(best.get('date'))}"
    sides = [str(best[side]) for side in ("actors", "targets") if side in best]
    if sides:
        yield f"    {' -> '.join(sides)}"
    origins = len(record["origins"])
    yield f"    {_count(record['reports'], 'report')}, {_count(origins, 'independent origin')}" + _parties(
        record
    )
    for name, field in record["fields"].items():
        if name.startswith("toll.") or field["contested"]:
            yield from _field_lines(name, field)
    for relation in record["relations"]:
        yield f"    {relation['source']} {relation['kind'].replace('_', ' ')} {relation['target']}"
    yield from (f"    {words}" for words in record["by_hand"])


def _field_lines(name: str, field: Mapping[str, Any]) -> Iterator[str]:
    told = "contested" if field["contested"] else "told"
    yield f"    {name.removeprefix('toll.')} ({told}):"
    for said in (*field["values"], *field.get("against", ())):
        yield f"      {_value(name, said['value'])}: {', '.join(said['by'])}"


def _value(name: str, value: Any) -> str:
    if name.startswith("toll."):
        return f"{value['words']} {value['who'] or ''}".strip()
    if name == "date":
        return _days(value)
    return str(value["name"] if isinstance(value, Mapping) else value)


def _days(value: Mapping[str, Any] | None) -> str:
    if not value:
        return "date unknown"
    first, last = value["from"] or "?", value["to"] or "?"
    return first if first == last else f"{first} to {last}"


def _parties(record: Mapping[str, Any]) -> str:
    parties = record["parties_among_sources"]
    return f"; a party to it says so: {', '.join(parties)}" if parties else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def link_lines(link: Link) -> Iterator[str]:
    """A comparison's block: the chance, then each feature with its score and sentence."""
    yield f"{link.a} and {link.b}: {link.probability:.0%} one occurrence"
    for finding in sorted(link.findings, key=lambda f: -abs(f.score)):
        yield f"    {finding.score:+5.1f}  {finding.feature:8} {finding.why}"
