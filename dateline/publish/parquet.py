"""Parquet: the plain table of occurrences, typed and compressed, in row groups of bounded size.

Source: Apache Parquet format 2; written by pyarrow, which the extra 'publish' installs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.errors import PublishError
from dateline.publish.columns import COLUMNS, row_of
from dateline.publish.context import Context
from dateline.publish.record import Record, occurrences
from dateline.publish.rows import trace_row
from dateline.publish.trace import TraceLine

if TYPE_CHECKING:
    import pyarrow

ROW_GROUP = 10_000


class Parquet:
    """See the module."""

    name = "parquet"
    suffix = ".parquet"
    about = "the same table as csv, typed, for data frames and DuckDB"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One row an occurrence."""
        with RowWriter(out) as rows:
            for occurrence in occurrences(records, context.incidents):
                rows.add(row_of(occurrence))
                yield trace_row(occurrence)


class RowWriter:
    """Writes rows of COLUMNS, and any `extra` columns by name and kind, as Parquet; use as a context."""

    def __init__(
        self,
        out: BinaryIO,
        extra: Mapping[str, str] | None = None,
        metadata: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._pa, self._pq = import_pyarrow()
        self._kinds: dict[str, str] = {c.name: c.kind for c in COLUMNS} | dict(extra or {})
        self._schema = self._pa.schema([(name, _type(self._pa, kind)) for name, kind in self._kinds.items()])
        self._writer = self._pq.ParquetWriter(out, self._schema, compression="zstd")
        self._metadata = metadata
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> RowWriter:
        return self

    def __exit__(self, *exc: object) -> None:
        if exc[0] is None:
            self._flush()
            metadata = self._metadata()
            if metadata:
                self._writer.add_key_value_metadata(dict(metadata))
        self._writer.close()

    def add(self, row: dict[str, Any]) -> None:
        """Add a row; full row groups are written at once."""
        self._rows.append(row)
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            columns = [self._array(name, kind) for name, kind in self._kinds.items()]
            self._writer.write_table(self._pa.Table.from_arrays(columns, schema=self._schema))
            self._rows = []

    def _array(self, name: str, kind: str) -> pyarrow.Array[Any]:
        cells: list[Any] = [row[name] for row in self._rows]
        if kind == "date":
            cells = [date.fromisoformat(cell) if cell else None for cell in cells]
        try:
            return self._pa.array(cells, _type(self._pa, kind))
        except UnicodeEncodeError:
            # A lone surrogate, which a report may hold and UTF-8 may not.
            clean = [cell.encode("utf-8", "replace").decode() if cell else cell for cell in cells]
            return self._pa.array(clean, _type(self._pa, kind))


def import_pyarrow() -> tuple[Any, Any]:
    """pyarrow and its Parquet module. Raises PublishError that says what to install."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise PublishError(
            "Parquet needs pyarrow, which is not installed", hint="pip install 'dateline[publish]'"
        ) from error
    return pyarrow, pyarrow.parquet


def _type(pa: Any, kind: str) -> pyarrow.DataType:
    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "binary": pa.binary(),
    }
    return types[kind]


FORMAT = Parquet()
