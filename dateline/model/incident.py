"""Incidents: what events from different reports are judged to share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


class EventKey(NamedTuple):
    """Which event of which report. Written 'report/event'."""

    report: str
    event: str

    def __str__(self) -> str:
        return f"{self.report}/{self.event}"

    @classmethod
    def parse(cls, text: str) -> EventKey:
        """The key written `text`; the last slash divides. Raises ValueError where there is none."""
        report, slash, event = text.rpartition("/")
        if not (report and slash and event):
            raise ValueError(f"{text!r} is not written REPORT/EVENT")
        return cls(report, event)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one feature found about a pair of events: its level, the score it adds (log-odds) and why, in
    words."""

    feature: str
    level: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """A comparison of two events: the chance (0..1) that they tell of one occurrence and what speaks for
    it."""

    a: EventKey
    b: EventKey
    probability: float
    findings: tuple[Finding, ...] = ()


RelationKind = Literal["fulfils", "denies", "part_of"]
RELATIONS: tuple[RelationKind, ...] = ("fulfils", "denies", "part_of")


@dataclass(frozen=True, slots=True)
class Relation:
    """A named tie between two incidents that are not one: `source` fulfils, denies or is part of `target`."""

    kind: RelationKind
    source: str
    target: str
    why: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Events of different reports that tell of one occurrence.

    `id` is made from the earliest member, so the same events give the same id in whatever order they arrived.
    `events` are in the order of publication (unknown last), then by report and event id. `cohesion` is the
    mean
    link probability (0..1) of the members' compared pairs; None for an event that stands alone.
    """

    id: str
    events: tuple[EventKey, ...]
    cohesion: float | None = None
    relations: tuple[Relation, ...] = ()
    by_hand: tuple[str, ...] = ()
