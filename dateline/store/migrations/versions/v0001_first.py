"""The first schema: originals, reports, codings, events, incidents, judgements, areas.

Judgements are append-only by trigger: the database itself refuses to change or to delete one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Name = sa.String().with_variant(sa.String(collation="C"), "postgresql")

SQLITE_APPEND_ONLY = (
    "CREATE TRIGGER judgements_no_{verb} BEFORE {verb} ON judgements "
    "BEGIN SELECT RAISE(ABORT, 'a judgement is never changed: append another'); END"
)
POSTGRES_APPEND_ONLY = (
    "CREATE FUNCTION judgements_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'a judgement is never changed: append another'; END $$",
    "CREATE TRIGGER judgements_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON judgements "
    "FOR EACH STATEMENT EXECUTE FUNCTION judgements_append_only()",
)


def upgrade() -> None:
    """Makes every table of the first schema."""
    make_tables()
    if op.get_bind().dialect.name == "postgresql":
        statements: tuple[str, ...] = POSTGRES_APPEND_ONLY
    else:
        statements = tuple(SQLITE_APPEND_ONLY.format(verb=verb) for verb in ("UPDATE", "DELETE"))
    for statement in statements:
        op.execute(statement)


def make_tables() -> None:
    """The tables and their indexes, as they were when this migration was written."""
    op.create_table(
        "areas",
        sa.Column("name", Name, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_areas"),
    )
    op.create_table(
        "incidents",
        sa.Column("id", Name, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("digest", Name, nullable=False),
        sa.Column("type", Name, nullable=False),
        sa.Column("family", Name, nullable=False),
        sa.Column("status", Name, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("country", Name, nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_by_change", "incidents", ["changed_at"], unique=False)
    op.create_index("ix_incidents_by_day", "incidents", ["standing", "day", "id", "latest"], unique=False)
    op.create_index("ix_incidents_by_lat_lon", "incidents", ["standing", "lat", "lon"], unique=False)
    op.create_index("ix_incidents_by_type", "incidents", ["standing", "type", "day", "latest"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", Name, nullable=False),
        sa.Column("kind", Name, nullable=False),
        sa.Column("subject", Name, nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("previous", Name, nullable=False),
        sa.Column("hash", Name, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_judgements"),
        sa.UniqueConstraint("hash", name="uq_judgements_hash"),
    )
    op.create_index("ix_judgements_kind", "judgements", ["kind"], unique=False)
    op.create_index("ix_judgements_subject", "judgements", ["subject"], unique=False)
    op.create_index("ix_judgements_who", "judgements", ["who"], unique=False)
    op.create_table(
        "originals",
        sa.Column("sha256", Name, nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name="pk_originals"),
    )
    op.create_table(
        "quarantine",
        sa.Column("key", Name, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", Name, nullable=True),
        sa.Column("report_id", Name, nullable=True),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("cleared_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_report_id", "quarantine", ["report_id"], unique=False)
    op.create_table(
        "incident_events",
        sa.Column("incident", Name, nullable=False),
        sa.Column("report_id", Name, nullable=False),
        sa.Column("event_id", Name, nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name="fk_incident_events_incident"),
        sa.PrimaryKeyConstraint("incident", "report_id", "event_id", name="pk_incident_events"),
    )
    op.create_index("ix_incident_events_event", "incident_events", ["report_id", "event_id"], unique=False)
    op.create_table(
        "incident_versions",
        sa.Column("incident", Name, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name="fk_incident_versions_incident"),
        sa.PrimaryKeyConstraint("incident", "version", name="pk_incident_versions"),
    )
    op.create_index("ix_incident_versions_at", "incident_versions", ["at"], unique=False)
    op.create_table(
        "reports",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", Name, nullable=False),
        sa.Column("sha256", Name, nullable=False),
        sa.Column("original", Name, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("outlet_folded", Name, nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["original"], ["originals.sha256"], name="fk_reports_original"),
        sa.PrimaryKeyConstraint("seq", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    op.create_index("ix_reports_published", "reports", ["published"], unique=False)
    op.create_index("ix_reports_sha256", "reports", ["sha256"], unique=False)
    op.create_table(
        "codings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("codebook", Name, nullable=False),
        sa.Column("coder", Name, nullable=False),
        sa.Column("settings", Name, nullable=False),
        sa.Column("digest", Name, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Text(), nullable=False),
        sa.Column("coded_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name="fk_codings_report"),
        sa.PrimaryKeyConstraint("id", name="pk_codings"),
        sa.UniqueConstraint(
            "report",
            "codebook",
            "coder",
            "settings",
            "digest",
            name="uq_codings_report_codebook_coder_settings_digest",
        ),
    )
    op.create_index(
        "uq_codings_one_current",
        "codings",
        ["report"],
        unique=True,
        sqlite_where=sa.text("current = 1"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "events",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("report_id", Name, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", Name, nullable=False),
        sa.Column("type", Name, nullable=False),
        sa.Column("family", Name, nullable=False),
        sa.Column("status", Name, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.id"], name="fk_events_coding"),
        sa.PrimaryKeyConstraint("pk", name="pk_events"),
    )
    op.create_index(
        "ix_events_by_confidence", "events", ["current", "confidence", "report_id", "position"], unique=False
    )
    op.create_index(
        "ix_events_by_day", "events", ["current", "day", "report_id", "position", "latest"], unique=False
    )
    op.create_index("ix_events_by_family", "events", ["current", "family", "day", "latest"], unique=False)
    op.create_index("ix_events_by_status", "events", ["current", "status", "day", "latest"], unique=False)
    op.create_index("ix_events_by_type", "events", ["current", "type", "day", "latest"], unique=False)
    op.create_index("ix_events_coding", "events", ["coding"], unique=False)
    op.create_index("ix_events_id", "events", ["id"], unique=False)
    op.create_index("ix_events_report_id", "events", ["report_id"], unique=False)
    op.create_table(
        "event_actors",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("role", Name, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("folded", Name, nullable=False),
        sa.Column("actor_id", Name, nullable=True),
        sa.Column("country", Name, nullable=True),
        sa.ForeignKeyConstraint(["event"], ["events.pk"], name="fk_event_actors_event"),
        sa.PrimaryKeyConstraint("event", "role", "position", name="pk_event_actors"),
    )
    op.create_index("ix_event_actors_actor_id", "event_actors", ["actor_id"], unique=False)
    op.create_table(
        "event_places",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("folded", Name, nullable=False),
        sa.Column("place_id", Name, nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("country", Name, nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("precision", sa.Float(), nullable=True),
        sa.Column("x", sa.Float(), nullable=True),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("z", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["events.pk"], name="fk_event_places_event"),
        sa.PrimaryKeyConstraint("event", "position", name="pk_event_places"),
    )
    op.create_index("ix_event_places_country", "event_places", ["country", "event"], unique=False)
    op.create_index("ix_event_places_place_id", "event_places", ["place_id"], unique=False)
    op.create_index("ix_event_places_point", "event_places", ["lat", "lon", "event"], unique=False)
    op.create_table(
        "event_sources",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("folded", Name, nullable=False),
        sa.Column("kind", Name, nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.pk"], name="fk_event_sources_event"),
        sa.PrimaryKeyConstraint("event", "chain", "position", name="pk_event_sources"),
    )
