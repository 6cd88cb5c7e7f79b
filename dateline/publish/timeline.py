"""A timeline as SVG shapes: occurrences by day, stacked by family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

BASE = 20  # units below the bars, for the labels


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a day's bar: its place in the chart's units, and what it counts."""

    x: float
    y: float
    width: float
    height: float
    family: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the template draws, in a viewBox of `width` by `height`; `ticks` are (x, label)."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    most: int


def draw_timeline(
    days: Sequence[tuple[date, dict[str, int]]],
    since: date,
    until: date,
    *,
    width: int = 700,
    height: int = 130,
) -> Timeline | None:
    """The bars of `days` from `since` to `until`, or None where there are none."""
    most = max((sum(counts.values()) for _, counts in days), default=0)
    if most == 0:
        return None
    step = width / ((until - since).days + 1)
    unit = (height - BASE - 8) / most
    bars = []
    for day, counts in days:
        top = float(height - BASE)
        for family, n in counts.items():
            top -= n * unit
            x, wide = (day - since).days * step, max(step - 1, 2.5)
            bars.append(
                Bar(round(x, 2), round(top, 2), round(wide, 2), round(n * unit, 2), family, f"{day}: {n}")
            )
    return Timeline(width, height, tuple(bars), tuple(_ticks(since, until, step)), most)


def _ticks(since: date, until: date, step: float) -> list[tuple[float, str]]:
    total = (until - since).days + 1
    every = max(1, -(-total // 6))
    return [(round(n * step, 2), (since + timedelta(days=n)).isoformat()) for n in range(0, total, every)]
