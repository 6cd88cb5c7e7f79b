"""The tables of the record, as SQLAlchemy describes them; `migrations/` builds them in a database.

Times are ISO 8601 text in UTC and JSON is text, so that both databases keep and sort them alike. Identifiers
and folded names sort by code point ("C" in PostgreSQL), so that order never depends on a server's locale.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Name = String().with_variant(String(collation="C"), "postgresql")

originals = Table(
    "originals",
    metadata,
    Column("sha256", Name, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
    Column("media_type", String, nullable=False),
    Column("origin", Text, nullable=False),
    Column("retrieved", String),
)

reports = Table(
    "reports",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Name, nullable=False, unique=True),
    Column("sha256", Name, nullable=False, index=True),
    Column("original", Name, ForeignKey("originals.sha256"), nullable=False),
    Column("origin", Text, nullable=False),
    Column("published", Date, index=True),
    Column("outlet", Text),
    Column("outlet_folded", Name),
    Column("title", Text),
    Column("url", Text),
    Column("language", String),
    Column("text", Text, nullable=False),
    Column("unread", Text, nullable=False),
    Column("kept_at", String, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("key", Name, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sha256", Name),
    Column("report_id", Name, index=True),
    Column("seen_at", String, nullable=False),
    Column("cleared_at", String),
)

codings = Table(
    "codings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.seq"), nullable=False),
    Column("codebook", Name, nullable=False),
    Column("coder", Name, nullable=False),
    Column("settings", Name, nullable=False),
    Column("digest", Name, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("events", Integer, nullable=False),
    Column("unread", Text, nullable=False),
    Column("coded_at", String, nullable=False),
    UniqueConstraint("report", "codebook", "coder", "settings", "digest"),
    Index(
        "uq_codings_one_current",
        "report",
        unique=True,
        sqlite_where=text("current = 1"),
        postgresql_where=text("current"),
    ),
)

events = Table(
    "events",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("coding", Integer, ForeignKey("codings.id"), nullable=False, index=True),
    Column("current", Boolean, nullable=False),
    Column("report_id", Name, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("id", Name, nullable=False, index=True),
    Column("type", Name, nullable=False),
    Column("family", Name, nullable=False),
    Column("status", Name, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("day", Date, nullable=False),
    Column("latest", Date),
    Column("words", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_events_by_day", "current", "day", "report_id", "position", "latest"),
    Index("ix_events_by_confidence", "current", "confidence", "report_id", "position"),
    Index("ix_events_by_type", "current", "type", "day", "latest"),
    Index("ix_events_by_family", "current", "family", "day", "latest"),
    Index("ix_events_by_status", "current", "status", "day", "latest"),
)

event_places = Table(
    "event_places",
    metadata,
    Column("event", Integer, ForeignKey("events.pk"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("folded", Name, nullable=False),
    Column("place_id", Name, index=True),
    Column("level", String, nullable=False),
    Column("country", Name),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", Float),
    Column("x", Float),
    Column("y", Float),
    Column("z", Float),
    Index("ix_event_places_country", "country", "event"),
    Index("ix_event_places_point", "lat", "lon", "event"),
)

event_actors = Table(
    "event_actors",
    metadata,
    Column("event", Integer, ForeignKey("events.pk"), primary_key=True),
    Column("role", Name, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("folded", Name, nullable=False),
    Column("actor_id", Name, index=True),
    Column("country", Name),
)

event_sources = Table(
    "event_sources",
    metadata,
    Column("event", Integer, ForeignKey("events.pk"), primary_key=True),
    Column("chain", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("folded", Name, nullable=False),
    Column("kind", Name, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Name, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("standing", Boolean, nullable=False),
    Column("digest", Name, nullable=False),
    Column("type", Name, nullable=False),
    Column("family", Name, nullable=False),
    Column("status", Name, nullable=False),
    Column("day", Date, nullable=False),
    Column("latest", Date),
    Column("country", Name),
    Column("lat", Float),
    Column("lon", Float),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("record", Text, nullable=False),
    Column("changed_at", String, nullable=False),
    Index("ix_incidents_by_day", "standing", "day", "id", "latest"),
    Index("ix_incidents_by_type", "standing", "type", "day", "latest"),
    Index("ix_incidents_by_lat_lon", "standing", "lat", "lon"),
    Index("ix_incidents_by_change", "changed_at"),
)

incident_versions = Table(
    "incident_versions",
    metadata,
    Column("incident", Name, ForeignKey("incidents.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", String, nullable=False, index=True),
    Column("standing", Boolean, nullable=False),
    Column("record", Text, nullable=False),
)

incident_events = Table(
    "incident_events",
    metadata,
    Column("incident", Name, ForeignKey("incidents.id"), primary_key=True),
    Column("report_id", Name, primary_key=True),
    Column("event_id", Name, primary_key=True),
    Index("ix_incident_events_event", "report_id", "event_id"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", Name, nullable=False, index=True),
    Column("kind", Name, nullable=False, index=True),
    Column("subject", Name, nullable=False, index=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("previous", Name, nullable=False),
    Column("hash", Name, nullable=False, unique=True),
)

areas = Table(
    "areas",
    metadata,
    Column("name", Name, primary_key=True),
    Column("record", Text, nullable=False),
    Column("saved_at", String, nullable=False),
)
