"""What a format needs to know besides the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.codebook import Codebook
from dateline.publish.conflict_ids import NO_IDS, ConflictIds
from dateline.publish.pcodes import NO_PCODES, PCodes
from dateline.publish.record import EventKey

NO_CODEBOOK = Codebook("none", "0")


@dataclass(frozen=True, slots=True)
class Context:
    """What a format needs to know besides the records.

    `incidents`: incident id -> its (report id, event id); `codebook`: titles, colours and crosswalks;
    `pcodes`: the codes of a P-code list and `ids`: UCDP's numbers of a table, each where one was given;
    `title` heads a page.
    """

    incidents: Mapping[str, Iterable[EventKey]] = field(default_factory=dict)
    codebook: Codebook = NO_CODEBOOK
    pcodes: PCodes = NO_PCODES
    ids: ConflictIds = NO_IDS
    title: str = "Dateline"
