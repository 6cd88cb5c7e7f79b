"""Saved areas: a polygon, a radius, an administrative area or named sites, with validity and parties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians
from pathlib import Path
from typing import Any, Literal

from dateline.errors import InputError
from dateline.incidents.features.place import distance_km
from dateline.incidents.names import fold

Ring = tuple[tuple[float, float], ...]
KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class WatchedArea:
    """Where to look, from when to when, and who is bound by what holds there.

    `polygons` are outer rings of (lon, lat), WGS84; `circle` is (lat, lon, km); `admin` names a division at
    any level, in `country` (ISO 3166-1 alpha-2) if given; `sites` are names of posts, roads, convoys. `near`
    is how many km around the shape still count as near. `parties` are the sides bound by a ceasefire or zone.
    """

    name: str
    polygons: tuple[Ring, ...] = ()
    circle: tuple[float, float, float] | None = None
    admin: str | None = None
    country: str | None = None
    sites: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    parties: tuple[str, ...] = ()
    near: float = 10.0

    def valid_on(self, day: date | None) -> bool:
        """Whether the area's dates cover the day; an unknown day is not covered by an area with dates."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def locate(area: WatchedArea, places: Iterable[Mapping[str, Any]]) -> Literal["within", "near"] | None:
    """Whether any of an incident's places lies within or near the area; None where none does or is known
    to."""
    found = {_locate(area, place) for place in places}
    return "within" if "within" in found else "near" if "near" in found else None


def follows(area: WatchedArea, names: Iterable[str]) -> bool:
    """Whether one of these names, of places or sides, is that of a followed post, road or convoy."""
    return any(fold(site) in fold(name) for name in names for site in area.sites)


def _locate(area: WatchedArea, place: Mapping[str, Any]) -> Literal["within", "near"] | None:
    names = {fold(name) for name in (place["name"], *place.get("admin", ()))}
    if follows(area, [place["name"]]):
        return "within"
    same_country = area.country in (None, place.get("country"))
    if (area.admin or area.country) and same_country and (area.admin is None or fold(area.admin) in names):
        return "within"
    if place.get("lat") is None or place.get("lon") is None:
        return None
    gap = _gap_km(area, place["lat"], place["lon"])
    if gap is None or gap > area.near:
        return None
    return "within" if gap <= 0 else "near"


def _gap_km(area: WatchedArea, lat: float, lon: float) -> float | None:
    gaps = [0.0 if contains(ring, lat, lon) else edge_km(ring, lat, lon) for ring in area.polygons]
    if area.circle:
        gaps.append(distance_km(area.circle[0], area.circle[1], lat, lon) - area.circle[2])
    return min(gaps, default=None)


def contains(ring: Ring, lat: float, lon: float) -> bool:
    """Whether a point lies inside a ring (ray casting)."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def edge_km(ring: Ring, lat: float, lon: float) -> float:
    """The distance in km from a point to a ring's nearest edge, on a plane laid at the point."""
    east = KM_PER_DEGREE * cos(radians(lat))
    flat = [((x - lon) * east, (y - lat) * KM_PER_DEGREE) for x, y in ring]
    return min(_to_segment(p, q) for p, q in zip(flat, (*flat[1:], flat[0]), strict=True))


def _to_segment(p: tuple[float, float], q: tuple[float, float]) -> float:
    (x, y), (dx, dy) = p, (q[0] - p[0], q[1] - p[1])
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(x * dx + y * dy) / length))
    return float(((x + share * dx) ** 2 + (y + share * dy) ** 2) ** 0.5)


def read_polygons(path: str) -> tuple[Ring, ...]:
    """The outer rings of a GeoJSON file's polygons. Raises InputError where there are none."""
    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", hint="check the path") from error
    except ValueError as error:
        raise InputError(f"{path}: no GeoJSON: {error}", hint="a GeoJSON file with a Polygon") from error
    rings = tuple(_rings(data))
    if not rings:
        raise InputError(f"{path}: no polygon in it", hint="a GeoJSON file with a Polygon or MultiPolygon")
    return rings


def _rings(data: Any) -> Iterable[Ring]:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "FeatureCollection":
        for feature in data["features"]:
            yield from _rings(feature["geometry"])
    elif kind == "Feature":
        yield from _rings(data["geometry"])
    elif kind == "Polygon":
        yield _ring(data["coordinates"][0])
    elif kind == "MultiPolygon":
        yield from (_ring(polygon[0]) for polygon in data["coordinates"])


def _ring(points: Sequence[Sequence[float]]) -> Ring:
    return tuple((float(p[0]), float(p[1])) for p in points)


def area_to_json(area: WatchedArea) -> dict[str, Any]:
    """The area as plain JSON."""
    return {
        "polygons": [[list(p) for p in ring] for ring in area.polygons],
        "circle": list(area.circle) if area.circle else None,
        "admin": area.admin,
        "country": area.country,
        "sites": list(area.sites),
        "first": area.first.isoformat() if area.first else None,
        "last": area.last.isoformat() if area.last else None,
        "parties": list(area.parties),
        "near": area.near,
    }


def area_from_json(name: str, data: Mapping[str, Any]) -> WatchedArea:
    """The area that `area_to_json` wrote."""
    circle = data.get("circle")
    return WatchedArea(
        name=name,
        polygons=tuple(_ring(ring) for ring in data.get("polygons", ())),
        circle=(circle[0], circle[1], circle[2]) if circle else None,
        admin=data.get("admin"),
        country=data.get("country"),
        sites=tuple(data.get("sites", ())),
        first=date.fromisoformat(data["first"]) if data.get("first") else None,
        last=date.fromisoformat(data["last"]) if data.get("last") else None,
        parties=tuple(data.get("parties", ())),
        near=data.get("near", 10.0),
    )
