"""Places: gazetteer entries, and a report's references to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.span import Span

Level = Literal["site", "settlement", "district", "region", "country"]
LEVELS: tuple[Level, ...] = ("site", "settlement", "district", "region", "country")


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a gazetteer. Coordinates are WGS84 degrees; `admin` names its divisions, largest first."""

    id: str
    name: str
    level: Level
    lat: float | None
    lon: float | None
    country: str | None
    admin: tuple[str, ...] = ()
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place a report names, resolved as far as can be.

    `id`, `lat`, `lon` are None where no gazetteer entry is close enough; `admin` and `country` then hold the
    area that encloses it. `precision` is how far off the coordinates may be, in km. `name` is the entry's
    name, or the name as written. `country` is ISO 3166-1 alpha-2.
    """

    span: Span
    name: str
    level: Level
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: float | None = None
    admin: tuple[str, ...] = ()
    country: str | None = None
    why: str = ""
