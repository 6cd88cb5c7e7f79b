"""One file a migration, oldest first; a published one is never changed."""
