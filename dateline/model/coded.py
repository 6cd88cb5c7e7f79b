"""A coded report: what Dateline hands out for one report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model.event import Event
from dateline.model.report import Report, Unread


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report without its text."""

    id: str
    sha256: str
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None

    @classmethod
    def of(cls, report: Report) -> ReportHead:
        """The head of `report`."""
        return cls(
            report.id,
            report.sha256,
            report.published,
            report.outlet,
            report.title,
            report.url,
            report.language,
        )


@dataclass(frozen=True, slots=True)
class CodedReport:
    """One report's record. `codebook` is 'conflict@<version>', `coder` is 'dateline@<version>'."""

    report: ReportHead
    events: tuple[Event, ...]
    unread: tuple[Unread, ...]
    codebook: str
    coder: str
