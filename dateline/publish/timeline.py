"""A timeline as SVG shapes: occurrences by day, week or month, stacked by family."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateline.publish.day_words import MONTHS

BASE = 20  # units below the bars, for the labels
TICK = 64  # units a label takes
MOST_BARS = 92

Unit = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a bar: its place in the chart's units, and what it counts."""

    x: float
    y: float
    width: float
    height: float
    family: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the template draws, in a viewBox of `width` by `height`; `ticks` are (x, label).

    `unit` is what a bar stands for, `most` what the highest counts.
    """

    width: int
    height: int
    unit: Unit
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
    """The bars of `days` from `since` to `until`, or None where there are none.

    A bar is a day, or where so many would be too thin a week (from Monday), a month or a year.
    """
    unit = _unit(since, until)
    starts = _starts(since, until, unit)
    counts = _gather(days, STARTS[unit])
    most = max((sum(found.values()) for found in counts.values()), default=0)
    if most == 0:
        return None
    step, high = width / len(starts), (height - BASE - 8) / most
    bars = []
    for n, start in enumerate(starts):
        top = float(height - BASE)
        for family, count in sorted(counts.get(start, {}).items()):
            top -= count * high
            place = (round(n * step, 2), round(top, 2), round(max(step - 1, 2.5), 2), round(count * high, 2))
            bars.append(Bar(*place, family, f"{_label(start, unit)}: {count}"))
    return Timeline(width, height, unit, tuple(bars), tuple(_ticks(starts, unit, step)), most)


def _unit(since: date, until: date) -> Unit:
    days = (until - since).days + 1
    lengths: tuple[tuple[Unit, int], ...] = (("day", 1), ("week", 7), ("month", 30))
    return next((unit for unit, length in lengths if days <= length * MOST_BARS), "year")


STARTS: dict[Unit, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: day - timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


def _starts(since: date, until: date, unit: Unit) -> list[date]:
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return list(dict.fromkeys(map(STARTS[unit], days)))


def _gather(
    days: Sequence[tuple[date, dict[str, int]]], start: Callable[[date], date]
) -> dict[date, Counter[str]]:
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for day, counts in days:
        found[start(day)].update(counts)
    return found


def _label(start: date, unit: Unit) -> str:
    words = {"day": start.isoformat(), "month": f"{start:%Y-%m}", "year": str(start.year)}
    return words.get(unit, f"week from {start}")


def _ticks(starts: Sequence[date], unit: Unit, step: float) -> list[tuple[float, str]]:
    every = max(1, -(-TICK // int(step or 1))) if step < TICK else 1
    shown = [(n, start) for n, start in enumerate(starts) if n % every == 0]
    ticks = [(round(n * step, 2), _tick(start, unit)) for n, start in shown]
    room = step * len(starts) - TICK * 0.8
    return [(x, label) for x, label in ticks if x <= max(room, 0)]


def _tick(start: date, unit: Unit) -> str:
    if unit == "day":
        return f"{start.day} {MONTHS[start.month - 1][:3]}"
    return _label(start, unit).removeprefix("week from ")
