"""Places found in a report, as JSON: what `dateline places` writes, one report a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dateline.model.place import PlaceRef
from dateline.places.codes import acled_precision, ucdp_precision
from dateline.places.context import PlaceContext
from dateline.places.find import find_places
from dateline.places.gazetteer import Gazetteer
from dateline.places.resolve import resolve_places

if TYPE_CHECKING:
    from spacy.tokens import Doc


def report_places(
    report: Mapping[str, Any], gazetteer: Gazetteer, *, doc: Doc | None = None, demonyms: bool = False
) -> tuple[PlaceRef, ...]:
    """Every place name in a report (a mapping with "text" and, if known, "title" and "outlet"), resolved."""
    text = report["text"]
    spans = find_places(text, gazetteer, doc=doc, demonyms=demonyms)
    context = PlaceContext(outlet=report.get("outlet"), title=report.get("title"))
    return resolve_places(text, spans, gazetteer, context=context)


def places_to_json(report: Mapping[str, Any], refs: tuple[PlaceRef, ...]) -> dict[str, Any]:
    """One line of `dateline places`: the report's id and its places in the order of the text."""
    return {"report": {"id": report.get("id")}, "places": [place_to_json(r) for r in refs]}


def place_to_json(ref: PlaceRef) -> dict[str, Any]:
    """A place reference as JSON, with the precision codes of ACLED and UCDP and what decided it."""
    return {
        "start": ref.span.start,
        "end": ref.span.end,
        "text": ref.span.text,
        "name": ref.name,
        "id": ref.id,
        "lat": ref.lat,
        "lon": ref.lon,
        "level": ref.level,
        "precision": ref.precision,
        "admin": list(ref.admin),
        "country": ref.country,
        "acled": acled_precision(ref),
        "ucdp": ucdp_precision(ref),
        "why": ref.why,
    }
