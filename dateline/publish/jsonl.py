"""JSON Lines: the coded reports, one a line, in the order they come; nothing is merged or left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dateline.model.wire import dump_line
from dateline.publish.context import Context
from dateline.publish.record import Record
from dateline.publish.trace import TraceLine


class JsonLines:
    """Source: RECORD, 'Coded reports coming out'."""

    name = "jsonl"
    suffix = ".jsonl"
    about = "the coded reports, one a line: the whole record, for programs"
    whole_reports = True

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One line a report."""
        for record in records:
            coded = record.coded
            out.write((dump_line(coded) + "\n").encode("utf-8", "surrogatepass"))
            keys = tuple(f"{coded.report.id}/{e.id}" for e in coded.events)
            yield TraceLine("written", "one line per report", coded.report.id, keys, "as coded")


FORMAT = JsonLines()
