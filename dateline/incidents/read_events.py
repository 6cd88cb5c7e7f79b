"""The comparison records of a coded report's events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from sys import intern
from typing import Any

from dateline.incidents.credits import find_credits
from dateline.incidents.names import read_actor, read_place
from dateline.incidents.record import LinkEvent, LinkReport, LinkSource, LinkToll
from dateline.incidents.reprints import fingerprints
from dateline.incidents.runs import recurring_runs, word_runs
from dateline.incidents.words import content_stems, norm_of, rarity, sentence_bounds
from dateline.model import CodedReport
from dateline.model.incident import EventKey
from dateline.model.wire import coded_to_json

STORY_WORDS = 250
"""How many of a report's rarest stems stand for its story."""

CONTEXT_CHARS = 700
"""How much of the sentences of an event's mentions is searched for shared wording at most, in code points."""

NEAR_CHARS = 100
"""How far around an event's mentions words are compared, in code points: farther off stand other events."""


def link_events(coded: CodedReport, text: str | None = None) -> tuple[LinkEvent, ...]:
    """The comparison records of a coded report's events.

    Arguments: `coded`; `text`, the report's text: without it the words around mentions cannot be compared.
    """
    return read_events({**coded_to_json(coded)}, text)


def read_events(data: Mapping[str, Any], text: str | None = None) -> tuple[LinkEvent, ...]:
    """The comparison records of a coded report as JSON, read leniently: only ids, types and mentions are
    needed.

    Arguments: `data`, a line of coded output, parsed; `text`, unless `data["report"]["text"]` holds it.
    Raises KeyError where a report or an event has no id, or an event no type.
    """
    head = data["report"]
    body = text if text is not None else head.get("text") or ""
    words = _telling(content_stems(f"{head.get('title') or ''} {body}"))
    report = LinkReport(
        id=str(head["id"]),
        published=_ordinal(head.get("published")),
        outlet=head.get("outlet") or None,
        title=head.get("title") or None,
        words=words,
        prints=fingerprints(body),
        credits=find_credits(body, head.get("outlet")) if body else frozenset(),
        norm=norm_of(words),
    )
    bounds = sentence_bounds(body)
    formulas = recurring_runs(body)
    events = data.get("events") or ()
    alike = Counter(e["type"] for e in events)
    return tuple(_read_event(e, report, body, bounds, formulas, alike[e["type"]]) for e in events)


def _telling(stems_: Iterable[str]) -> frozenset[str]:
    return frozenset(sorted(stems_, key=lambda s: (-rarity(s), s))[:STORY_WORDS])


def _read_event(
    data: Mapping[str, Any],
    report: LinkReport,
    text: str,
    bounds: Sequence[tuple[int, int]],
    formulas: frozenset[int],
    alike: int,
) -> LinkEvent:
    mentions = data.get("mentions") or ()
    context = _context(text, bounds, mentions)
    when = data.get("date") or {}
    words = frozenset(content_stems(_near(text, mentions)))
    return LinkEvent(
        key=EventKey(report.id, str(data["id"])),
        report=report,
        type=intern(data["type"]),
        family=intern(data.get("family") or ""),
        status=intern(data.get("status") or "happened"),
        first=_ordinal(when.get("from")),
        last=_ordinal(when.get("to")),
        actors=tuple(read_actor(a) for a in data.get("actors") or ()),
        targets=tuple(read_actor(a) for a in data.get("targets") or ()),
        places=tuple(read_place(p) for p in data.get("places") or ()),
        toll=tuple(
            LinkToll(t["effect"], t.get("low"), t.get("high"), t.get("who")) for t in data.get("toll") or ()
        ),
        chains=tuple(tuple(_source(s) for s in chain) for chain in data.get("chains") or ()),
        trigger=frozenset(s for m in mentions for s in content_stems(m.get("text") or "")),
        words=words,
        norm=norm_of(words),
        alike=alike,
        runs=frozenset(word_runs(context)) - formulas,
        quote=context.strip(),
    )


def _source(data: Mapping[str, Any]) -> LinkSource:
    return LinkSource(intern(data.get("name") or data.get("text") or ""), intern(data.get("kind") or ""))


def _near(text: str, mentions: Iterable[Mapping[str, Any]]) -> str:
    if not text:
        return " ".join(m.get("text") or "" for m in mentions)
    spans = [(max(0, m["start"] - NEAR_CHARS), m["end"] + NEAR_CHARS) for m in mentions if "start" in m]
    return " ".join(text[start:end] for start, end in spans)


def _context(text: str, bounds: Sequence[tuple[int, int]], mentions: Iterable[Mapping[str, Any]]) -> str:
    spans = [(m["start"], m["end"], m.get("text") or "") for m in mentions if "start" in m]
    if not text:
        return " ".join(words for _, _, words in spans)
    hit = [b for b in bounds if any(b[0] < end and start < b[1] for start, end, _ in spans)]
    return " ".join(text[a:b].strip() for a, b in hit)[:CONTEXT_CHARS]


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
