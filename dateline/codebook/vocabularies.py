"""The vocabularies of others that a crosswalk may use, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """What ACLED, UCDP and PLOVER allow.

    `acled`: event type to its sub-event types; `disorder`: sub-event type to ACLED's disorder type; `ucdp`:
    type of violence to its name; `plover`: event to its modes; `quad`: PLOVER event to its quad code and
    name.
    """

    acled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    disorder: Mapping[str, str] = field(default_factory=dict)
    ucdp: Mapping[int, str] = field(default_factory=dict)
    plover: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quad: Mapping[str, str] = field(default_factory=dict)
