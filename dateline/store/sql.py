"""The store over SQLAlchemy: each call one transaction, SQLite and PostgreSQL by the same code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from dateline.model import CodedReport, Report
from dateline.store import areas as kept_areas
from dateline.store import events as kept_events
from dateline.store import incidents as kept_incidents
from dateline.store import judgements as kept_judgements
from dateline.store import keeping
from dateline.store import quarantine as kept_quarantine
from dateline.store import reports as kept_reports
from dateline.store.engine import reading, spell, writing
from dateline.store.protocol import Facet
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

ALL = EventFilter()
ALL_INCIDENTS = IncidentFilter()
PAGE = 500


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class SqlStore:
    """See `dateline.store.protocol.Store`; `clock` gives the times that are kept."""

    def __init__(self, engine: Engine, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = engine
        self._clock = clock

    def __str__(self) -> str:
        return spell(self.engine.url)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")

    # reports and codings

    def add(self, incoming: Incoming, coded: CodedReport, *, settings: str = "") -> Kept:
        """Keeps a report, its original and its coding, in one transaction."""
        now = self._now()
        with writing(self.engine) as connection:
            key, _ = keeping.keep_report(connection, incoming, now=now)
            return keeping.keep_coding(connection, key, incoming, coded, settings=settings, now=now)

    def set_aside(
        self, origin: str, reason: str, *, sha256: str | None = None, incoming: Incoming | None = None
    ) -> bool:
        """Keeps what could not be read or coded, with its reason."""
        now, report_id = self._now(), incoming.report.id if incoming else None
        with writing(self.engine) as connection:
            if incoming:
                keeping.keep_report(connection, incoming, now=now)
            return kept_quarantine.add_entry(
                connection, origin, reason, sha256=sha256, report_id=report_id, now=now
            )

    def is_coded(self, report: Report, *, codebook: str, coder: str, settings: str = "") -> bool:
        """Whether this text's standing coding was made by these."""
        with reading(self.engine) as connection:
            return kept_reports.has_coding(
                connection, report, codebook=codebook, coder=coder, settings=settings
            )

    def complete(self, report: Report) -> Report:
        """The report with what is already kept of it."""
        with reading(self.engine) as connection:
            return kept_reports.complete_report(connection, report)

    def report(self, id: str) -> Report | None:
        """The report with its text."""
        with reading(self.engine) as connection:
            return kept_reports.read_report(connection, id)

    def original(self, report_id: str) -> Original | None:
        """What the report came in, byte for byte."""
        with reading(self.engine) as connection:
            return kept_reports.read_original(connection, report_id)

    def coded(self, report_id: str, number: int | None = None) -> CodedReport | None:
        """The coding that stands, or that of this number."""
        with reading(self.engine) as connection:
            return kept_reports.read_coded(connection, report_id, number)

    def codings(self, report_id: str) -> tuple[CodingHead, ...]:
        """Every coding of a report, oldest first."""
        with reading(self.engine) as connection:
            return kept_reports.read_codings(connection, report_id)

    def each_report(self) -> Iterator[StoredReport]:
        """Every coded report, by id; each batch is a transaction of its own."""
        last = ""
        while True:
            with reading(self.engine) as connection:
                batch = kept_reports.read_batch(connection, last)
            if not batch:
                return
            yield from batch
            last = batch[-1].report.id

    def find_reports(self, prefix: str, *, limit: int = 10) -> tuple[str, ...]:
        """Ids of reports that begin with `prefix`."""
        with reading(self.engine) as connection:
            return tuple(kept_reports.find_ids(connection, prefix, limit=limit))

    def recoded_reports(self) -> tuple[str, ...]:
        """Ids of reports that have more than one coding."""
        with reading(self.engine) as connection:
            return kept_reports.recoded_ids(connection)

    def quarantined(self, *, cleared: bool = False) -> tuple[QuarantineEntry, ...]:
        """What could not be read or coded, by origin."""
        with reading(self.engine) as connection:
            return kept_quarantine.read_entries(connection, cleared=cleared)

    # events

    def events(
        self, asked: EventFilter = ALL, *, order: Order = "date", after: str | None = None, limit: int = 100
    ) -> EventPage:
        """A page of the standing events that fulfil `asked`."""
        with reading(self.engine) as connection:
            return kept_events.read_page(connection, asked, order=order, after=after, limit=limit)

    def each_event(self, asked: EventFilter = ALL, *, order: Order = "date") -> Iterator[EventRow]:
        """All of them, page by page."""
        after: str | None = None
        while True:
            page = self.events(asked, order=order, after=after, limit=PAGE)
            yield from page.rows
            if page.next is None:
                return
            after = page.next

    def count_events(self, asked: EventFilter = ALL) -> int:
        """How many there are."""
        with reading(self.engine) as connection:
            return kept_events.count_events(connection, asked)

    def count_by(self, facet: Facet, asked: EventFilter = ALL) -> Mapping[str, int]:
        """How many there are of each value of `facet`, in order of the values."""
        with reading(self.engine) as connection:
            return kept_events.count_by(connection, facet, asked)

    def find_events(self, prefix: str, *, limit: int = 10) -> tuple[EventRow, ...]:
        """Standing events whose id begins with `prefix`."""
        with reading(self.engine) as connection:
            return kept_events.find_events(connection, prefix, limit=limit)

    # incidents

    def save_incidents(self, rows: Iterable[IncidentRow], *, gone: Iterable[str] = ()) -> IncidentChanges:
        """Keeps incidents, adding a version to those that changed."""
        with writing(self.engine) as connection:
            return kept_incidents.save_incidents(connection, rows, gone=gone, now=self._now())

    def incidents(
        self, asked: IncidentFilter = ALL_INCIDENTS, *, after: str | None = None, limit: int = 100
    ) -> tuple[IncidentVersion, ...]:
        """Standing incidents by id."""
        with reading(self.engine) as connection:
            return kept_incidents.read_incidents(connection, asked, after=after, limit=limit)

    def incident(self, id: str) -> IncidentVersion | None:
        """The incident as it now is."""
        with reading(self.engine) as connection:
            return kept_incidents.read_incident(connection, id)

    def incident_versions(self, id: str) -> tuple[IncidentVersion, ...]:
        """All it ever was, oldest first."""
        with reading(self.engine) as connection:
            return kept_incidents.read_versions(connection, id)

    def incidents_as_of(self, at: str) -> tuple[IncidentVersion, ...]:
        """The incidents as they stood at a time."""
        with reading(self.engine) as connection:
            return kept_incidents.read_as_of(connection, at)

    def incidents_of(self, report_id: str, event_id: str) -> tuple[str, ...]:
        """Ids of the standing incidents that an event belongs to."""
        with reading(self.engine) as connection:
            return kept_incidents.read_incidents_of(connection, report_id, event_id)

    # judgements and areas

    def judge(self, judgement: Judgement, *, seen: int | None = None) -> KeptJudgement:
        """Appends a person's decision to the chain."""
        with writing(self.engine) as connection:
            return kept_judgements.append_judgement(connection, judgement, now=self._now(), seen=seen)

    def judgements(
        self,
        *,
        subject: str | None = None,
        begins: str | None = None,
        kind: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[KeptJudgement, ...]:
        """Decisions, oldest first."""
        with reading(self.engine) as connection:
            return kept_judgements.read_judgements(
                connection, subject=subject, begins=begins, kind=kind, after=after, limit=limit
            )

    def check_judgements(self) -> int | None:
        """The number of the first judgement that was tampered with, or None."""
        return kept_judgements.find_break(self.judgements())

    def save_area(self, area: Area) -> None:
        """Keeps an area in place of the one of that name."""
        now = self._now()
        with writing(self.engine) as connection:
            kept_areas.save_area(connection, area, now=now)

    def areas(self) -> tuple[Area, ...]:
        """The saved areas by name."""
        with reading(self.engine) as connection:
            return kept_areas.read_areas(connection)

    def drop_area(self, name: str) -> bool:
        """Forgets an area."""
        with writing(self.engine) as connection:
            return kept_areas.drop_area(connection, name)

    def tune(self) -> None:
        """Lets SQLite look at what it now holds; PostgreSQL does so by itself."""
        if self.engine.dialect.name == "sqlite":
            with writing(self.engine) as connection:
                connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
                connection.exec_driver_sql("ANALYZE")

    def close(self) -> None:
        """Gives back the database."""
        self.engine.dispose()
