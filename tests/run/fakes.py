"""A coder small enough to be read at a glance, that can be told to fail in every way a real one might."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace

from dateline.errors import ModelError, UnreadableError
from dateline.model import CodedReport, Event, Report, Span
from dateline.read import Incoming
from dateline.run.coder import Code, CoderOptions
from tests.store.making import make_coded, make_event, make_incoming


def code_report(report: Report) -> CodedReport:
    """One shelling for each 'shelled'; fails as the text asks."""
    if "RAISE" in report.text:
        raise ValueError("told to raise")
    if "REFUSE" in report.text:
        raise UnreadableError("told to refuse")
    if "DIE" in report.text:
        os._exit(9)
    time.sleep(0.03 if "SLOW" in report.text else 0)
    spans = [Span.of(report.text, *match.span()) for match in re.finditer("shelled", report.text)]
    return make_coded(report, *(_event(report, span) for span in spans))


def _event(report: Report, span: Span) -> Event:
    return replace(make_event(report, "shelled"), id=f"{report.sha256[:6]}-{span.start}", mentions=(span,))


def open_fake() -> Code:
    return code_report


def open_fake_coder(options: CoderOptions) -> Code:
    return code_report


def open_nothing() -> Code:
    raise ModelError("the model is missing", hint="install it")


def make_reads(count: int, *, every: dict[int, str] | None = None) -> Iterator[Incoming]:
    """`count` reports, each its own; `every` puts a word into the report of that number."""
    for i in range(count):
        word = (every or {}).get(i, "SLOW" if i % 3 == 0 else "")
        text = f"Report {i} {word}: rebels shelled the town, then shelled it again."
        yield make_incoming(text, id=f"r{i:03}", origin=f"{i}.txt")
