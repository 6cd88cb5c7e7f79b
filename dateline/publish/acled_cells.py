"""ACLED, second step: the cells of a row made of all drafts with one place, day and pair of actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from dateline.codebook import Codebook
from dateline.publish.acled_drafts import VIOLENT, Draft, Spot, actor_name
from dateline.publish.acled_tags import find_tags
from dateline.publish.countries import Country, find_country
from dateline.publish.projection import number_id
from dateline.publish.sheet import Cell, join
from dateline.publish.sides import CIVILIANS, EXTERNAL, STATE, Party

SCALES = ("National", "International")  # the narrower first


def merge_drafts(key: str, drafts: list[Draft], book: Codebook) -> dict[str, Cell]:
    """The row of all drafts with one place, day and pair. `key` makes its id."""
    lead = min(drafts, key=lambda d: (type_rank(d, book), d.precision))
    place, country = lead.place, find_country(lead.place.country)
    assert country is not None  # _spot has seen to it
    return {
        "event_id_cnty": f"{country.iso3}{number_id(key)}",
        "event_date": lead.day,
        "year": int(lead.day[:4]),
        "time_precision": min(d.precision for d in drafts),
        "disorder_type": book.vocabularies.disorder.get(lead.sub_event_type),
        "event_type": lead.event_type,
        "sub_event_type": lead.sub_event_type,
        **_actor_cells(lead, drafts, book),
        **_place_cells(place, country),
        **_source_cells(drafts, country, book),
        "notes": " ".join(dict.fromkeys(d.notes for d in drafts)),
        "fatalities": fatalities(drafts),
        "tags": join(tag for tag, _ in find_tags(drafts, book)),
    }


def type_rank(draft: Draft, book: Codebook) -> tuple[int, int]:
    """Where the type stands in ACLED's order: the first counts where several fit."""
    types = list(book.vocabularies.acled)
    if draft.event_type not in types:
        return (len(types), 0)
    subs = list(book.vocabularies.acled[draft.event_type])
    sub = draft.sub_event_type
    return (types.index(draft.event_type), subs.index(sub) if sub in subs else len(subs))


def fatalities(drafts: list[Draft]) -> int:
    """The dead: added up within each report, then the lowest of the reports; 0 where none gives a number."""
    by_report: Counter[str] = Counter()
    for draft in drafts:
        for report, dead in draft.dead.items():
            by_report[report] += dead
    return min(by_report.values(), default=0)


def _actor_cells(lead: Draft, drafts: list[Draft], book: Codebook) -> dict[str, Cell]:
    place = lead.place
    names = lead.names
    one, two = (inter_code(side[0], place.country, book) if side else 0 for side in (lead.first, lead.second))
    helpers = [join(dict.fromkeys(_helpers(name, drafts))) for name in names]
    return {
        "actor1": names[0],
        "assoc_actor_1": helpers[0],
        "inter1": one,
        "actor2": names[1],
        "assoc_actor_2": helpers[1] if names[1] else "",
        "inter2": two,
        "interaction": interaction(one, two),
        "civilian_targeting": "Civilian targeting" if _targets_civilians(lead) else "",
    }


def _helpers(name: str, drafts: list[Draft]) -> Iterator[str]:
    for draft in drafts:
        for lead, side in zip(draft.names, (draft.first, draft.second), strict=True):
            if lead == name:
                yield from (actor_name(party, draft.place) for party in side[1:])


def interaction(one: int | None, two: int | None) -> int | None:
    """The inter codes as the lowest number they make, a lone one with 0 behind it; None if one is unknown."""
    if one is None or two is None:
        return None
    low, high = sorted((one, two))
    return high * 10 if low == 0 else low * 10 + high


def _targets_civilians(lead: Draft) -> bool:
    if lead.event_type == "Violence against civilians":
        return True
    if lead.sub_event_type == "Excessive force against protesters":
        return True
    return lead.event_type in (*VIOLENT, "Riots") and any(p.kind == CIVILIANS for p in lead.second[:1])


def _place_cells(place: Spot, country: Country) -> dict[str, Cell]:
    admin: tuple[str | None, ...] = (*place.admin, None, None, None)
    return {
        "iso": country.numeric,
        "region": country.acled_region,
        "country": country.name,
        "admin1": admin[0],
        "admin2": admin[1],
        "admin3": admin[2],
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": place.geo_precision,
    }


def _source_cells(drafts: list[Draft], country: Country, book: Codebook) -> dict[str, Cell]:
    reports = dict.fromkeys(report for d in drafts for report in d.reports)
    outlets = list(dict.fromkeys(outlet for _, outlet, _ in reports if outlet))
    days = [published for _, _, published in reports if published]
    at = datetime.fromisoformat(max(days)).replace(tzinfo=UTC) if days else None
    found = {_scale(outlet, country, book) for outlet in outlets}
    scales = [scale for scale in SCALES if scale in found]
    return {
        "source": join(outlets),
        "source_scale": "-".join(scales) or None,
        "timestamp": int(at.timestamp()) if at else None,
    }


def _scale(outlet: str, country: Country, book: Codebook) -> str | None:
    known = book.find_source(outlet)
    if known is None or known.country is None:
        return None
    return "National" if known.country == country.iso2 else "International"


def inter_code(party: Party, country: str | None, book: Codebook) -> int | None:
    """ACLED's inter code 1-8; a state's forces abroad are 8; None where the kind is unknown or has none."""
    kind = party.kind
    if kind == STATE and party.country and country and party.country != country:
        kind = EXTERNAL
    known = book.actor_kinds.get(kind) if kind else None
    return known.inter if known else None
