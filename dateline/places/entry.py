"""A place on its way into the gazetteer, and a candidate on its way out."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.place import Level, Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as a source tells it.

    `ids` are prefixed ('geonames:173566', 'wof:1327327459', 'pcode:SY0502'), the source's own first. `names`
    are (text, ISO 639 language or '') pairs, the main one first. `lat`/`lon` are WGS84 degrees or None.
    `radius` is how far the place reaches, in km, where the source says it. `parents` are ids of divisions,
    largest first; `exact` is False where the coordinates are worked out rather than surveyed.
    """

    ids: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    level: Level
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    parents: tuple[str, ...] = ()
    population: int = 0
    radius: float | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries come from, and the credit its licence asks for."""

    name: str
    licence: str
    credit: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A gazetteer entry that a name may mean.

    `score` (0..1) ranks it; `match` (0..1) is how well the name alone fits; `heard` is True where it only
    sounds alike; `why` says so in words.
    """

    place: Place
    score: float
    why: str
    match: float = 1.0
    heard: bool = False
