"""What a format needs to know besides the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.publish.codes import NO_CODES, Codes
from dateline.publish.pcodes import NO_PCODES, PCodes
from dateline.publish.record import EventKey


@dataclass(frozen=True, slots=True)
class Context:
    """What a format needs to know besides the records.

    `incidents`: incident id -> its (report id, event id); `codes`: the codebook's crosswalks; `pcodes`: the
    administrative codes of a P-code list, where one was given; `title` heads a page.
    """

    incidents: Mapping[str, Iterable[EventKey]] = field(default_factory=dict)
    codes: Codes = NO_CODES
    pcodes: PCodes = NO_PCODES
    title: str = "Dateline"
