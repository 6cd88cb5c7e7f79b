"""The schema's version: checked at every opening, brought up to date by the migrations that ship."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from dateline.errors import StoreError
from dateline.store.engine import reading, spell, writing
from dateline.store.tables import metadata

HEAD = "0001"
"""The newest migration. A test holds it to the scripts in `migrations/versions`."""

VERSIONS = ("0001",)
VERSION_TABLE = "dateline_schema"
LOCK = 0x646C6E65


def ensure_schema(engine: Engine) -> None:
    """Brings the database to this Dateline's schema, all of it in one transaction, or leaves it as it was.

    Raises StoreError where the database is newer than this Dateline, or holds another program's tables.
    """
    with reading(engine) as connection:
        if _is_current(engine, connection):
            return
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        if not _is_current(engine, connection):
            _upgrade(connection)


def schema_version(connection: Connection) -> str | None:
    """The migration the database stands at, or None where it has no Dateline tables."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()


def _is_current(engine: Engine, connection: Connection) -> bool:
    version = schema_version(connection)
    if version is None:
        _refuse_strangers(engine, connection)
        return False
    if version not in VERSIONS:
        raise StoreError(
            f"{spell(engine.url)}: its schema is '{version}', this Dateline knows up to '{HEAD}'",
            hint="pip install --upgrade dateline; or --db another database",
        )
    return version == HEAD


def _refuse_strangers(engine: Engine, connection: Connection) -> None:
    found = set(inspect(connection).get_table_names())
    # A PostgreSQL database may be shared with other programs; a SQLite file belongs to one.
    strangers = found if connection.dialect.name == "sqlite" else found & set(metadata.tables)
    if strangers:
        raise StoreError(
            f"{spell(engine.url)}: holds tables of another program ({', '.join(sorted(strangers)[:3])} …)",
            hint="--db another file, or an empty database of its own",
        )


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
