"""Saved areas over the atlas: which incidents lie in which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

import numpy as np

from dateline.desk.atlas import Atlas, Degrees, Flags
from dateline.desk.spots import read_place
from dateline.errors import UsageError
from dateline.incidents.areas import KM_PER_DEGREE, Ring, WatchedArea, area_from_json, area_to_json, locate
from dateline.store import SqlStore
from dateline.store.rows import dump_json

MOST_CORNERS = 500
FURTHEST_KM = 20_000.0


def saved_areas(store: SqlStore) -> tuple[WatchedArea, ...]:
    """The saved areas by name."""
    return tuple(area_from_json(area.name, area.record) for area in store.areas())


def in_area(atlas: Atlas, area: WatchedArea) -> Flags:
    """Which incidents lie within the area, while it is valid: by any of their places."""
    key = ("area", area.name, dump_json(area_to_json(area)))
    known = atlas.kept.get(key)
    if known is None:
        known = atlas.kept[key] = _within(atlas, area)
    found: Flags = known
    return found


def _within(atlas: Atlas, area: WatchedArea) -> Flags:
    # Each place is looked at once, however many incidents have it.
    terms = atlas.terms["places"]
    known = list(terms.known)
    places = [read_place(words) for words in known]
    lat, lon = _column(places, "lat"), _column(places, "lon")
    by_name = replace(area, polygons=(), circle=None)
    inside = np.array([locate(by_name, [place]) == "within" for place in places], dtype=bool)
    for ring in area.polygons:
        inside |= within_ring(ring, lat, lon)
    if area.circle:
        inside |= _km_from(area.circle[0], area.circle[1], lat, lon) <= area.circle[2]
    found = terms.having(known[n] for n in np.flatnonzero(inside))
    if area.first:
        found &= atlas.columns["last"] >= area.first.toordinal()
    if area.last:
        found &= (atlas.columns["first"] <= area.last.toordinal()) & (atlas.columns["first"] > 0)
    return found


def _column(places: Sequence[Mapping[str, Any]], name: str) -> Degrees:
    return np.array([np.nan if place[name] is None else place[name] for place in places], dtype=np.float64)


def within_ring(ring: Ring, lat: Degrees, lon: Degrees) -> Flags:
    """Which points lie inside a ring of (lon, lat), by counting the edges that a ray crosses."""
    inside = np.zeros(len(lat), dtype=bool)
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if y1 == y2:
            continue
        crossed = ((y1 > lat) != (y2 > lat)) & (lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1)
        inside ^= crossed
    return inside


def _km_from(lat: float, lon: float, lats: Degrees, lons: Degrees) -> Degrees:
    a, b = np.radians(lat), np.radians(lats)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
    found: Degrees = np.degrees(2 * np.arcsin(np.sqrt(half))) * KM_PER_DEGREE
    return found


def area_feature(area: WatchedArea) -> dict[str, Any]:
    """The area as a GeoJSON feature; a circle is a point with its radius among the properties, in km."""
    geometry: dict[str, Any] | None = None
    if area.polygons:
        rings = [[[list(p) for p in (*ring, ring[0])]] for ring in area.polygons]
        geometry = {"type": "MultiPolygon", "coordinates": rings}
    elif area.circle:
        geometry = {"type": "Point", "coordinates": [area.circle[1], area.circle[0]]}
    told = {k: v for k, v in area_to_json(area).items() if k != "polygons"}
    return {"type": "Feature", "geometry": geometry, "properties": {"name": area.name, **told}}


def read_area(said: Mapping[str, Any]) -> WatchedArea:
    """The area that a form or a program describes: a name, and a ring, a box, a circle, or a division's name.

    `ring` is a list of [lon, lat], `box` [west, south, east, north], `circle` [lat, lon, km], WGS84 degrees.
    Raises UsageError that names the value that does not fit.
    """
    name, admin, country = (_text(said, key) for key in ("name", "admin", "country"))
    if not name:
        raise UsageError("an area needs a name", hint="1 to 80 characters")
    if country and not re.fullmatch(r"[A-Z]{2}", country.upper()):
        raise UsageError(f"country: {country!r} is no ISO two-letter code", hint="as SY, or leave it empty")
    rings = [_ring(ring) for ring in (said.get("ring"), _box_ring(said.get("box"))) if ring]
    circle = _numbers(said["circle"], "circle", 3) if said.get("circle") else None
    if circle:
        _check_point(circle[1], circle[0], "circle")
        if not 0 < circle[2] <= FURTHEST_KM:
            raise UsageError(
                "circle: its radius is out of reach", hint=f"more than 0, at most {FURTHEST_KM:g} km"
            )
    if not (rings or circle or admin or country):
        raise UsageError("an area needs a shape or the name of a division", hint="draw it, or name it")
    round_ = (circle[0], circle[1], circle[2]) if circle else None
    return WatchedArea(name, tuple(rings), round_, admin or None, country.upper() or None)


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key) or ""
    if not isinstance(value, str) or len(value) > 80 or not value.isprintable():
        raise UsageError(f"{key}: {value!r} does not do", hint="at most 80 printable characters")
    return value.strip()


def _box_ring(box: Any) -> list[list[float]] | None:
    if not box:
        return None
    west, south, east, north = _numbers(box, "box", 4)
    if not (west < east and south < north):
        raise UsageError("box: it holds nothing", hint="west before east, south before north")
    return [[west, south], [east, south], [east, north], [west, north]]


def _ring(points: Any) -> Ring:
    if not isinstance(points, list) or not 3 <= len(points) <= MOST_CORNERS:
        raise UsageError("ring: no outline", hint=f"3 to {MOST_CORNERS} corners, each [lon, lat]")
    found = tuple((p[0], p[1]) for p in (_numbers(point, "ring", 2) for point in points))
    for lon, lat in found:
        _check_point(lon, lat, "ring")
    return found


def _numbers(values: Any, name: str, count: int) -> tuple[float, ...]:
    if not isinstance(values, list) or len(values) != count:
        raise UsageError(f"{name}: {values!r} does not do", hint=f"a list of {count} numbers")
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise UsageError(f"{name}: {value!r} is no number", hint="decimal degrees")
    return tuple(float(value) for value in values)


def _check_point(lon: float, lat: float, name: str) -> None:
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise UsageError(f"{name}: {lon:g}, {lat:g} is off the map", hint="longitude, latitude in degrees")
