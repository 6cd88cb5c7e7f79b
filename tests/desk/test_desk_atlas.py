"""Filters, knots and areas over incidents give what walking through all of them would give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.atlas import Asked, Atlas
from dateline.desk.clusters import cluster, histogram
from dateline.desk.regions import in_area
from dateline.desk.spots import Spot, pack, place_words, read_place, unpack
from dateline.desk.terms import Terms
from dateline.incidents.areas import WatchedArea, locate

WORDS = st.lists(st.sampled_from(["ab", "abc", "b", "cab", "dd"]), max_size=3, unique=True).map(tuple)
POINTS = st.none() | st.tuples(st.integers(-80, 80), st.integers(-179, 178)).map(
    lambda p: (p[0] + 0.123, p[1] + 0.457)
)
MONDAY = date(2019, 8, 19).toordinal()


def make_spot(number: int, **values: object) -> Spot:
    known = {"first": MONDAY, "last": MONDAY, "country": "SY", "lat": 35.0, "lon": 36.0, "precision": 1.0}
    named = {"contested": (), "place": "", "actor": "", "target": "", "words": ()}
    spot = Spot(f"i{number:03}", "shelling", "remote", "happened", **known, reports=1, origins=1,  # type: ignore[arg-type]
                confidence=1.0, **named)  # type: ignore[arg-type]  # fmt: skip
    return replace(spot, **values)  # type: ignore[arg-type]


SPOTS = st.lists(st.tuples(WORDS, WORDS, st.none() | st.integers(1, 40), POINTS), max_size=12).map(
    lambda drawn: [
        make_spot(n, words=w, sides=s, first=f, last=f, lat=p and p[0], lon=p and p[1])
        for n, (w, s, f, p) in enumerate(drawn)
    ]
)


@given(things=st.lists(WORDS), part=st.sampled_from(["a", "ab", "x", "b"]))
def test_terms_are_found_as_by_looking_at_each_thing(things: list[tuple[str, ...]], part: str) -> None:
    terms = Terms.of(things)
    assert terms.holding(part).tolist() == [any(part in t for t in thing) for thing in things]
    assert terms.having([part]).tolist() == [part in thing for thing in things]
    assert terms.all_among(["ab", "b"]).tolist() == [bool(t) and set(t) <= {"ab", "b"} for t in things]


@given(spots=SPOTS, gone=st.sets(st.integers(0, 11)), come=SPOTS)
def test_an_atlas_brought_up_to_date_is_the_atlas_made_anew(
    spots: list[Spot], gone: set[int], come: list[Spot]
) -> None:
    old = [s for n, s in enumerate(spots) if n not in gone]
    new = [replace(s, id=f"n{s.id}") for s in come]
    grown = Atlas.of(spots).after(frozenset({f"i{n:03}" for n in gone}), new, "later")
    anew = Atlas.of([*old, *new])
    assert list(grown.spots) == list(anew.spots)
    asked = Asked(words="b", side="a")
    assert grown.pick(asked).tolist() == anew.pick(asked).tolist()
    assert all(np.array_equal(grown.columns[n], anew.columns[n], equal_nan=True) for n in anew.columns)


@given(spots=SPOTS)
def test_what_is_packed_is_unpacked_as_it_was(spots: list[Spot]) -> None:
    assert [unpack(pack(s)) for s in spots] == spots


@given(spots=SPOTS, zoom=st.integers(0, 22))
def test_every_located_incident_is_in_one_knot(spots: list[Spot], zoom: int) -> None:
    atlas = Atlas.of(spots)
    knots = cluster(atlas, atlas.pick(Asked()), zoom, named=99)
    members = [n for knot in knots for n in knot.newest]
    assert sorted(members) == [n for n, s in enumerate(atlas.spots) if s.lat is not None]
    assert [knot.count for knot in knots] == [len(knot.newest) for knot in knots]


@given(spots=SPOTS)
def test_the_bars_count_every_incident_of_a_known_day_once(spots: list[Spot]) -> None:
    bars = histogram(Atlas.of(spots), np.arange(len(spots)), most=7)
    assert sum(bar.count for bar in bars) == sum(s.first is not None for s in spots)
    assert len(bars) <= 7 and all(a.last < b.first for a, b in zip(bars, bars[1:], strict=False))


TRIANGLE = WatchedArea("t", polygons=(((0.0, 0.0), (60.0, 0.0), (30.0, 50.0)),), near=0.0)
ROUND = WatchedArea("r", circle=(10.0, 20.0, 3000.0), near=0.0)


def put(*names: str, point: tuple[float, float] | None = None) -> str:
    lat, lon = point or (None, None)
    return place_words({"name": names[0], "admin": names[1:], "country": "SY", "lat": lat, "lon": lon})


@given(drawn=st.lists(st.lists(POINTS, max_size=3), max_size=8), area=st.sampled_from([TRIANGLE, ROUND]))
def test_an_incident_lies_in_an_area_by_any_of_its_places(
    drawn: list[list[tuple[float, float] | None]], area: WatchedArea
) -> None:
    spots = [(make_spot(n), several) for n, several in enumerate(drawn)]
    atlas = Atlas.of(replace(s, places=tuple(put("", point=p) for p in several)) for s, several in spots)
    places = [[read_place(words) for words in s.places] for s in atlas.spots]
    assert in_area(atlas, area).tolist() == [locate(area, some) == "within" for some in places]


def test_an_area_told_by_a_name_holds_what_lies_in_the_division_of_that_name() -> None:
    here, there = (
        make_spot(n, places=(put(*names),)) for n, names in enumerate([("Kafr Nabūda", "Ḩamā"), ("Homs",)])
    )
    atlas = Atlas.of([here, there])
    assert in_area(atlas, WatchedArea("h", admin="Hama", country="SY")).tolist() == [True, False]
    assert not in_area(atlas, WatchedArea("h", admin="Hama", country="IQ")).any()
