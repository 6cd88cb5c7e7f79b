"""Which things bear which terms, as flat arrays: words and names are found without walking all things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Terms:
    """`flat` holds the terms of one thing after another, as numbers in `known`; `counts` how many each has.

    `known` is shared by all that were made from one another and only grows.
    """

    known: dict[str, int]
    flat: NDArray[np.int32]
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, things: Iterable[Sequence[str]], known: dict[str, int] | None = None) -> Terms:
        """The terms of each thing, in order."""
        known = {} if known is None else known
        numbers: list[int] = []
        counts: list[int] = []
        for terms in things:
            counts.append(len(terms))
            for term in terms:
                number = known.get(term)
                if number is None:
                    number = known[term] = len(known)
                numbers.append(number)
        return cls(known, np.array(numbers, dtype=np.int32), np.array(counts, dtype=np.int32))

    def followed_by(self, more: Terms) -> Terms:
        """These things, then those of `more`, made with the same `known`."""
        return Terms(
            self.known,
            np.concatenate([self.flat, more.flat]),
            np.concatenate([self.counts, more.counts]),
        )

    def take(self, positions: NDArray[np.intp]) -> Terms:
        """The things at these positions, in that order."""
        counts = self.counts[positions]
        starts = (np.cumsum(self.counts) - self.counts)[positions]
        shift = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return Terms(self.known, self.flat[np.arange(counts.sum()) + shift], counts)

    @cached_property
    def _owner(self) -> NDArray[np.int32]:
        return np.repeat(np.arange(len(self.counts), dtype=np.int32), self.counts)

    def having(self, wanted: Iterable[str]) -> Flags:
        """Which things bear one of these very terms."""
        return self._bearing([self.known[term] for term in wanted if term in self.known])

    def holding(self, part: str) -> Flags:
        """Which things bear a term that holds `part`."""
        return self._bearing([number for term, number in list(self.known.items()) if part in term])

    def all_among(self, wanted: Iterable[str]) -> Flags:
        """Which things bear terms, and none but these."""
        sought = self._sought([self.known[term] for term in wanted if term in self.known])
        fits = np.bincount(self._owner, weights=sought[self.flat], minlength=len(self.counts))
        found: Flags = (fits == self.counts) & (self.counts > 0)
        return found

    def first_bearing(self, term: str) -> int | None:
        """The first thing that bears this very term."""
        found = np.flatnonzero(self.flat == self.known.get(term, -1))
        return int(self._owner[found[0]]) if len(found) else None

    def _sought(self, numbers: Sequence[int]) -> Flags:
        sought = np.zeros(len(self.known), dtype=bool)
        sought[np.array(numbers, dtype=np.intp)] = True
        return sought

    def _bearing(self, numbers: Sequence[int]) -> Flags:
        found = np.zeros(len(self.counts), dtype=bool)
        if not numbers:
            return found
        found[self._owner[self._sought(numbers)[self.flat]]] = True
        return found

    def borne_by(self, positions: NDArray[np.intp]) -> list[str]:
        """The terms of the things at these positions, one thing after another."""
        names = list(self.known)
        return [names[number] for number in self.take(positions).flat.tolist()]

    def commonest(self, most: int) -> list[tuple[str, int]]:
        """The terms that most things bear, and how many."""
        borne = np.bincount(self.flat, minlength=len(self.known))
        counted = Counter({term: int(borne[number]) for term, number in list(self.known.items())})
        return sorted(((t, n) for t, n in counted.items() if n), key=lambda c: (-c[1], c[0]))[:most]
