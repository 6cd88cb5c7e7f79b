"""Country outlines hold together at the date line."""

from __future__ import annotations

import json

from dateline.desk.land import across_date_line, land_geojson


def test_a_ring_over_the_date_line_is_given_on_both_sides_of_the_map() -> None:
    ring = ((179.0, 0.0), (-179.0, 0.0), (-179.0, 1.0), (179.0, 1.0), (179.0, 0.0))
    east, west = across_date_line(ring)
    assert [lon for lon, _ in east] == [179.0, 181.0, 181.0, 179.0, 179.0]
    assert [lon for lon, _ in west] == [-181.0, -179.0, -179.0, -181.0, -181.0]


def test_no_edge_of_any_country_runs_once_round_the_world() -> None:
    for feature in json.loads(land_geojson())["features"]:
        for ring in feature["geometry"]["coordinates"]:
            steps = [abs(b[0] - a[0]) for a, b in zip(ring, ring[1:], strict=False)]
            assert max(steps, default=0) < 180, feature["properties"]
