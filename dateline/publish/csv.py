"""CSV: one row per occurrence, every column described in `columns`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dateline.publish.columns import COLUMNS, row_of
from dateline.publish.context import Context
from dateline.publish.record import Record, occurrences
from dateline.publish.rows import trace_row
from dateline.publish.sheet import Sheet
from dateline.publish.trace import TraceLine


class Csv:
    """Source: RFC 4180; cells that a spreadsheet would run are defused."""

    name = "csv"
    suffix = ".csv"
    about = "one row per occurrence, for a spreadsheet or a statistics program"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One row an occurrence."""
        sheet = Sheet(out, [c.name for c in COLUMNS])
        for occurrence in occurrences(records, context.incidents):
            sheet.row(row_of(occurrence))
            yield trace_row(occurrence)


FORMAT = Csv()
