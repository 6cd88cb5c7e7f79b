"""The benchmark's annotated reports as records, for measuring formats on their own. Needs ../shared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.model import (
    Actor,
    CodedReport,
    Event,
    PlaceRef,
    Report,
    ReportHead,
    SourceLink,
    Span,
    Toll,
    Weapon,
    When,
)
from dateline.publish.record import Record

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
FAMILIES = {
    "battle": "armed_clash territory_gained",
    "withdrawal": "withdrawal",
    "remote": "air_strike shelling explosive_device suicide_attack chemical_attack",
    "civilian_harm": "civilian_attack abduction sexual_violence",
    "unrest": "protest riot crackdown",
    "custody": "arrest release legal_action",
    "movement": "deployment blockade displacement",
    "property": "destruction weapons_disrupted",
    "diplomacy": "agreement talks aid sanction",
    "speech": "accuse threaten refuse demand support claim",
}
FAMILY = {type_: family for family, types in FAMILIES.items() for type_ in types.split()}


def read_benchmark(*names: str) -> Iterator[Record]:
    """The reports of these files of the benchmark."""
    for name in names or ("train.jsonl", "dev.jsonl"):
        for line in (BENCH / name).read_text("utf-8").splitlines():
            yield _record(json.loads(line))


def _record(data: dict[str, Any]) -> Record:
    text, published = data["text"], data.get("published")
    known = {"outlet": data.get("outlet"), "title": data.get("title") or None}
    report = Report.of(text, id=data["id"], published=date.fromisoformat(published) if published else None)
    head = ReportHead(report.id, report.sha256, report.published, **known, language="en")
    events = tuple(_event(e, text) for e in data["events"])
    return Record(CodedReport(head, events, (), "conflict@bench", "hand@1"), text)


def _event(data: dict[str, Any], text: str) -> Event:
    mentions = tuple(Span.of(text, m["start"], m["end"]) for m in data["mentions"])
    at = mentions[0].start

    def span(words: str | None) -> Span:
        return _near(text, words or mentions[0].text, at)

    when = data.get("date")
    return Event(
        id=data["id"],
        type=data["type"],
        family=FAMILY[data["type"]],
        status=data["status"],
        confidence=1.0,
        mentions=mentions,
        actors=tuple(Actor(span(a["text"]), a["name"]) for a in data["actors"]),
        targets=tuple(Actor(span(a["text"]), a["name"]) for a in data["targets"]),
        places=tuple(_place(p, span(p["text"])) for p in data["places"]),
        date=_when(when, span(when["text"])) if when and when.get("from") else None,
        toll=tuple(
            Toll(span(t["text"]), t["effect"], t["low"], t["high"], t.get("who")) for t in data["toll"]
        ),
        weapons=tuple(Weapon(span(w), w) for w in data["weapons"]),
        chains=tuple(tuple(SourceLink(span(s), s, "unknown") for s in c) for c in data["chain"] if c),
    )


def _near(text: str, words: str, at: int) -> Span:
    before, after = text.rfind(words, 0, at), text.find(words, at)
    found = [o for o in (before, after) if o >= 0]
    start = min(found, key=lambda o: abs(o - at)) if found else at
    return Span.of(text, start, start + len(words)) if found else Span.of(text, at, at + 1)


def _place(data: dict[str, Any], span: Span) -> PlaceRef:
    lat, lon = data.get("lat"), data.get("lon")
    return PlaceRef(span, data["name"], data["level"], None, lat, lon, 5.0 if lat is not None else None)


def _when(data: dict[str, Any], span: Span) -> When:
    first, last = (date.fromisoformat(data[k]) if data.get(k) else None for k in ("from", "to"))
    return When(span, first, last, "day" if first == last else "range", "annotated")
