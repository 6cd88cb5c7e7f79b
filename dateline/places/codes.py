"""The geographic precision codes of ACLED and UCDP that follow from a reference's level and precision.

Sources: ACLED codebook 2023, "Geo-precision"; UCDP GED codebook 23.1, "where_prec".
"""

from __future__ import annotations

from dateline.model.place import PlaceRef


def acled_precision(ref: PlaceRef) -> int | None:
    """ACLED geo precision: 1 the place itself, 2 an area near it, 3 a larger region; None where unplaced."""
    if ref.lat is None or ref.precision is None:
        return None
    if ref.level in ("region", "country"):
        return 3
    if ref.precision <= 10:
        return 1
    return 2 if ref.precision <= 75 else 3


def ucdp_precision(ref: PlaceRef) -> int | None:
    """UCDP where_prec, 1-7; None where nothing at all is known.

    1 exact, 2 within about 25 km of a known point, 3 a second-order division, 4 a first-order division, 5 a
    part of a country or a line, 6 the country, 7 international waters or airspace.
    """
    if ref.level == "country" or (ref.lat is None and not ref.admin):
        return 6 if ref.country else None
    if ref.lat is None or ref.precision is None:
        return 3 if len(ref.admin) > 1 else 4
    if ref.level == "region":
        return _region(ref)
    if ref.level == "district":
        return 3 if ref.precision > 10 else 2
    return 1 if ref.precision <= 5 else 2 if ref.precision <= 25 else 5


def _region(ref: PlaceRef) -> int:
    if ref.country is None:
        return 7
    return 4 if ref.id and ref.id.startswith(("geonames:", "pcode:", "wof:")) and ref.precision else 5
