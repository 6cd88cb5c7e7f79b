"""What the store hands out and takes in, as plain frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dateline.model import CodedReport, Event, Report, ReportHead

Kept = Literal["new", "recoded", "known"]
"""What adding did: a report not seen before, one coded anew beside its earlier codings, or nothing."""

Order = Literal["date", "newest", "unsure"]
"""By day (unknown days last), by day backwards (unknown days first), or the least confident first."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file, page or line exactly as it came in. `retrieved` is ISO 8601 in UTC, where it was fetched."""

    sha256: str
    content: bytes
    media_type: str
    origin: str
    retrieved: str | None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with the coding that now stands."""

    report: Report
    coded: CodedReport


@dataclass(frozen=True, slots=True)
class CodingHead:
    """One coding of a report, without its events. `settings` digests whatever else bears on it."""

    number: int
    codebook: str
    coder: str
    settings: str
    digest: str
    current: bool
    events: int
    coded_at: str


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """Something that could not be read or coded, and why. `report_id` where it was read but not coded."""

    origin: str
    reason: str
    sha256: str | None
    report_id: str | None
    seen_at: str
    cleared_at: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with the head of the report that tells it, and what coded it."""

    report: ReportHead
    event: Event
    codebook: str
    coder: str


@dataclass(frozen=True, slots=True)
class Circle:
    """What lies within `km` of a point (WGS84 degrees)."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Box:
    """Between two meridians and two parallels (WGS84 degrees); west > east crosses the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to give: all conditions hold at once; several values of one condition are alternatives.

    `since`/`until` are days, inclusive; events whose date is unknown match neither. `place`, `actor`,
    `source` and `text` match parts of names, whatever the case and accents; `source` also the outlet.
    `countries` are where it happened, ISO 3166-1 alpha-2. Only codings that now stand are looked at.
    """

    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    place: str | None = None
    circle: Circle | None = None
    box: Box | None = None
    actor: str | None = None
    source: str | None = None
    text: str | None = None
    min_confidence: float = 0.0
    max_confidence: float = 1.0
    reports: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some of the events asked for; `next` asks for those after them, None at the end."""

    rows: tuple[EventRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident as the linker hands it over: its id, its events, what to find it by, and its whole record.

    `events` are (report id, event id). `earliest`/`latest` are days, inclusive. `record` is plain JSON.
    """

    id: str
    events: tuple[tuple[str, str], ...]
    record: Mapping[str, Any]
    type: str = ""
    family: str = ""
    status: str = ""
    earliest: date | None = None
    latest: date | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    reports: int = 0
    origins: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class IncidentVersion:
    """An incident as it stood from `at` on. `standing` is False where it was merged away or fell apart."""

    id: str
    version: int
    at: str
    standing: bool
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents to give; as EventFilter, over the incident's own type, days, country and point."""

    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    box: Box | None = None
    min_reports: int = 0
    min_origins: int = 0
    changed_since: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentChanges:
    """The ids a save made new, changed, or took down."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, as it is asked to be kept.

    `subject` names what it is about ('event REPORT/EVENT', 'incident ID', 'report ID'); `before` and
    `after` are plain JSON values, None where there was, or is to be, nothing.
    """

    who: str
    kind: str
    subject: str
    before: Any = None
    after: Any = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class KeptJudgement:
    """A judgement in its place in the chain: `hash` covers all of it and the hash of the one before."""

    seq: int
    at: str
    judgement: Judgement
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Area:
    """A saved area: its name and its definition as plain JSON values."""

    name: str
    record: Mapping[str, Any] = field(default_factory=dict)
