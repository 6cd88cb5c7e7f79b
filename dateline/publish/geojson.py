"""GeoJSON: one feature per occurrence with coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dateline.publish.columns import row_of
from dateline.publish.context import Context
from dateline.publish.derive import all_places
from dateline.publish.record import Occurrence, Record, occurrences
from dateline.publish.rows import json_bytes, trace_row
from dateline.publish.trace import TraceLine


class GeoJson:
    """Source: RFC 7946: WGS84, longitude before latitude."""

    name = "geojson"
    suffix = ".geojson"
    about = "one feature per occurrence that has coordinates, for maps"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One feature an occurrence; those that no gazetteer locates are left out and traced."""
        out.write(b'{"type": "FeatureCollection", "features": [')
        before = b"\n"
        for occurrence in occurrences(records, context.incidents):
            geometry = geometry_of(occurrence)
            if geometry is None:
                yield left_out(occurrence)
                continue
            out.write(before + _feature(occurrence, geometry))
            before = b",\n"
            yield trace_row(occurrence)
        out.write(b"\n]}\n")


def geometry_of(occurrence: Occurrence) -> dict[str, Any] | None:
    """A Point, or a MultiPoint where it happened at several places; None where none has coordinates."""
    points = [[p.lon, p.lat] for p in all_places(occurrence) if p.lon is not None and p.lat is not None]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


def left_out(occurrence: Occurrence) -> TraceLine:
    """The trace of an occurrence that cannot be put on a map."""
    named = ", ".join(p.name for p in all_places(occurrence))
    why = f"no gazetteer entry for {named}" if named else "no report names a place for it"
    return TraceLine("left out", "no coordinates", None, occurrence.keys, why)


def _feature(occurrence: Occurrence, geometry: dict[str, Any]) -> bytes:
    properties = row_of(occurrence)
    feature = {"type": "Feature", "id": occurrence.id, "geometry": geometry, "properties": properties}
    return json_bytes(feature)


FORMAT = GeoJson()
