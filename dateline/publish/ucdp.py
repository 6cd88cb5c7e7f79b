"""UCDP GED: one row per occurrence with at least one death, in GED's 49 columns.

Source: Uppsala Conflict Data Program, Georeferenced Event Dataset Codebook 24.1. The rows and all ids are
this record's own, not UCDP's, where no table of UCDP's ids is given (see `conflict_ids`); conflicts get no
number without one, as it takes UCDP's judgement what a conflict is about. code_status is 'Clear' only where
the coder is sure (0.8): no person at UCDP has seen the row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from dateline.publish.context import Context
from dateline.publish.layouts import columns_of
from dateline.publish.projection import LeftOutError
from dateline.publish.record import Record, occurrences
from dateline.publish.sheet import Cell, Sheet
from dateline.publish.spool import sort_rows
from dateline.publish.trace import Outcome, TraceLine
from dateline.publish.ucdp_cells import ucdp_cells

Row = tuple[tuple[str, ...], tuple[Cell, ...]]
"""The events as 'report/event', and the cells in the order of the columns."""

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
        columns = columns_of("ucdp")
        sheet, deaths = Sheet(out, columns), Counter[tuple[Cell, Cell]]()
        for _, row in sort_rows(_keyed(records, context, deaths)):
            if isinstance(row, TraceLine):
                yield row
                continue
            keys, values = row
            cells = dict(zip(columns, values, strict=True))
            cells["active_year"] = int(deaths[_dyad_year(cells)] >= ACTIVE_YEAR)
            sheet.row(cells)
            yield from _trace(keys, cells)
            if context.ids.entries and not cells["conflict_new_id"]:
                why = f"the table of ids does not have {cells['dyad_name']}"
                yield TraceLine("unknown", "UCDP: no conflict id", str(cells["id"]), keys, why)
        if deaths and not context.ids.entries:
            yield TraceLine("unknown", "UCDP: no conflict ids", None, (), "no table of UCDP's ids was given")


def _keyed(
    records: Iterable[Record], context: Context, deaths: Counter[tuple[Cell, Cell]]
) -> Iterator[tuple[str, Row | TraceLine]]:
    # `deaths` gets the sums that say which years of a dyad were active: all of them, before the first row.
    columns = columns_of("ucdp")
    for occurrence in occurrences(records, context.incidents):
        try:
            cells = ucdp_cells(occurrence, context.codebook, context.ids)
        except LeftOutError as reason:
            # NUL sorts first: what was left out is told before the rows.
            yield f"\0{occurrence.id}", reason.line(occurrence)
            continue
        deaths[_dyad_year(cells)] += int(cells["best"] or 0)
        place = (cells["dyad_name"], cells["year"], cells["date_start"], *occurrence.keys)
        yield "\x1f".join(map(str, place)), (occurrence.keys, tuple(map(cells.get, columns)))


def _dyad_year(cells: Mapping[str, Cell]) -> tuple[Cell, Cell]:
    return cells["dyad_name"], cells["year"]


def _trace(keys: tuple[str, ...], cells: dict[str, Cell]) -> Iterator[TraceLine]:
    row = str(cells["id"])
    why = f"type {cells['type_of_violence']}, best {cells['best']}, low {cells['low']}, high {cells['high']}"
    outcome: Outcome = "merged" if len(keys) > 1 else "written"
    yield TraceLine(outcome, "UCDP: one row per incident", row, keys, why)
    if cells["low"] != cells["high"]:
        why = "reports differ or leave an end open; the lowest total is the best estimate"
        yield TraceLine("written", "UCDP: differing tolls", row, keys, why)


FORMAT = Ucdp()
