"""The benchmark's annotated reports as records, for measuring formats on their own. Needs ../shared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline.codebook import Codebook, load_codebook
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
from dateline.publish.outlines import Ring, load_outlines
from dateline.publish.record import Record


@lru_cache(maxsize=1)
def _book() -> Codebook:
    return load_codebook()


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
    events = tuple(_event(e, text, f"{report.id}:{e['id']}") for e in data["events"])
    return Record(CodedReport(head, events, (), "conflict@bench", "hand@1"), text)


def _event(data: dict[str, Any], text: str, id: str) -> Event:
    mentions = tuple(Span.of(text, m["start"], m["end"]) for m in data["mentions"])
    at = mentions[0].start

    def span(words: str | None) -> Span:
        return _near(text, words or mentions[0].text, at)

    when = data.get("date")
    return Event(
        id=id,
        type=data["type"],
        family=FAMILY[data["type"]],
        status=data["status"],
        confidence=1.0,
        mentions=mentions,
        actors=tuple(_actor(a, span(a["text"])) for a in data["actors"]),
        targets=tuple(_actor(a, span(a["text"])) for a in data["targets"]),
        places=tuple(_place(p, span(p["text"])) for p in data["places"]),
        date=_when(when, span(when["text"])) if when and when.get("from") else None,
        toll=tuple(
            Toll(span(t["text"]), t["effect"], t["low"], t["high"], t.get("who")) for t in data["toll"]
        ),
        weapons=tuple(Weapon(span(w), w) for w in data["weapons"]),
        chains=tuple(tuple(SourceLink(span(s), s, "unknown") for s in c) for c in data["chain"] if c),
    )


def _actor(data: dict[str, Any], span: Span) -> Actor:
    known = _book().find_actor(data["name"])
    return Actor(span, data["name"], known.id if known else None, known.country if known else None)


def _near(text: str, words: str, at: int) -> Span:
    before, after = text.rfind(words, 0, at), text.find(words, at)
    found = [o for o in (before, after) if o >= 0]
    start = min(found, key=lambda o: abs(o - at)) if found else at
    return Span.of(text, start, start + len(words)) if found else Span.of(text, at, at + 1)


def _place(data: dict[str, Any], span: Span) -> PlaceRef:
    lat, lon = data.get("lat"), data.get("lon")
    country = country_at(lat, lon) if lat is not None else None
    precision = 5.0 if lat is not None else None
    return PlaceRef(span, data["name"], data["level"], None, lat, lon, precision, (), country)


@cache
def country_at(lat: float, lon: float) -> str | None:
    """The country whose outline holds the point; the annotation gives none."""
    return next((o.country for o in load_outlines() if _holds(o.rings, lon, lat)), None)


def _holds(rings: tuple[Ring, ...], x: float, y: float) -> bool:
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def _when(data: dict[str, Any], span: Span) -> When:
    first, last = (date.fromisoformat(data[k]) if data.get(k) else None for k in ("from", "to"))
    return When(span, first, last, "day" if first == last else "range", "annotated")
