"""The screens to look things up in: codebook, sources, gazetteer, areas."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import RedirectResponse, Response

from dateline.desk.gazetteers import find_entries
from dateline.desk.guard import Asking
from dateline.desk.pages import page
from dateline.desk.regions import in_area, read_area, saved_areas
from dateline.desk.seeing import quoted_for
from dateline.desk.sources import find_outlets
from dateline.errors import UsageError
from dateline.incidents.areas import WatchedArea, area_to_json
from dateline.places import open_gazetteer
from dateline.store import Area


def show_codebook(asking: Asking) -> Response:
    """The codebook: every type with its definition, examples and counterexamples."""
    return page(asking, "codebook", wanted=asking.request.query_params.get("q", "").casefold())


def show_sources(asking: Asking) -> Response:
    """The outlets with how many reports each, and who is quoted in how many events."""
    words = asking.request.query_params.get("q", "").strip()[:100]
    outlets = find_outlets(asking.desk.store, words)
    return page(asking, "sources", wanted=words, outlets=outlets, quoted=quoted_for(asking, words))


def show_gazetteer(asking: Asking) -> Response:
    """What a name may mean: candidates with their spellings, coordinates and how far these may be off."""
    name = asking.request.query_params.get("q", "").strip()[:100]
    made_of = open_gazetteer(asking.desk.options.home).sources()
    found = find_entries(asking.desk, name) if name else ()
    return page(asking, "gazetteer", wanted=name, found=found, made_of=made_of)


def show_areas(asking: Asking, *, status: int = 200, problem: str = "") -> Response:
    """The saved areas, how many incidents lie in each, and a form for another."""
    atlas = asking.atlas()
    areas = [(a, _told(a), int(in_area(atlas, a).sum())) for a in saved_areas(asking.desk.store)]
    return page(asking, "areas", status=status, areas=areas, problem=problem, said=dict(asking.form))


def _told(area: WatchedArea) -> str:
    """What makes the area, in words."""
    shape = [f"an outline of {len(ring)} corners" for ring in area.polygons]
    if area.circle:
        lat, lon, km = area.circle
        shape.append(f"{km:g} km around {lat:.3f}, {lon:.3f}")
    named = ", ".join(filter(None, (area.admin, area.country)))
    days = f"{area.first or '…'} to {area.last or '…'}" if area.first or area.last else ""
    return " · ".join(filter(None, (*shape, named, ", ".join(area.sites), days)))


def change_areas(asking: Asking) -> Response:
    """Saves an area, or forgets one."""
    store = asking.desk.store
    if asking.said("drop"):
        store.drop_area(asking.said("drop"))
        return RedirectResponse("/areas", 303)
    try:
        area = read_area({**{k: asking.said(k) for k in ("name", "admin", "country")}, **_shape(asking)})
    except UsageError as error:
        return show_areas(asking, status=400, problem=str(error))
    store.save_area(Area(area.name, area_to_json(area)))
    return RedirectResponse("/areas", 303)


def _shape(asking: Asking) -> dict[str, Any]:
    ring, box = asking.said("ring"), [asking.said(side) for side in ("west", "south", "east", "north")]
    try:
        found: dict[str, Any] = {"ring": json.loads(ring)} if ring else {}
        if any(box):
            found["box"] = [float(side) for side in box]
    except ValueError:
        raise UsageError("the shape does not do", hint="draw it again, or give all four sides") from None
    return found
