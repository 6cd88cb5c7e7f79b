"""P-codes: the administrative codes that humanitarian data is joined by.

Source: OCHA's list of P-codes, a CSV file with the columns Location (ISO 3166-1 alpha-3), Admin Level,
P-Code, Name, Parent P-Code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from anyascii import anyascii

from dateline.errors import PublishError

COLUMNS = ("Location", "Admin Level", "P-Code", "Name", "Parent P-Code")


@dataclass(frozen=True, slots=True)
class PCodes:
    """P-codes by parent code (of level 1: the country's alpha-3 code) and folded name."""

    entries: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def find(self, parent: str | None, name: str | None) -> str | None:
        """The P-code of the division `name` within `parent`; None where unknown or held by two divisions."""
        return self.entries.get((parent, fold(name))) if parent and name else None


NO_PCODES = PCodes()


def fold(name: str) -> str:
    """A division's name for comparing: Latin letters and digits, lower case, without what it is called."""
    words = "".join(c if c.isalnum() else " " for c in anyascii(name).casefold()).split()
    kinds = {"governorate", "province", "district", "region", "state", "oblast", "county", "muhafazat"}
    return "".join(w for w in words if w not in kinds)


def load_pcodes(path: Path) -> PCodes:
    """The P-codes of the CSV file `path`. Raises PublishError where it cannot be read as one."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
            if missing:
                hint = "OCHA's global P-code list, as CSV, for --pcodes"
                raise PublishError(f"{path}: no column {missing[0]!r}", hint=hint)
            return PCodes(_entries(rows))
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(f"{path}: {error}", hint="a readable CSV file for --pcodes") from error


def _entries(rows: Iterable[dict[str, str]]) -> dict[tuple[str, str], str | None]:
    entries: dict[tuple[str, str], str | None] = {}
    for row in rows:
        key = (row["Parent P-Code"], fold(row["Name"]))
        code = row["P-Code"]
        entries[key] = code if entries.get(key, code) == code else None
    return entries
