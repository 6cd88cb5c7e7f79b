"""Parquet: the plain table of occurrences, typed and compressed, in row groups of bounded size.

Source: Apache Parquet format 2; written by pyarrow, which the extra 'publish' installs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.errors import PublishError
from dateline.publish.columns import COLUMNS, Column, row_of
from dateline.publish.context import Context
from dateline.publish.record import Occurrence, Record, occurrences
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
                rows.add(typed_row(occurrence))
                yield trace_row(occurrence)


class RowWriter:
    """Writes typed rows of COLUMNS, and any `extra` columns, as Parquet; use as a context."""

    def __init__(
        self,
        out: BinaryIO,
        extra: Mapping[str, str] | None = None,
        metadata: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._pa, self._pq = import_pyarrow()
        kinds = {c.name: c.kind for c in COLUMNS} | dict(extra or {})
        self._schema = self._pa.schema([(name, _type(self._pa, kind)) for name, kind in kinds.items()])
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
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def typed_row(occurrence: Occurrence) -> dict[str, Any]:
    """The row with its dates as dates."""
    row = row_of(occurrence)
    return {c.name: _typed(row.get(c.name), c) for c in COLUMNS}


def _typed(cell: Any, column: Column) -> Any:
    if column.kind == "date" and cell is not None:
        return date.fromisoformat(cell)
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


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
