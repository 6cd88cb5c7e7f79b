"""Statements made of the values of tellings, each with the citations that carry it.

Nothing is said that no source carries: a statement is put together from the values of tellings, and cites
each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

from dateline.codebook import Codebook
from dateline.model import PlaceRef
from dateline.publish.day_words import day_words, when_words
from dateline.publish.derive import all_actors, all_targets, best_date, best_place
from dateline.publish.page_parts import safe_url, toll_phrases, type_title
from dateline.publish.record import Occurrence, Telling

REPORTS = "reports"  # what a chain holds for 'reportedly' (RECORD, 'What counts')
POINTS = ("site", "settlement")


@dataclass(frozen=True, slots=True)
class Citation:
    """A telling that statements rest on, by its number in the list of sources."""

    number: int
    outlet: str
    title: str
    published: str
    url: str | None
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the numbers of the citations that carry it."""

    text: str
    cites: tuple[int, ...]


@dataclass
class Citations:
    """Numbers tellings as they are first cited."""

    found: dict[str, Citation] = field(default_factory=dict)

    def cite(self, tellings: Iterable[Telling]) -> tuple[int, ...]:
        """The numbers of these tellings."""
        return tuple(sorted({self._number(t) for t in tellings}))

    def _number(self, telling: Telling) -> int:
        key = telling.key
        if key not in self.found:
            head, first = telling.report, telling.event.mentions[0]
            self.found[key] = Citation(
                len(self.found) + 1,
                outlet_words(head.outlet) or "outlet unknown",
                head.title or "",
                day_words(head.published) if head.published else "undated",
                head.url,
                f"{key}:{first.start}-{first.end}",
                first.text,
            )
        return self.found[key].number


def make_statement(
    occurrence: Occurrence, book: Codebook, cited: Citations, *, status: bool = False
) -> Statement:
    """What is told of an occurrence in one sentence; `status` says its status too."""
    return Statement(make_sentence(occurrence, book, status=status), cited.cite(occurrence.tellings))


def make_sentence(occurrence: Occurrence, book: Codebook, *, status: bool) -> str:
    """When, what, where, who and whom; with what toll; said by whom: parted by '; '."""
    parts = [
        _told(occurrence, book, status=status),
        ", ".join(toll_phrases(occurrence)),
        f"said by {listed(sources)}" if (sources := _said_by(occurrence)) else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def _told(occurrence: Occurrence, book: Codebook, *, status: bool) -> str:
    event, place, when = occurrence.lead.event, best_place(occurrence), best_date(occurrence)
    by, against = (
        listed(a.name for a in found) for found in (all_actors(occurrence), all_targets(occurrence))
    )
    lead = f"{when_words(when)}: " if when else ""
    what = type_title(event.type, book) + (f" ({event.status})" if status else "")
    told = [
        f"{lead}{what}{_where(place) if place else ''}",
        f"{_role(occurrence)} {by}" if by else "",
        f"{_to_whom(event.family)} {against}" if against else "",
    ]
    return " ".join(words for words in told if words)


def _where(place: PlaceRef) -> str:
    return f" {'at' if place.level in POINTS else 'in'} {place.name}"


def outlet_words(outlet: str | None) -> str | None:
    """The outlet as people call it: of a web address its host."""
    host = urlsplit(outlet).hostname if outlet and safe_url(outlet) else None
    return host.removeprefix("www.") if host else outlet


def listed(names: Iterable[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    known = list(names)
    return " and ".join(part for part in (", ".join(known[:-1]), *known[-1:]) if part)


def _role(occurrence: Occurrence) -> str:
    # Where nobody is told to be the target, those who fight or talk do it with one another.
    alone = all_targets(occurrence) or len(all_actors(occurrence)) < 2
    return "by" if alone or occurrence.lead.event.family not in _words()["mutual"] else "between"


def _to_whom(family: str) -> str:
    told = (word for word, families in _words()["to_whom"].items() if family in families)
    return next(told, "affecting")


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = files("dateline.publish").joinpath("data", "sitrep.yml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def _said_by(occurrence: Occurrence) -> list[str]:
    names = dict.fromkeys(chain[-1].name for e in occurrence.events for chain in e.chains if chain)
    return [f"unnamed {name}" if name == REPORTS else name for name in names]
