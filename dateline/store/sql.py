"""The store over SQLAlchemy: SQLite and PostgreSQL by the same code."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, Select, delete, func, insert, select

from dateline.model import CodedReport, Report
from dateline.store import incidents as kept_incidents
from dateline.store import judgements as kept_judgements
from dateline.store import keeping
from dateline.store import reports as kept_reports
from dateline.store.engine import reading, spell, writing
from dateline.store.protocol import Facet
from dateline.store.queries import begins_with, event_conditions, order_events, write_mark
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
from dateline.store.rows import UNKNOWN_DAY, RowLike, dump_json, event_from_row, head_from_row, storable
from dateline.store.tables import areas, codings, event_places, events, quarantine, reports
from dateline.text.hashing import short_id

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
        entry = {
            "origin": storable(origin),
            "reason": storable(reason),
            "sha256": sha256,
            "report_id": storable(report_id) if report_id else None,
        }
        key = short_id(*(str(value or "") for value in entry.values()), length=32)
        with writing(self.engine) as connection:
            if incoming:
                keeping.keep_report(connection, incoming, now=now)
            row = {"key": key, **entry, "seen_at": now, "cleared_at": None}
            return keeping.insert_new(connection, quarantine, row)

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
        asked = select(quarantine).order_by(quarantine.c.origin, quarantine.c.key)
        if not cleared:
            asked = asked.where(quarantine.c.cleared_at.is_(None))
        with reading(self.engine) as connection:
            rows = connection.execute(asked).mappings().all()
        return tuple(QuarantineEntry(**{k: v for k, v in row.items() if k != "key"}) for row in rows)

    # events

    def events(
        self, asked: EventFilter = ALL, *, order: Order = "date", after: str | None = None, limit: int = 100
    ) -> EventPage:
        """A page of the standing events that fulfil `asked`."""
        query = order_events(_events_with_heads(asked), order, after).limit(limit + 1)
        with reading(self.engine) as connection:
            rows = connection.execute(query).mappings().all()
        more = write_mark(rows[limit - 1], order) if len(rows) > limit else None
        return EventPage(tuple(_event_row(row) for row in rows[:limit]), more)

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
        query = _select_events(func.count(), asked=asked)
        with reading(self.engine) as connection:
            return int(connection.execute(query).scalar_one())

    def count_by(self, facet: Facet, asked: EventFilter = ALL) -> Mapping[str, int]:
        """How many there are of each value of `facet`, in order of the values."""
        if facet == "country":
            column: Any = event_places.c.country
            joined = _select_events(column, func.count(events.c.pk.distinct()), asked=asked)
            query = joined.join(event_places, event_places.c.event == events.c.pk).where(column.is_not(None))
        else:
            column = events.c[facet]
            query = _select_events(column, func.count(), asked=asked)
        with reading(self.engine) as connection:
            rows = connection.execute(query.group_by(column).order_by(column)).all()
        return {_facet_name(value): int(count) for value, count in rows}

    def find_events(self, prefix: str, *, limit: int = 10) -> tuple[EventRow, ...]:
        """Standing events whose id begins with `prefix`."""
        named = events.alias()
        fits = select(named.c.pk).where(begins_with(named.c.id, prefix))
        query = _events_with_heads(ALL).where(events.c.pk.in_(fits))
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(events.c.id, events.c.report_id).limit(limit)).mappings()
            return tuple(_event_row(row) for row in rows)

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
        row = {"name": area.name, "record": dump_json(area.record), "saved_at": self._now()}
        with writing(self.engine) as connection:
            connection.execute(delete(areas).where(areas.c.name == area.name))
            connection.execute(insert(areas), row)

    def areas(self) -> tuple[Area, ...]:
        """The saved areas by name."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(areas).order_by(areas.c.name)).mappings()
            return tuple(Area(row["name"], json.loads(row["record"])) for row in rows)

    def drop_area(self, name: str) -> bool:
        """Forgets an area."""
        with writing(self.engine) as connection:
            return connection.execute(delete(areas).where(areas.c.name == name)).rowcount == 1

    def tune(self) -> None:
        """Lets SQLite look at what it now holds; PostgreSQL does so by itself."""
        if self.engine.dialect.name == "sqlite":
            with writing(self.engine) as connection:
                connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
                connection.exec_driver_sql("ANALYZE")

    def close(self) -> None:
        """Gives back the database."""
        self.engine.dispose()


def _select_events(*columns: Any, asked: EventFilter) -> Select[Any]:
    return select(*columns).select_from(events).where(*event_conditions(asked))


def _events_with_heads(asked: EventFilter) -> Select[Any]:
    head = [c for c in reports.c if c.name in ("sha256", "published", "outlet", "title", "url", "language")]
    own = [events.c.id.label("event_id"), events.c.report_id, events.c.position, events.c.day]
    coder = [codings.c.codebook, codings.c.coder]
    query = _select_events(*own, events.c.confidence, events.c.record, *head, *coder, asked=asked)
    with_reports = query.join(reports, reports.c.id == events.c.report_id)
    return with_reports.join(codings, codings.c.id == events.c.coding)


def _event_row(row: RowLike) -> EventRow:
    head = head_from_row({**row, "id": row["report_id"]})
    return EventRow(head, event_from_row(row), row["codebook"], row["coder"])


def _facet_name(value: Any) -> str:
    return "" if value == UNKNOWN_DAY else str(value)
