"""The REST API, what lies where and when: map, timeline, places of the gazetteer, saved areas.

Source: RFC 7946 (GeoJSON).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.responses import Response

from dateline.desk.answers import GEOJSON, answer
from dateline.desk.asked import incidents_asked, number
from dateline.desk.atlas import Atlas, spots_at, without_days
from dateline.desk.clusters import Cluster, cluster, histogram
from dateline.desk.gazetteers import find_entries
from dateline.desk.guard import Asking
from dateline.desk.regions import area_feature, saved_areas
from dateline.desk.spots import Spot
from dateline.publish.page_parts import family_colour, type_title

NAMED, FEW = 20, 3
MIXED = "#5b636e"


def get_map(asking: Asking) -> Response:
    """The incidents asked for as GeoJSON points, those close together at this zoom as one."""
    query = asking.request.query_params
    atlas = asking.atlas()
    picked = asking.desk.pick(atlas, incidents_asked(query))
    clusters = cluster(atlas, picked, int(number(query, "zoom", 3, 22)))
    features = [_feature(asking, atlas, c) for c in clusters]
    return answer(asking, {"type": "FeatureCollection", "features": features}, kind=GEOJSON)


def _feature(asking: Asking, atlas: Atlas, found: Cluster) -> dict[str, Any]:
    spots = spots_at(atlas, found.newest)
    book = asking.desk.codebook
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(found.lon, 5), round(found.lat, 5)]},
        "properties": {
            "count": found.count,
            "contested": found.contested,
            "colour": family_colour(found.family, book) if found.family else MIXED,
            "precision": spots[0].precision if found.count == 1 else None,
            "incidents": [_named(s, type_title(s.type, book)) for s in spots[: _shown(found)]],
        },
    }


def _shown(found: Cluster) -> int:
    # A knot of many opens by zooming in; only its newest are named.
    return NAMED if found.count <= NAMED else FEW


def _named(spot: Spot, title: str) -> dict[str, Any]:
    sides = " → ".join(filter(None, (spot.actor, spot.target)))
    status = "" if spot.status == "happened" else spot.status
    return {
        "id": spot.id,
        "title": title,
        "status": status,
        "day": spot.day,
        "place": spot.place,
        "sides": sides,
    }


def get_timeline(asking: Asking) -> Response:
    """How many incidents begin when, over all days, whatever days are picked."""
    atlas = asking.atlas()
    picked = asking.desk.pick(atlas, without_days(incidents_asked(asking.request.query_params)))
    bars = [[b.first.isoformat(), b.last.isoformat(), b.count] for b in histogram(atlas, picked)]
    return answer(asking, {"bars": bars})


def find_places(asking: Asking) -> Response:
    """The gazetteer's candidates for a name, best first."""
    name = asking.request.query_params.get("q", "").strip()[:100]
    if not name:
        return answer(asking, {"items": []})
    return answer(asking, {"items": [asdict(found) for found in find_entries(asking.desk, name)]})


def list_areas(asking: Asking) -> Response:
    """The saved areas as GeoJSON; one that is told by a name alone has no geometry."""
    features = [area_feature(area) for area in saved_areas(asking.desk.store)]
    return answer(asking, {"type": "FeatureCollection", "features": features}, kind=GEOJSON)
