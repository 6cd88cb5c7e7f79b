"""What comes out of reading: a report with its original, or what could not be read and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dateline.model.report import Report


@dataclass(frozen=True, slots=True)
class Incoming:
    """One report with its original, byte for byte.

    `origin` is a path or URL, with '!member' for what lies inside a file and '#line' for a line or row of it.
    `retrieved` is when it was fetched (UTC), None where that is not known.
    """

    report: Report
    original: bytes
    media_type: str
    origin: str
    retrieved: datetime | None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One thing that could not be read, and why; `sha256` is that of its bytes where they are at hand."""

    origin: str
    reason: str
    sha256: str | None


Read = Incoming | Quarantined
