"""A place as a report words it: which name, what kind, what relation to it, inside what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model.place import Level

Relation = Literal["at", "near", "offset", "part", "countryside", "between", "border", "capital"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a place phrase says.

    `name` is the name that places it (None: no name, as in "a market"); `other` the second one of "between X
    and Y"; `within` the names it is said to lie in, nearest first; `kind` the level its kind word announces;
    `bearing` in degrees from north; `km` the distance said. `own` is False where the name is that of the
    place around it ("a market in X").
    """

    text: str
    name: str | None
    kind: Level | None = None
    relation: Relation = "at"
    other: str | None = None
    within: tuple[str, ...] = ()
    bearing: float | None = None
    km: float | None = None
    own: bool = True
