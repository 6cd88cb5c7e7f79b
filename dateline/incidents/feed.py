"""An Atom feed of an area's incidents (RFC 4287), newest change first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as xml

from dateline.store import IncidentVersion

ATOM = "http://www.w3.org/2005/Atom"


def write_atom(area: str, versions: Sequence[IncidentVersion], lines: Sequence[str]) -> bytes:
    """The feed as UTF-8 XML.

    Arguments: `versions`, the incidents as they stand; `lines`, a summary in words for each, in the same
    order.
    """
    xml.register_namespace("", ATOM)
    feed = xml.Element(f"{{{ATOM}}}feed")
    updated = max((v.at for v in versions), default="1970-01-01T00:00:00+00:00")
    _add(feed, "id", f"urn:dateline:area:{area}")
    _add(feed, "title", f"Incidents in {area}")
    _add(feed, "updated", updated)
    _add(_add(feed, "author"), "name", "Dateline")
    for version, words in sorted(
        zip(versions, lines, strict=True), key=lambda p: (p[0].at, p[0].id), reverse=True
    ):
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:dateline:incident:{version.id}")
        _add(entry, "title", words.splitlines()[0].strip())
        _add(entry, "updated", version.at)
        _add(entry, "summary", words)
        _add(entry, "category").set("term", str(version.record["best"]["type"]))
    xml.indent(feed)
    return bytes(xml.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: Any, tag: str, text: str | None = None) -> Any:
    child = xml.SubElement(parent, f"{{{ATOM}}}{tag}")
    # XML 1.0 has no way to write control characters.
    child.text = "".join(c for c in text if c >= " " or c in "\n\t") if text is not None else None
    return child
