"""KML: one placemark per located occurrence, for globes.

Source: OGC 07-147r2, KML 2.2: WGS84, longitude before latitude, time spans by day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from dateline.publish.columns import COLUMNS, row_of
from dateline.publish.context import Context
from dateline.publish.geojson import geometry_of, left_out
from dateline.publish.page_parts import type_title
from dateline.publish.record import Occurrence, Record, occurrences
from dateline.publish.rows import trace_row
from dateline.publish.sheet import Cell
from dateline.publish.trace import TraceLine

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n<name>{}</name>\n'
TAIL = "</Document>\n</kml>\n"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Kml:
    """See the module."""

    name = "kml"
    suffix = ".kml"
    about = "one placemark per occurrence that has coordinates, for globes"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One placemark an occurrence; those that no gazetteer locates are left out and traced."""
        out.write(HEAD.format(clean_xml(context.title)).encode())
        for occurrence in occurrences(records, context.incidents):
            geometry = geometry_of(occurrence)
            if geometry is None:
                yield left_out(occurrence)
                continue
            title = type_title(occurrence.lead.event.type, context.codebook)
            out.write(_placemark(occurrence, geometry, title).encode("utf-8", "replace"))
            yield trace_row(occurrence)
        out.write(TAIL.encode())


def clean_xml(text: str) -> str:
    """`text` escaped for XML, without the control characters that XML 1.0 cannot hold."""
    return escape(NOT_XML.sub("", text))


def _placemark(occurrence: Occurrence, geometry: dict[str, object], title: str) -> str:
    row = row_of(occurrence)
    place = row.get("place")
    return (
        f"<Placemark id={quoteattr('o' + occurrence.id)}>"
        f"<name>{clean_xml(f'{title}, {place}' if place else title)}</name>"
        f"{_time(row)}<ExtendedData>{''.join(_data(row))}</ExtendedData>{_geometry(geometry)}</Placemark>\n"
    )


def _time(row: dict[str, Cell]) -> str:
    ends = (("begin", row.get("date_from")), ("end", row.get("date_to")))
    known = "".join(f"<{end}>{day}</{end}>" for end, day in ends if day)
    return f"<TimeSpan>{known}</TimeSpan>" if known else ""


def _data(row: dict[str, Cell]) -> Iterator[str]:
    for column in COLUMNS:
        value = row.get(column.name)
        if value not in (None, ""):
            yield f'<Data name="{column.name}"><value>{clean_xml(str(value))}</value></Data>'


def _geometry(geometry: dict[str, object]) -> str:
    points = geometry["coordinates"]
    assert isinstance(points, list)
    if geometry["type"] == "Point":
        return _point(points)
    return f"<MultiGeometry>{''.join(_point(p) for p in points)}</MultiGeometry>"


def _point(point: list[float]) -> str:
    return f"<Point><coordinates>{point[0]!r},{point[1]!r}</coordinates></Point>"


FORMAT = Kml()
