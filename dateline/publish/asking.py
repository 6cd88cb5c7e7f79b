"""What a release was asked for, as its seal tells it, and whether two releases were asked for the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import PublishError
from dateline.publish.files import hash_file
from dateline.store import EventFilter

SELECTING = ("filters", "apart", "public")
NAMING = ("actor", "source", "text")
"""Filters whose words may name somebody."""


def filter_values(asked: EventFilter, *, public: bool = False) -> dict[str, Any]:
    """The conditions of a filter that were set, as plain JSON values.

    In a `public` release words that may name somebody are told as their hash: its seal is published, too.
    """
    told = {f.name: getattr(asked, f.name) for f in fields(asked) if getattr(asked, f.name) != f.default}
    return {k: _hash(v) if public and k in NAMING else _plain(v) for k, v in told.items()}


def _hash(words: str) -> str:
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def table_hashes(tables: Mapping[str, Path | None]) -> dict[str, str]:
    """The hashes of the tables that were given, by what each is: a release says which it was made with."""
    return {name: f"sha256:{hash_file(path)}" for name, path in tables.items() if path is not None}


def check_same_question(earlier: Mapping[str, Any], asked: Mapping[str, Any], *, where: Path) -> None:
    """Raises PublishError where the `earlier` release (in the folder `where`) was asked for other events.

    Changes between the two would tell of events as gone that were only not asked for, or show to the public
    what only the earlier one may hold.
    """
    for name in SELECTING:
        before, now = earlier.get(name) or None, asked.get(name) or None
        if before != now:
            told = [str(value or "not set") for value in (before, now)]
            found = f"{where} was made with {name} {told[0]}, this release with {told[1]}"
            raise PublishError(found, hint="the same filters for both, or a release without --after")
