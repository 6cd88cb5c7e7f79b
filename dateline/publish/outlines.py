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
Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

TURNS = (-360.0, 0.0, 360.0)

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


def unroll(ring: Ring) -> Ring:
    """The ring with no step longer than half the world: one that crosses the date line runs on past 180."""
    shift, points = 0.0, list[Point]()
    for n, (lon, lat) in enumerate(ring):
        if n and abs(lon - ring[n - 1][0]) > 180:
            shift += 360.0 if lon < ring[n - 1][0] else -360.0
        points.append((round(lon + shift, 2), lat))
    return tuple(points)


def across_date_line(ring: Ring) -> Iterator[Ring]:
    """The unrolled ring, as often as is needed to show both its sides between -180 and 180 degrees."""
    unrolled = unroll(ring)
    yield unrolled
    west, east = min(p[0] for p in unrolled), max(p[0] for p in unrolled)
    if east > 180 or west < -180:
        yield turn_ring(unrolled, -360.0 if east > 180 else 360.0)


def turn_ring(ring: Ring, degrees: float) -> Ring:
    """The ring moved east by so many degrees."""
    return tuple([(round(lon + degrees, 2), lat) for lon, lat in ring]) if degrees else ring


@lru_cache(maxsize=1)
def _boxed_outlines() -> tuple[tuple[str, tuple[tuple[Ring, Box], ...]], ...]:
    return tuple(
        (country, tuple((ring, _box(ring)) for ring in map(unroll, rings)))
        for country, rings in load_outlines()
    )


def _box(ring: Ring) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs), min(ys), max(xs), max(ys))


def clip_outlines(box: Box) -> Iterator[Outline]:
    """The parts of countries within `box`, which may reach past 180 degrees east or west."""
    for country, rings in _boxed_outlines():
        clipped = (
            clip_ring(turn_ring(ring, turn), box)
            for ring, own in rings
            for turn in TURNS
            if _meet((own[0] + turn, own[1], own[2] + turn, own[3]), box)
        )
        found = tuple(ring for ring in clipped if len(ring) > 2)
        if found:
            yield Outline(country, found)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def clip_ring(ring: Ring, box: Box) -> Ring:
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
