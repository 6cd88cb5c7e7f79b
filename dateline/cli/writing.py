"""Writing coded reports to a stream as they come: text to read, JSON Lines, or one HTML page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import BinaryIO

from dateline.cli.blocks import report_lines
from dateline.model.wire import dump_line
from dateline.run import Coded


def write_jsonl(reports: Iterable[Coded], out: BinaryIO) -> None:
    """One coded report a line, given out at once."""
    for report in reports:
        out.write(dump_line(report.coded).encode("utf-8", "surrogatepass") + b"\n")
        out.flush()


def write_text(reports: Iterable[Coded], out: BinaryIO, *, why: bool = False) -> None:
    """Each report as a heading and its events, a rule between reports."""
    for i, report in enumerate(reports):
        lines = report_lines(report.coded, report.incoming.report.text, why=why)
        text = "\n".join([*(["", "─" * 72] if i else []), *lines])
        out.write(text.encode("utf-8", "backslashreplace") + b"\n")
        out.flush()


def write_html(reports: Iterable[Coded], out: BinaryIO, *, codebook: str | None = None) -> None:
    """One self-contained page of all reports with their marks, in the titles and colours of `codebook`."""
    from dateline.codebook import load_codebook
    from dateline.publish import Context, Record, find_format
    from dateline.settings import load_settings

    records = (Record(report.coded, report.incoming.report.text) for report in reports)
    context = Context(codebook=load_codebook(codebook or load_settings().codebook))
    deque(find_format("html").write(records, out, context=context), maxlen=0)
