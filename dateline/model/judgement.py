"""A person's decision about incidents: told by events, so that it holds whatever a later run groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.incident import EventKey

Ruling = Literal["same", "not_same", "part_of"]
RULINGS: tuple[Ruling, ...] = ("same", "not_same", "part_of")


@dataclass(frozen=True, slots=True)
class IncidentJudgement:
    """`number` orders decisions: of two about the same pair the later holds.

    'same': all of `events` are one occurrence. 'not_same': none of `events` is one with any of `others`.
    'part_of': the occurrence of `events` is part of that of `others`.
    """

    number: int
    ruling: Ruling
    events: tuple[EventKey, ...]
    others: tuple[EventKey, ...] = ()
    who: str = ""
    why: str = ""
