"""GeoParquet: the plain table with a geometry column.

Source: OGC GeoParquet 1.1.0: WKB, OGC:CRS84, the 'geo' metadata; ISO 19125 for well-known binary.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dateline.publish.columns import row_of
from dateline.publish.context import Context
from dateline.publish.geojson import geometry_of, left_out
from dateline.publish.parquet import RowWriter
from dateline.publish.record import Record, occurrences
from dateline.publish.rows import trace_row
from dateline.publish.trace import TraceLine

POINT, MULTIPOINT = 1, 4


class GeoParquet:
    """See the module."""

    name = "geoparquet"
    suffix = ".geo.parquet"
    about = "the table with a geometry column, for GIS and geopandas"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One row an occurrence; those that no gazetteer locates are left out and traced."""
        bounds = Bounds()
        with RowWriter(out, {"geometry": "binary"}, lambda: {"geo": json.dumps(bounds.metadata())}) as rows:
            for occurrence in occurrences(records, context.incidents):
                geometry = geometry_of(occurrence)
                if geometry is None:
                    yield left_out(occurrence)
                    continue
                bounds.add(geometry)
                rows.add({**row_of(occurrence), "geometry": wkb(geometry)})
                yield trace_row(occurrence)


def points_of(geometry: dict[str, Any]) -> list[list[float]]:
    """The points of a Point or MultiPoint, as [lon, lat]."""
    found = geometry["coordinates"]
    return [found] if geometry["type"] == "Point" else list(found)


def wkb(geometry: dict[str, Any]) -> bytes:
    """A GeoJSON Point or MultiPoint as little-endian well-known binary."""
    points = [struct.pack("<BIdd", 1, POINT, lon, lat) for lon, lat in points_of(geometry)]
    if geometry["type"] == "Point":
        return points[0]
    return struct.pack("<BII", 1, MULTIPOINT, len(points)) + b"".join(points)


class Bounds:
    """The bounding box and kinds of the geometries seen."""

    def __init__(self) -> None:
        self._kinds: set[str] = set()
        self._box: list[float] | None = None

    def add(self, geometry: dict[str, Any]) -> None:
        """Widen the box by one geometry."""
        self._kinds.add(geometry["type"])
        for lon, lat in points_of(geometry):
            west, south, east, north = self._box or (lon, lat, lon, lat)
            self._box = [min(west, lon), min(south, lat), max(east, lon), max(north, lat)]

    def metadata(self) -> dict[str, Any]:
        """The value of the file's 'geo' key."""
        column: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted(self._kinds)}
        if self._box:
            column["bbox"] = self._box
        return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


FORMAT = GeoParquet()
