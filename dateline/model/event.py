"""One occurrence as one report tells it, and the values it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.place import PlaceRef
from dateline.model.span import Span
from dateline.model.when import When
from dateline.text.hashing import short_id

Status = Literal["happened", "planned", "threatened", "feared", "denied"]
STATUSES: tuple[Status, ...] = ("happened", "planned", "threatened", "feared", "denied")

Effect = Literal["killed", "injured", "missing", "detained", "displaced"]
EFFECTS: tuple[Effect, ...] = ("killed", "injured", "missing", "detained", "displaced")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, or to whom: the words, whom they mean, and what decided it.

    `name` is the fullest name the report (or the codebook) gives; `id` is a codebook actor's id or None;
    `country` is ISO 3166-1 alpha-2 or None.
    """

    span: Span
    name: str
    id: str | None = None
    country: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people were affected: `low`/`high` are None where not said; unknown is not zero."""

    span: Span
    effect: Effect
    low: int | None
    high: int | None
    who: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Weapon:
    """What it was done with."""

    span: Span
    name: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """One link of a chain: someone who says so. `kind` is a codebook source kind ('official', 'agency' …)."""

    span: Span
    name: str
    kind: str
    why: str = ""


Chain = tuple[SourceLink, ...]
"""Who says so, outermost first; the outlet itself is not in it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence as one report tells it.

    `type_why`, `status_why` and every value's own `why` say what decided it (rule id, or model, version and
    probability, in words). `confidence` is the calibrated chance that the event and its type are right, 0..1.
    """

    id: str
    type: str
    family: str
    status: Status
    confidence: float
    mentions: tuple[Span, ...]
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    date: When | None = None
    toll: tuple[Toll, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    chains: tuple[Chain, ...] = ()
    type_why: str = ""
    status_why: str = ""
    confidence_why: str = ""


def event_id(report_sha256: str, codebook: str, type: str, mentions: tuple[Span, ...]) -> str:
    """A stable event id: the same report, codebook, type and first mention give the same id."""
    first = min(mentions)
    return short_id(report_sha256, codebook, type, str(first.start), str(first.end))
