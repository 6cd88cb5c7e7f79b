"""The schema and its migrations."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import dateline.store.migrations
from dateline.errors import StoreError
from dateline.store import SqlStore, open_store
from dateline.store.engine import reading, writing
from dateline.store.migrate import HEAD, VERSION_TABLE, VERSIONS, schema_version
from dateline.store.tables import metadata

MIGRATIONS = Path(dateline.store.migrations.__file__).parent


def test_the_versions_named_in_code_are_the_migrations_that_ship() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_heads() == [HEAD]
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == VERSIONS


def test_the_migrations_build_the_tables_that_the_code_describes(store: SqlStore) -> None:
    with reading(store.engine) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
        assert schema_version(connection) == HEAD


def test_a_newer_database_is_refused_with_what_to_do_and_left_alone(where: str) -> None:
    store = open_store(where)
    with writing(store.engine) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreError, match="its schema is '9999'") as raised:
        open_store(where)
    assert "upgrade dateline" in (raised.value.hint or "")
    with reading(store.engine) as connection:
        assert schema_version(connection) == "9999"
    store.close()


def test_a_migration_that_fails_leaves_no_half_built_schema(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dateline.store.migrate as migrate

    upgrade = migrate._upgrade

    def fail(connection: object) -> None:
        upgrade(connection)  # type: ignore[arg-type]
        raise StoreError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(migrate, "_upgrade", fail)
        with pytest.raises(StoreError, match="power cut"):
            open_store(where)
    store = open_store(where)
    assert store.count_events() == 0
    store.close()
