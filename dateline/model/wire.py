"""The record as JSON: one function each way, and the only place that knows the key names.

Source: RECORD, "Coded reports coming out". A value's own reason travels in the event's `why` list, one line a
value, led by the field it explains (`actors[0]: …`), so that reading a record back restores it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from dateline.model.coded import CodedReport, ReportHead
from dateline.model.event import Actor, Event, SourceLink, Toll, Weapon
from dateline.model.place import PlaceRef
from dateline.model.report import Unread
from dateline.model.span import Span
from dateline.model.when import When

Json = dict[str, Any]
T = TypeVar("T")


def dump_line(coded: CodedReport) -> str:
    """One coded report as one line of JSON, without the line end; the same record gives the same bytes."""
    return json.dumps(coded_to_json(coded), ensure_ascii=False, separators=(", ", ": "))


def coded_to_json(coded: CodedReport) -> Json:
    """The coded report as plain JSON values."""
    return {
        "report": head_to_json(coded.report),
        "events": [event_to_json(e) for e in coded.events],
        "unread": [{"start": u.start, "end": u.end, "why": u.why} for u in coded.unread],
        "codebook": coded.codebook,
        "coder": coded.coder,
    }


def coded_from_json(data: Mapping[str, Any]) -> CodedReport:
    """The coded report that `coded_to_json` wrote. Raises KeyError or ValueError where it is malformed."""
    return CodedReport(
        report=head_from_json(data["report"]),
        events=tuple(event_from_json(e) for e in data["events"]),
        unread=tuple(Unread(u["start"], u["end"], u["why"]) for u in data.get("unread", ())),
        codebook=data.get("codebook", ""),
        coder=data.get("coder", ""),
    )


def head_to_json(head: ReportHead) -> Json:
    """A report's head as JSON."""
    return {
        "id": head.id,
        "published": _day(head.published),
        "outlet": head.outlet,
        "title": head.title,
        "url": head.url,
        "language": head.language,
        "sha256": head.sha256,
    }


def head_from_json(data: Mapping[str, Any]) -> ReportHead:
    """The head that `head_to_json` wrote."""
    known = {k: data.get(k) for k in ("outlet", "title", "url", "language")}
    return ReportHead(
        id=data["id"], sha256=data.get("sha256", ""), published=_date(data.get("published")), **known
    )


def event_to_json(event: Event) -> Json:
    """An event as JSON."""
    return {
        "id": event.id,
        "type": event.type,
        "family": event.family,
        "status": event.status,
        "confidence": round(event.confidence, 4),
        "mentions": [_span(m) for m in event.mentions],
        "actors": [_actor(a) for a in event.actors],
        "targets": [_actor(a) for a in event.targets],
        "places": [_place(p) for p in event.places],
        "date": _when(event.date),
        "toll": [_toll(t) for t in event.toll],
        "weapons": [{**_span(w.span), "name": w.name} for w in event.weapons],
        "chains": [[_link(link) for link in chain] for chain in event.chains],
        "why": list(_reasons(event)),
    }


def event_from_json(data: Mapping[str, Any]) -> Event:
    """The event that `event_to_json` wrote, each value with its reason again."""
    why = dict(_split_reason(line) for line in data.get("why", ()))

    def said(field: str, i: int) -> str:
        return why.get(f"{field}[{i}]", "")

    return Event(
        id=data["id"],
        type=data["type"],
        family=data.get("family", ""),
        status=data["status"],
        confidence=data.get("confidence", 1.0),
        mentions=tuple(_read_span(m) for m in data["mentions"]),
        actors=_each(data, "actors", lambda a, i: _read_actor(a, said("actors", i))),
        targets=_each(data, "targets", lambda a, i: _read_actor(a, said("targets", i))),
        places=_each(data, "places", lambda p, i: _read_place(p, said("places", i))),
        date=_read_when(data.get("date"), why.get("date", "")),
        toll=_each(data, "toll", lambda t, i: _read_toll(t, said("toll", i))),
        weapons=_each(data, "weapons", lambda w, i: Weapon(_read_span(w), w["name"], said("weapons", i))),
        chains=tuple(
            tuple(_read_link(link, said("chains", i)) for link in chain)
            for i, chain in enumerate(data.get("chains", ()))
        ),
        type_why=why.get("type", ""),
        status_why=why.get("status", ""),
        confidence_why=why.get("confidence", ""),
    )


def _reasons(event: Event) -> Iterator[str]:
    for field, words in (("type", event.type_why), ("status", event.status_why)):
        if words:
            yield f"{field}: {words}"
    for field in ("actors", "targets", "places", "toll", "weapons"):
        for i, value in enumerate(getattr(event, field)):
            if value.why:
                yield f"{field}[{i}]: {value.why}"
    if event.date and event.date.why:
        yield f"date: {event.date.why}"
    for i, chain in enumerate(event.chains):
        words = "; ".join(dict.fromkeys(link.why for link in chain if link.why))
        if words:
            yield f"chains[{i}]: {words}"
    if event.confidence_why:
        yield f"confidence: {event.confidence_why}"


def _split_reason(line: str) -> tuple[str, str]:
    field, _, words = line.partition(": ")
    return field, words


def _each(data: Mapping[str, Any], key: str, read: Callable[[Any, int], T]) -> tuple[T, ...]:
    return tuple(read(value, i) for i, value in enumerate(data.get(key) or ()))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _read_span(data: Mapping[str, Any]) -> Span:
    return Span(data["start"], data["end"], data["text"])


def _actor(actor: Actor) -> Json:
    return {**_span(actor.span), "name": actor.name, "id": actor.id, "country": actor.country}


def _read_actor(data: Mapping[str, Any], why: str) -> Actor:
    return Actor(_read_span(data), data["name"], data.get("id"), data.get("country"), why)


def _place(ref: PlaceRef) -> Json:
    return {
        **_span(ref.span),
        "name": ref.name,
        "id": ref.id,
        "lat": ref.lat,
        "lon": ref.lon,
        "level": ref.level,
        "precision": ref.precision,
        "admin": list(ref.admin),
        "country": ref.country,
    }


def _read_place(data: Mapping[str, Any], why: str) -> PlaceRef:
    return PlaceRef(
        span=_read_span(data),
        name=data["name"],
        level=data["level"],
        id=data.get("id"),
        lat=data.get("lat"),
        lon=data.get("lon"),
        precision=data.get("precision"),
        admin=tuple(data.get("admin", ())),
        country=data.get("country"),
        why=why,
    )


def _when(when: When | None) -> Json | None:
    if when is None:
        return None
    return {
        **_span(when.span),
        "from": _day(when.first),
        "to": _day(when.last),
        "precision": when.precision,
        "how": when.how,
    }


def _read_when(data: Mapping[str, Any] | None, why: str) -> When | None:
    if data is None:
        return None
    first, last = _date(data.get("from")), _date(data.get("to"))
    return When(_read_span(data), first, last, data["precision"], data["how"], why)


def _toll(toll: Toll) -> Json:
    return {"effect": toll.effect, "low": toll.low, "high": toll.high, "who": toll.who, **_span(toll.span)}


def _read_toll(data: Mapping[str, Any], why: str) -> Toll:
    return Toll(_read_span(data), data["effect"], data.get("low"), data.get("high"), data.get("who"), why)


def _link(link: SourceLink) -> Json:
    return {
        "text": link.span.text,
        "name": link.name,
        "kind": link.kind,
        "start": link.span.start,
        "end": link.span.end,
    }


def _read_link(data: Mapping[str, Any], why: str) -> SourceLink:
    return SourceLink(_read_span(data), data["name"], data["kind"], why)
