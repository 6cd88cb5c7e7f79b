"""Publish: the record in the formats that its readers use, each beside a trace of how every row was made."""

from dateline.publish.context import Context
from dateline.publish.files import Published, publish_file
from dateline.publish.formats import FORMATS, Format, find_format
from dateline.publish.record import Occurrence, Record, Telling, occurrences
from dateline.publish.trace import TraceLine

__all__ = [
    "FORMATS",
    "Context",
    "Format",
    "Occurrence",
    "Published",
    "Record",
    "Telling",
    "TraceLine",
    "find_format",
    "occurrences",
    "publish_file",
]
