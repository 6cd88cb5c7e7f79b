"""The nouns of the record, as plain frozen records. One concept, one file; no behaviour."""

from dateline.model.coded import CodedReport, ReportHead
from dateline.model.event import (
    EFFECTS,
    STATUSES,
    Actor,
    Chain,
    Event,
    SourceLink,
    Status,
    Toll,
    Weapon,
)
from dateline.model.place import LEVELS, Level, Place, PlaceRef
from dateline.model.report import Report, Unread
from dateline.model.span import Span
from dateline.model.when import When

__all__ = [
    "EFFECTS",
    "LEVELS",
    "STATUSES",
    "Actor",
    "Chain",
    "CodedReport",
    "Event",
    "Level",
    "Place",
    "PlaceRef",
    "Report",
    "ReportHead",
    "SourceLink",
    "Span",
    "Status",
    "Toll",
    "Unread",
    "Weapon",
    "When",
]
