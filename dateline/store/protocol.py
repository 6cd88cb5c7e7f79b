"""The one door to the database. Whatever keeps a record behaves like this, and one suite of tests says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from dateline.model import CodedReport, Report
from dateline.store.records import (
    Area,
    CodingHead,
    EventFilter,
    EventPage,
    EventRow,
    IncidentChanges,
    IncidentFilter,
    IncidentRow,
    IncidentVersion,
    Judgement,
    Kept,
    KeptJudgement,
    Order,
    Original,
    QuarantineEntry,
    StoredReport,
)

if TYPE_CHECKING:
    from dateline.read import Incoming

Facet = Literal["type", "family", "status", "day", "country"]


class Store(Protocol):
    """A record of reports, codings, events, incidents and judgements. Every call is one transaction."""

    # reports and codings

    def add(self, incoming: Incoming, coded: CodedReport, *, settings: str = "") -> Kept:
        """Keeps a report, its original and its coding: all of it or nothing.

        Adding the same again changes nothing. Another coding is kept beside the earlier ones and becomes the
        one that stands. Raises UnreadableError where another text is already kept under the report's id.
        """

    def set_aside(
        self, origin: str, reason: str, *, sha256: str | None = None, incoming: Incoming | None = None
    ) -> bool:
        """Keeps what could not be read or coded, with its reason; tells whether that was new.

        A report that was read but not coded is kept too, and its entry is cleared once it is coded.
        """

    def is_coded(self, report: Report, *, codebook: str, coder: str, settings: str = "") -> bool:
        """Whether this very text's standing coding was made by these."""

    def complete(self, report: Report) -> Report:
        """The report with what is already kept of it: a date or an outlet once known stays known."""

    def report(self, id: str) -> Report | None:
        """The report with its text."""

    def original(self, report_id: str) -> Original | None:
        """The file, page or line it came in, byte for byte."""

    def coded(self, report_id: str, number: int | None = None) -> CodedReport | None:
        """A report's coding: the one that stands, or that of this number (1 is the oldest)."""

    def codings(self, report_id: str) -> tuple[CodingHead, ...]:
        """Every coding of a report, oldest first."""

    def each_report(self) -> Iterator[StoredReport]:
        """Every coded report with its text, by id, in bounded memory."""

    def find_reports(self, prefix: str, *, limit: int = 10) -> tuple[str, ...]:
        """Ids of reports that begin with `prefix`."""

    def recoded_reports(self) -> tuple[str, ...]:
        """Ids of reports that have more than one coding, in order."""

    def quarantined(self, *, cleared: bool = False) -> tuple[QuarantineEntry, ...]:
        """What could not be read or coded, by origin; with `cleared`, what since could as well."""

    # events

    def events(
        self,
        asked: EventFilter = EventFilter(),  # noqa: B008 - frozen
        *,
        order: Order = "date",
        after: str | None = None,
        limit: int = 100,
    ) -> EventPage:
        """A page of the standing events that fulfil `asked`; `after` is the `next` of the page before."""

    def each_event(self, asked: EventFilter = EventFilter(), *, order: Order = "date") -> Iterator[EventRow]:  # noqa: B008
        """All of them, in bounded memory."""

    def count_events(self, asked: EventFilter = EventFilter()) -> int:  # noqa: B008
        """How many there are."""

    def count_by(self, facet: Facet, asked: EventFilter = EventFilter()) -> Mapping[str, int]:  # noqa: B008
        """How many there are of each type, family, status, day ('' where unknown) or country of the place."""

    def find_events(self, prefix: str, *, limit: int = 10) -> tuple[EventRow, ...]:
        """Standing events whose id begins with `prefix`."""

    # incidents

    def save_incidents(self, rows: Iterable[IncidentRow], *, gone: Iterable[str] = ()) -> IncidentChanges:
        """Keeps incidents; those that changed get a new version, `gone` are taken down, not erased."""

    def incidents(
        self,
        asked: IncidentFilter = IncidentFilter(),  # noqa: B008
        *,
        after: str | None = None,
        limit: int = 100,
    ) -> tuple[IncidentVersion, ...]:
        """Standing incidents by id, after the id `after`."""

    def incident(self, id: str) -> IncidentVersion | None:
        """The incident as it now is, standing or not."""

    def incident_versions(self, id: str) -> tuple[IncidentVersion, ...]:
        """All it ever was, oldest first."""

    def incidents_as_of(self, at: str) -> tuple[IncidentVersion, ...]:
        """The incidents as they stood at a time (ISO 8601, UTC)."""

    def incidents_of(self, report_id: str, event_id: str) -> tuple[str, ...]:
        """Ids of the standing incidents that an event belongs to."""

    # judgements and areas

    def judge(self, judgement: Judgement, *, seen: int | None = None) -> KeptJudgement:
        """Appends a person's decision to the chain; none is ever changed.

        With `seen`, the number of the latest judgement about the subject that its maker knows, raises
        OvertakenError where there is a later one.
        """

    def judgements(
        self,
        *,
        subject: str | None = None,
        begins: str | None = None,
        kind: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[KeptJudgement, ...]:
        """Decisions after number `after`, oldest first: about `subject`, about what begins with `begins`, or
        of a kind that begins with `kind`."""

    def check_judgements(self) -> int | None:
        """The number of the first judgement that was tampered with, or None."""

    def save_area(self, area: Area) -> None:
        """Keeps an area under its name, in place of the one before."""

    def areas(self) -> Sequence[Area]:
        """The saved areas by name."""

    def drop_area(self, name: str) -> bool:
        """Forgets an area; tells whether there was one."""

    def tune(self) -> None:
        """Lets the database look at what it now holds, so that it finds things well; after adding much."""

    def close(self) -> None:
        """Gives back the database."""
