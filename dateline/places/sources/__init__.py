"""One file per kind of gazetteer: each reads its own format and yields entries."""
