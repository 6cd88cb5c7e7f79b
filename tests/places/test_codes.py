"""Precision codes of ACLED and UCDP, and geometry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.place import Level, PlaceRef
from dateline.model.span import Span
from dateline.places import acled_precision, ucdp_precision
from dateline.places.geometry import bearing, km_between, midpoint, move


def ref(
    level: Level, precision: float | None, *, placed: bool = True, ident: str | None = "geonames:1"
) -> PlaceRef:
    """A reference of a level and precision in Syria."""
    point = (35.0, 36.0) if placed else (None, None)
    return PlaceRef(Span(0, 1, "X"), "X", level, ident, *point, precision, ("Hama",), "SY")


@pytest.mark.parametrize(
    ("place", "acled", "ucdp"),
    [
        (ref("settlement", 2.0), 1, 1),
        (ref("site", 12.0), 2, 2),
        (ref("site", 90.0), 3, 5),
        (ref("district", 30.0), 2, 3),
        (ref("region", 70.0), 3, 4),
        (ref("country", 300.0), 3, 6),
        (ref("settlement", None, placed=False, ident=None), None, 4),
    ],
)
def test_codes_follow_from_level_and_precision(place: PlaceRef, acled: int | None, ucdp: int | None) -> None:
    assert (acled_precision(place), ucdp_precision(place)) == (acled, ucdp)


lats, lons = st.floats(-80, 80), st.floats(-179, 179)


@given(lats, lons, st.floats(0, 359), st.floats(0.1, 500))
def test_a_point_moved_so_far_is_so_far_away(lat: float, lon: float, toward: float, km: float) -> None:
    assert km_between(lat, lon, *move(lat, lon, toward, km)) == pytest.approx(km, abs=0.01 + km * 1e-4)


@given(lats, lons, lats, lons)
def test_the_midpoint_is_as_far_from_either_end(a: float, b: float, c: float, d: float) -> None:
    whole = km_between(a, b, c, d)
    half = km_between(a, b, *midpoint(a, b, c, d))
    assert whole > 19_900 or half == pytest.approx(whole / 2, abs=0.05)


def test_north_is_zero_and_east_ninety_degrees() -> None:
    assert bearing(0, 0, 1, 0) == pytest.approx(0)
    assert bearing(0, 0, 0, 1) == pytest.approx(90)
