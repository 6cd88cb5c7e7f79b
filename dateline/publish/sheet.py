"""Tables as CSV: RFC 4180 quoting, UTF-8, LF, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

Cell = str | int | float | bool | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a cell for a formula (OWASP, 'CSV Injection'), full-width forms included."""
SUSPECT = frozenset((*DANGEROUS, " "))
"""How a dangerous cell begins; of the others nothing more need be asked."""

BREAKS = re.compile("[\r\0]").search


def defuse(cell: Cell) -> Cell:
    """`cell` so that a spreadsheet shows it and does not run it.

    A text led by a formula sign gets a "'" before it. Numbers stay as they are; line ends become LF, and
    NUL, which no CSV reader takes, is dropped.
    """
    if not isinstance(cell, str):
        return cell
    if BREAKS(cell):
        cell = cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if cell[:1] not in SUSPECT:
        return cell
    return f"'{cell}" if cell.lstrip(" ").startswith(DANGEROUS) else cell


def join(values: Iterable[str]) -> str:
    """Several values in one cell, parted by '; ', a ';' within a value made ','."""
    return "; ".join([v.replace(";", ",") if ";" in v else v for v in values])


class Sheet:
    """Writes rows under `columns` as CSV; the header is written at once."""

    def __init__(self, out: BinaryIO, columns: Sequence[str], *, delimiter: str = ",") -> None:
        self._columns = columns
        self._out = out
        self._buffer = io.StringIO()
        self._csv = csv.writer(self._buffer, delimiter=delimiter, lineterminator="\n")
        self.row(dict(zip(columns, columns, strict=True)))

    def row(self, cells: Mapping[str, Cell]) -> None:
        """Write one row; a column that `cells` lacks stays empty."""
        found = map(cells.get, self._columns)
        # The question is put here, not in `defuse`: a call for each of a million rows' cells takes its time.
        self._csv.writerow(
            [
                defuse(cell) if isinstance(cell, str) and (cell[:1] in SUSPECT or BREAKS(cell)) else cell
                for cell in found
            ]
        )
        self._out.write(self._buffer.getvalue().encode("utf-8", "replace"))
        self._buffer.seek(0)
        self._buffer.truncate()
