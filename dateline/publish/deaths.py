"""Deaths by side, from the words of tolls, as UCDP counts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.codebook import Codebook
from dateline.model import Toll
from dateline.publish.record import Occurrence
from dateline.publish.sides import Sides, who_died

BUCKETS = ("a", "b", "civilians", "unknown")


@dataclass(frozen=True, slots=True)
class Deaths:
    """Dead by side; `best` is their sum, `low` and `high` the lowest and highest that a report gives."""

    a: int
    b: int
    civilians: int
    unknown: int
    low: int
    high: int

    @property
    def best(self) -> int:
        """a + b + civilians + unknown."""
        return self.a + self.b + self.civilians + self.unknown


def count_deaths(occurrence: Occurrence, sides: Sides, book: Codebook) -> Deaths | None:
    """The deaths that the tellings give, or None where none gives a number of at least one.

    Within a telling, the dead of one side are the largest figure said for it; dead of an unsaid side are what
    a total has over the sides' sum ('25 dead, 11 of them children'). Of differing tellings the best estimate
    is the lowest total, as the most careful one.
    """
    told = [d for e in occurrence.events if (d := _deaths(e.toll, sides, book)) and d.best > 0]
    if not told:
        return None
    best = min(told, key=lambda d: d.best)
    low, high = min(d.low for d in told), max(d.high for d in told)
    return Deaths(best.a, best.b, best.civilians, best.unknown, low, high)


def _deaths(toll: Iterable[Toll], sides: Sides, book: Codebook) -> Deaths | None:
    lows, highs = dict.fromkeys(BUCKETS, 0), dict.fromkeys(BUCKETS, 0)
    killed = [t for t in toll if t.effect == "killed"]
    for entry in killed:
        bucket = who_died(entry.who, sides, book)
        low = entry.low or 0
        lows[bucket] = max(lows[bucket], low)
        highs[bucket] = max(highs[bucket], low, entry.high or 0)
    if not killed:
        return None
    unknown, most = (max(n["unknown"] - n["a"] - n["b"] - n["civilians"], 0) for n in (lows, highs))
    low = lows["a"] + lows["b"] + lows["civilians"] + unknown
    high = highs["a"] + highs["b"] + highs["civilians"] + most
    return Deaths(lows["a"], lows["b"], lows["civilians"], unknown, low, high)
