"""The codebook's crosswalks, as the formats ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Codes:
    """What each event type is called elsewhere.

    `types` maps a type id to its crosswalk: {'acled': {...}, 'ucdp': {...}, 'plover': {...}}; `labels` maps a
    type or family id to words for a person; `families` lists the families in the codebook's order.
    """

    types: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    families: tuple[str, ...] = ()

    def of(self, type: str, scheme: str) -> Mapping[str, Any]:
        """What `scheme` ('acled', 'ucdp', 'plover') calls the type; empty where the codebook does not say."""
        return self.types.get(type, {}).get(scheme) or {}

    def label(self, id: str) -> str:
        """The type or family in words: the codebook's label, else its id with spaces."""
        return self.labels.get(id) or id.replace("_", " ")


NO_CODES = Codes()
