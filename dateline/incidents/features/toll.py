"""How many: whether the figures of both reports can be about the same people."""

from __future__ import annotations

from dateline.incidents.features.base import Feature
from dateline.incidents.record import LinkEvent, LinkToll

LEVELS = ("same_figure", "same_small_figure", "compatible", "close", "conflicting", "unknown")
SILENT = frozenset({"unknown"})
TELLING = 3
"""From this figure on, agreeing by chance is rare."""


def compare(a: LinkEvent, b: LinkEvent) -> str:
    """The best agreement over the effects that both reports give."""
    found = {_pair(x, y) for x in a.toll for y in b.toll if x.effect == y.effect}
    return next((level for level in LEVELS if level in found), "unknown")


def _pair(x: LinkToll, y: LinkToll) -> str:
    if x.low == x.high == y.low == y.high and x.low is not None:
        return "same_figure" if x.low >= TELLING else "same_small_figure"
    low, high = (x, y) if (x.low or 0) <= (y.low or 0) else (y, x)
    floor = high.low if high.low is not None else 0
    if low.high is None or floor <= low.high:
        return "compatible"
    return "close" if floor <= 1.5 * low.high + 2 else "conflicting"


def say(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    if level == "unknown":
        return "no figure that both give"
    effects = sorted({x.effect for x in a.toll} & {y.effect for y in b.toll})
    return (
        "; ".join(f"{e}: {_figures(a, e)} / {_figures(b, e)}" for e in effects)
        + f" ({level.replace('_', ' ')})"
    )


def _figures(event: LinkEvent, effect: str) -> str:
    return ", ".join(figure(t) for t in event.toll if t.effect == effect)


def figure(toll: LinkToll) -> str:
    """The figure in words: '12', 'at least 25', 'up to 24', '10 to 15'."""
    if toll.low == toll.high:
        return str(toll.low) if toll.low is not None else "a number"
    if toll.high is None:
        return f"at least {toll.low}"
    return f"up to {toll.high}" if toll.low is None else f"{toll.low} to {toll.high}"


TOLL = Feature("toll", LEVELS, compare, say, SILENT)
