"""Runs migrations over the connection that the store hands in; it opens none itself."""

from alembic import context

from dateline.store.migrate import VERSION_TABLE
from dateline.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=False,  # the store's own transaction holds all of it
)
context.run_migrations()
