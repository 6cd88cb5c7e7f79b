"""One incident as map and lists know it, and many of them packed, to be unpacked where one is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from dateline.store.folding import fold

folded = lru_cache(maxsize=200_000)(fold)


@dataclass(frozen=True, slots=True)
class Spot:
    """One incident: what the lists say of it and what it is found by.

    `first`/`last` are day numbers (`date.toordinal`), None where no telling gives one; `precision` is in km.
    `sides` and `sources` are names, `places` all its places (see `spots.place_words`), `words` folded words.
    `unplaced`: a place is named, and none of them is located. `events` are written REPORT/EVENT. `changed`
    says when the incident last changed, as the store does.
    """

    id: str
    type: str
    family: str
    status: str
    first: int | None
    last: int | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: float | None
    reports: int
    origins: int
    confidence: float
    contested: tuple[str, ...]
    place: str
    actor: str
    target: str
    words: tuple[str, ...]
    sides: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    unplaced: bool = False
    events: tuple[str, ...] = ()
    changed: str = ""

    @property
    def day(self) -> str | None:
        """The first day, as people read it."""
        return date.fromordinal(self.first).isoformat() if self.first else None


NAMES = tuple(f.name for f in fields(Spot))
VALUES = attrgetter(*NAMES)
TUPLES = tuple(n for n, f in enumerate(fields(Spot)) if str(f.type).startswith("tuple"))


def pack(spot: Spot) -> bytes:
    """The incident as a line of JSON: its fields' values in their order."""
    return json.dumps(VALUES(spot), separators=(",", ":")).encode()


@lru_cache(maxsize=50_000)
def unpack(packed: bytes) -> Spot:
    """What `pack` packed."""
    values = json.loads(packed)
    for n in TUPLES:
        values[n] = tuple(values[n])
    return Spot(*values)


@dataclass(frozen=True, slots=True)
class Packed(Sequence[Spot]):
    """Incidents in an order, each unpacked when it is looked at; `stamps` are what each `changed` says."""

    ids: tuple[str, ...]
    stamps: tuple[str, ...]
    lines: tuple[bytes, ...]

    @classmethod
    def of(cls, spots: Sequence[Spot]) -> Packed:
        """These incidents, packed."""
        return cls(tuple(s.id for s in spots), tuple(s.changed for s in spots), tuple(map(pack, spots)))

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, n: int) -> Spot: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Spot]: ...
    def __getitem__(self, n: int | slice) -> Spot | Sequence[Spot]:
        return unpack(self.lines[n]) if isinstance(n, int) else [unpack(line) for line in self.lines[n]]

    def followed_by(self, more: Packed) -> Packed:
        """These, then those."""
        return Packed(self.ids + more.ids, self.stamps + more.stamps, self.lines + more.lines)

    def take(self, order: NDArray[np.intp]) -> Packed:
        """The incidents at these positions, in that order."""
        at = order.tolist()
        return Packed(*(tuple(part[n] for n in at) for part in (self.ids, self.stamps, self.lines)))


PLACE = ("name", "admin", "country", "lat", "lon")


def place_words(place: Mapping[str, Any]) -> str:
    """What saved areas ask of a place of an incident's record; equal places give equal strings."""
    return json.dumps([place.get(name) for name in PLACE], separators=(",", ":"))


@lru_cache(maxsize=500_000)
def read_place(words: str) -> Mapping[str, Any]:
    """What `place_words` wrote. Not to be changed: it is shared."""
    return dict(zip(PLACE, json.loads(words), strict=True))
