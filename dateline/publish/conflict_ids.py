"""The numbers and names that UCDP gives conflicts, dyads and sides, from a table of the user's.

Only UCDP gives these. The table is a CSV file: `side_a` and `side_b` as they stand in this record, and beside
them any of GED's own columns, COLUMNS below. An empty cell leaves the column as it is without a table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.codebook.fold import fold_name
from dateline.errors import PublishError

COLUMNS = (
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_b_dset_id",
    "side_b_new_id",
)
SIDES = ("side_a", "side_b")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConflictIds:
    """GED's columns by the folded names of side A and side B."""

    entries: Mapping[tuple[str, str], Cells] = field(default_factory=dict)

    def find(self, side_a: str, side_b: str) -> Cells | None:
        """What the table says of these sides, whichever it lists first; None where it says nothing."""
        if not self.entries:
            return None
        a, b = fold_name(side_a), fold_name(side_b)
        found = self.entries.get((a, b))
        if found is None and (turned := self.entries.get((b, a))):
            return {_turn(column): cell for column, cell in turned.items()}
        return found


NO_IDS = ConflictIds()


def _turn(column: str) -> str:
    turned = {"side_a": "side_b", "side_b": "side_a"}
    return turned.get(column[:6], column[:6]) + column[6:]


def load_ids(path: Path) -> ConflictIds:
    """The table in the CSV file `path`. Raises PublishError where it is none, or holds a pair twice."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            _check_columns(rows.fieldnames or (), path)
            return ConflictIds(_entries(rows, path))
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(f"{path}: {error}", hint="a readable CSV file for --ids") from error


def _check_columns(found: Iterable[str], path: Path) -> None:
    names = list(found)
    hint = f"side_a and side_b, and any of {', '.join(COLUMNS)}"
    for name in SIDES:
        if name not in names:
            raise PublishError(f"{path}: no column {name!r}", hint=hint)
    for name in names:
        if name not in (*SIDES, *COLUMNS):
            raise PublishError(f"{path}: unknown column {name!r}", hint=hint)


def _entries(rows: csv.DictReader[str], path: Path) -> dict[tuple[str, str], Cells]:
    entries: dict[tuple[str, str], Cells] = {}
    for row in rows:
        key = (fold_name(row["side_a"] or ""), fold_name(row["side_b"] or ""))
        if key in entries:
            where = f"{path}:{rows.line_num}"
            raise PublishError(f"{where}: {' and '.join(key)} a second time", hint="one line a pair of sides")
        entries[key] = {column: cell for column in COLUMNS if (cell := row.get(column))}
    return entries
