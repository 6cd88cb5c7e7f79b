"""The slim record of an event that comparison works on, and its making from coded reports.

Everything a comparison needs more than once is worked out here, once: folded names, stems, day numbers.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from sys import intern
from typing import Any

from anyascii import anyascii

from dateline.codebook import Codebook, load_codebook
from dateline.incidents.credits import find_credits
from dateline.incidents.reprints import fingerprints
from dateline.incidents.words import (
    content_stems,
    generic_stems,
    norm_of,
    rarity,
    sentence_bounds,
    stems,
)
from dateline.model import CodedReport
from dateline.model.incident import EventKey
from dateline.model.wire import coded_to_json

RUN_WORDS = 6
"""How many words in a row two texts seldom share by chance."""

STORY_WORDS = 250
"""How many of a report's rarest stems stand for its story."""

CONTEXT_CHARS = 700
"""How much of the sentences of an event's mentions is searched for shared wording at most, in code points."""

NEAR_CHARS = 100
"""How far around an event's mentions words are compared, in code points: farther off stand other events."""


@dataclass(frozen=True, slots=True)
class LinkActor:
    """A side by its folded name; `own` are the stems that tell it from others of its kind, `all` every
    one."""

    key: str
    name: str
    own: frozenset[str]
    all: frozenset[str]
    country: str | None = None

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """A place by id or folded name, with WGS84 degrees and precision in km where known."""

    key: str
    name: str
    level: str
    lat: float | None = None
    lon: float | None = None
    precision: float | None = None
    admin: frozenset[str] = frozenset()
    country: str | None = None

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class LinkToll:
    """A figure: `low`/`high` are None where that end is not said."""

    effect: str
    low: int | None
    high: int | None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class LinkSource:
    """Someone who says so, outermost first in a chain."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """A report as linking sees it. `published` is a day number (`date.toordinal`); `words` its telling stems.

    `prints` are its text's fingerprints, `credits` the agencies it rests on.
    """

    id: str
    published: int | None = None
    outlet: str | None = None
    title: str | None = None
    words: frozenset[str] = frozenset()
    prints: frozenset[int] = frozenset()
    credits: frozenset[str] = frozenset()
    norm: float = 0.0


@dataclass(frozen=True, slots=True)
class LinkEvent:
    """One event as linking sees it. `first`/`last` are day numbers, both inclusive, None where not fixed.

    `words` are the telling stems near its mentions, `alike` is how many events of its type its report has.
    """

    key: EventKey
    report: LinkReport
    type: str
    family: str
    status: str
    first: int | None = None
    last: int | None = None
    actors: tuple[LinkActor, ...] = ()
    targets: tuple[LinkActor, ...] = ()
    places: tuple[LinkPlace, ...] = ()
    toll: tuple[LinkToll, ...] = ()
    chains: tuple[tuple[LinkSource, ...], ...] = ()
    trigger: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    runs: frozenset[int] = frozenset()
    norm: float = 0.0
    alike: int = 1
    quote: str = field(default="", compare=False)

    @property
    def dated(self) -> bool:
        """Whether the report fixes a day or a stretch of days."""
        return self.first is not None or self.last is not None


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


def read_actor(data: Mapping[str, Any]) -> LinkActor:
    """A side from its JSON: by its codebook id, that of the actor its name stands for, or its folded name."""
    name = data.get("name") or data.get("text") or ""
    every = frozenset(content_stems(name)) or frozenset(stems(name))
    own = every - generic_stems()
    id, country = (data["id"], data.get("country")) if data.get("id") else _listed(name, bool(own))
    return LinkActor(intern(id or fold(name)), name, own, every, data.get("country") or country)


@lru_cache(maxsize=50_000)
def _listed(name: str, telling: bool) -> tuple[str | None, str | None]:
    """The codebook's id and country for a side that the coding left without an id."""
    codebook = _codebook()
    entry = codebook.find_actor(name)
    if entry is None:
        return None, codebook.country_of(name)
    return entry.id if telling else None, entry.country


@cache
def _codebook() -> Codebook:
    return load_codebook()


def read_place(data: Mapping[str, Any]) -> LinkPlace:
    """A place from its JSON: by gazetteer id where it has one, by folded name otherwise."""
    name = data.get("name") or data.get("text") or ""
    return LinkPlace(
        key=intern(str(data.get("id") or fold(name))),
        name=name,
        level=intern(data.get("level") or "settlement"),
        lat=data.get("lat"),
        lon=data.get("lon"),
        precision=data.get("precision"),
        admin=frozenset(fold(a) for a in data.get("admin") or ()),
        country=data.get("country"),
    )


def fold(name: str) -> str:
    """A name without case, accents, punctuation or leading article."""
    plain = re.sub(r"[^a-z0-9]+", " ", anyascii(name).lower()).strip()
    return intern(plain.removeprefix("the "))


def word_runs(text: str, size: int = RUN_WORDS) -> Iterator[int]:
    """The runs of `size` words in `text`, as numbers that are the same on every machine: shared wording
    shows."""
    words = list(stems(text))
    return (_steady_hash(" ".join(words[i : i + size])) for i in range(len(words) - size + 1))


def recurring_runs(text: str) -> frozenset[int]:
    """The runs that a report itself repeats: formulas of its genre, which tell nothing about one
    occurrence."""
    counts = Counter(word_runs(text))
    return frozenset(run for run, count in counts.items() if count > 1)


def _steady_hash(text: str) -> int:
    return zlib.crc32(text.encode())


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
