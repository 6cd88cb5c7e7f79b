"""The shipped country outlines as GeoJSON for a map that can be dragged across the date line."""

from __future__ import annotations

import json
from functools import lru_cache

from dateline.publish.outlines import across_date_line, load_outlines


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
