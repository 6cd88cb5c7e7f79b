"""What became of one thing that was read."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import CodedReport
from dateline.read.incoming import Incoming, Quarantined


@dataclass(frozen=True, slots=True)
class Coded:
    """A report and its record."""

    incoming: Incoming
    coded: CodedReport


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that was read, but that the coder or the store could not take, and why."""

    incoming: Incoming
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """A report that the same codebook, coder and settings have already coded."""

    incoming: Incoming


Outcome = Coded | Failed | Known | Quarantined
