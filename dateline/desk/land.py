"""The shipped country outlines as GeoJSON for a map that can be dragged across the date line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from dateline.publish.outlines import Point, Ring, load_outlines


@lru_cache(maxsize=1)
def land_geojson() -> str:
    """Every country as one polygon of all its rings, to be filled by the even-odd rule.

    A ring that crosses the date line runs on past 180 degrees and is given a second time, 360 degrees west,
    so that no edge runs once round the world.
    """
    shapes = [
        {
            "type": "Feature",
            "properties": {"country": outline.country},
            "geometry": {
                "type": "Polygon",
                "coordinates": [part for ring in outline.rings for part in across_date_line(ring)],
            },
        }
        for outline in load_outlines()
    ]
    return json.dumps({"type": "FeatureCollection", "features": shapes}, separators=(",", ":"))


def across_date_line(ring: Ring) -> Iterator[list[Point]]:
    """The ring with no step longer than half the world, as often as it is needed to show both its sides."""
    shift, points = 0.0, list[Point]()
    for n, (lon, lat) in enumerate(ring):
        if n and abs(lon - ring[n - 1][0]) > 180:
            shift += 360.0 if lon < ring[n - 1][0] else -360.0
        points.append((round(lon + shift, 2), lat))
    yield points
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    if east > 180 or west < -180:
        turn = -360.0 if east > 180 else 360.0
        yield [(round(lon + turn, 2), lat) for lon, lat in points]
