"""Migrations of the record's schema, run by Alembic within the transaction that opens the database."""
