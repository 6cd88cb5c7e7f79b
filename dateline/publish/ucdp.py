"""UCDP GED: one row per occurrence with at least one death, in GED's 49 columns.

Source: Uppsala Conflict Data Program, Georeferenced Event Dataset Codebook 24.1. The rows and all ids are
this record's own, not UCDP's; conflicts get no number, as UCDP alone gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dateline.publish.context import Context
from dateline.publish.layouts import columns_of
from dateline.publish.projection import LeftOutError
from dateline.publish.record import Record, occurrences
from dateline.publish.sheet import Cell, Sheet
from dateline.publish.spool import group_rows
from dateline.publish.trace import Outcome, TraceLine
from dateline.publish.ucdp_cells import ucdp_cells

Row = tuple[tuple[str, ...], dict[str, Cell]]
"""The events as 'report/event', and the cells."""

ACTIVE_YEAR = 25
"""So many deaths of a dyad in a year make the year active (GED Codebook, 'active_year')."""


class Ucdp:
    """See the module."""

    name = "ucdp"
    suffix = ".ucdp.csv"
    about = "UCDP GED's 49 columns: one row per occurrence with at least one death"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """Rows by dyad and year, whatever the order of the records."""
        sheet = Sheet(out, columns_of("ucdp"))
        for _, rows in group_rows(_keyed(records, context)):
            yield from (row for row in rows if isinstance(row, TraceLine))
            found = [row for row in rows if not isinstance(row, TraceLine)]
            active = int(sum(int(cells["best"] or 0) for _, cells in found) >= ACTIVE_YEAR)
            for keys, cells in sorted(found, key=lambda row: (str(row[1]["date_start"]), row[0])):
                sheet.row({**cells, "active_year": active})
                yield from _trace(keys, cells)


def _keyed(records: Iterable[Record], context: Context) -> Iterator[tuple[str, Row | TraceLine]]:
    for occurrence in occurrences(records, context.incidents):
        try:
            cells = ucdp_cells(occurrence, context.codebook)
            yield f"{cells['dyad_name']}\x1f{cells['year']}", (occurrence.keys, cells)
        except LeftOutError as reason:
            # NUL sorts first: what was left out is told before the rows.
            yield f"\0{occurrence.id}", reason.line(occurrence)


def _trace(keys: tuple[str, ...], cells: dict[str, Cell]) -> Iterator[TraceLine]:
    row = str(cells["id"])
    why = f"type {cells['type_of_violence']}, best {cells['best']}, low {cells['low']}, high {cells['high']}"
    outcome: Outcome = "merged" if len(keys) > 1 else "written"
    yield TraceLine(outcome, "UCDP: one row per incident", row, keys, why)
    if cells["low"] != cells["high"]:
        why = "reports differ or leave an end open; the lowest total is the best estimate"
        yield TraceLine("written", "UCDP: differing tolls", row, keys, why)


FORMAT = Ucdp()
