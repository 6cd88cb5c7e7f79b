"""The slim record of an event that comparison works on.

Everything a comparison needs more than once is worked out once, when a record is made: folded names, stems,
day numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.model.incident import EventKey


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
