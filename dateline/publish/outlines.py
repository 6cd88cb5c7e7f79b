"""Country outlines that ship with the package.

Source: Natural Earth 1:10m, public domain, by way of the npm package world-atlas 2.0.2 (ISC), simplified to
0.02 degrees (about 2 km) and rounded to 0.01; islands under 0.005 square degrees and Antarctica are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

Point = tuple[float, float]
Ring = tuple[Point, ...]

CREDIT = "Outlines: Natural Earth (public domain)"


class Outline(NamedTuple):
    """A country: ISO 3166-1 alpha-2 (or a name where it has none) and its rings of (lon, lat) degrees."""

    country: str
    rings: tuple[Ring, ...]


@lru_cache(maxsize=1)
def load_outlines() -> tuple[Outline, ...]:
    """Every outline, by country."""
    data = json.loads(files("dateline.publish").joinpath("outlines.json").read_text("utf-8"))
    arcs = [_decode(arc, data["scale"]) for arc in data["arcs"]]
    return tuple(
        Outline(country, tuple(_ring(ring, arcs) for polygon in polygons for ring in polygon))
        for country, polygons in data["countries"].items()
    )


def _decode(deltas: list[int], scale: int) -> list[Point]:
    xs, ys = accumulate(deltas[::2]), accumulate(deltas[1::2])
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


def _ring(indexes: list[int], arcs: list[list[Point]]) -> Ring:
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


def clip_ring(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """The part of a closed ring within `box` (west, south, east, north), by Sutherland and Hodgman (1974)."""
    west, south, east, north = box
    points = ring
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        points = tuple(_clip_side(points, axis, bound, sign))
    return points


def _clip_side(points: Ring, axis: int, bound: float, sign: int) -> Iterator[Point]:
    for before, point in zip((points[-1:] + points), points, strict=False):
        inside, was_inside = (sign * (p[axis] - bound) >= 0 for p in (point, before))
        if inside != was_inside:
            yield _crossing(before, point, axis, bound)
        if inside:
            yield point


def _crossing(a: Point, b: Point, axis: int, bound: float) -> Point:
    share = (bound - a[axis]) / (b[axis] - a[axis])
    x, y = (a[i] + share * (b[i] - a[i]) for i in (0, 1))
    return (bound, y) if axis == 0 else (x, bound)
