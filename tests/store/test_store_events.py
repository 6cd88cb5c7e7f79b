"""Filters, order, pages and counts in every database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.model import Event, PlaceRef, Report, Span
from dateline.store import Box, Circle, EventFilter, SqlStore, open_store
from dateline.store.rows import span_of_days
from tests.store.making import make_coded, make_day, make_event, make_incoming, make_place, shelled, struck


def add(store: SqlStore, *makes: Callable[[Report], Event], **known: object) -> Report:
    incoming = make_incoming(**known)
    store.add(incoming, make_coded(incoming.report, *(make(incoming.report) for make in makes)))
    return incoming.report


def types(store: SqlStore, **asked: object) -> list[str]:
    return [row.event.type for row in store.each_event(EventFilter(**asked))]


@pytest.mark.parametrize(
    "asked",
    [
        {"since": date(2019, 8, 19), "until": date(2019, 8, 19)},
        {"types": ("shelling", "protest")},
        {"statuses": ("happened",), "min_confidence": 0.8},
        {"countries": ("SY",)},
        {"place": "kafr nabuda"},
        {"circle": Circle(35.4, 36.5, 5)},
        {"box": Box(36, 35, 37, 36)},
        {"actor": "syrian opp"},
        {"actor": "syrian-opposition"},
        {"source": "sana"},
        {"text": "VILLAGE Kafr"},
    ],
    ids=str,
)
def test_a_filter_finds_what_it_describes_and_not_the_other(
    store: SqlStore, asked: dict[str, object]
) -> None:
    def elsewhere(report: Report) -> Event:
        end = len(report.text)
        return replace(struck(report), mentions=(Span.of(report.text, end - 7, end),))

    add(store, shelled, text="x" * 700 + make_incoming().report.text)
    add(store, elsewhere, text="Warplanes struck." + " " * 700 + "market.")
    assert types(store, **asked) == ["shelling"]
    assert store.count_events(EventFilter(**asked)) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked",
    [
        {"since": date(2019, 8, 20)},
        {"until": date(2019, 8, 18)},
        {"circle": Circle(35.4, 36.5, 1)},
        {"box": Box(37, 35, 36, 36)},
        {"source": "reuters"},
        {"text": "100%"},
        {"place": "kafr_nabuda"},
        {"min_confidence": 0.81},
        {"max_confidence": 0.79},
    ],
    ids=str,
)
def test_a_filter_leaves_out_what_it_does_not_describe(store: SqlStore, asked: dict[str, object]) -> None:
    add(store, shelled)
    assert types(store, **asked) == []


def test_the_outlet_is_a_source_too(store: SqlStore) -> None:
    add(store, struck, outlet="Agence France-Presse")
    assert types(store, source="france-presse") == ["air_strike"]


def test_events_come_by_day_with_unknown_days_last(store: SqlStore) -> None:
    add(store, struck, shelled)
    assert [row.event.type for row in store.each_event()] == ["shelling", "air_strike"]
    assert [row.event.type for row in store.each_event(order="unsure")] == ["air_strike", "shelling"]
    assert [row.event.type for row in store.each_event(order="newest")] == ["air_strike", "shelling"]


@pytest.mark.parametrize("order", ["date", "newest", "unsure"])
def test_pages_hold_every_event_once(store: SqlStore, order: str) -> None:
    for i in range(7):
        add(store, shelled, struck, id=f"r{i}")
    found, after = [], None
    while True:
        page = store.events(order=order, after=after, limit=3)  # type: ignore[arg-type]
        found += [(row.report.id, row.event.id) for row in page.rows]
        if (after := page.next) is None:
            break
    assert len(found) == len(set(found)) == 14


def test_a_page_mark_that_is_none_is_refused(store: SqlStore) -> None:
    with pytest.raises(UsageError, match="no page mark"):
        store.events(after="nonsense")


def test_counts_by_type_day_and_country(store: SqlStore) -> None:
    add(store, shelled, struck, id="a")
    add(store, shelled, id="b")
    assert store.count_by("type") == {"air_strike": 1, "shelling": 2}
    assert store.count_by("day") == {"2019-08-19": 2, "": 1}
    assert store.count_by("country") == {"SY": 2}


def test_an_event_is_found_by_the_beginning_of_its_id(store: SqlStore) -> None:
    report = add(store, shelled)
    event = shelled(report)
    assert [row.event for row in store.find_events(event.id[:6])] == [event]


def test_since_a_day_is_found_up_to_publication_and_until_a_day_by_that_day() -> None:
    report, day = make_incoming().report, date(2019, 8, 19)
    since, until = make_day(report, "on Monday", day, None), make_day(report, "on Monday", None, day)
    assert span_of_days(since, day + timedelta(3)) == (day, day + timedelta(3))
    assert span_of_days(since, None) == (day, day)
    assert span_of_days(make_day(report, "on Monday", None, None), day) is None
    assert span_of_days(until, day + timedelta(3)) == (day, day)


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> SqlStore:
    store = open_store(str(Path(tmp_path_factory.mktemp("scattered")) / "a.db"))
    points = [(lat, lon) for lat in range(-88, 89, 22) for lon in range(-180, 180, 30)]

    def at(report: Report, i: int) -> Event:
        place: PlaceRef = make_place(report, "Kafr", f"p{i}", *points[i])
        mention = Span.of(report.text, i, i + 1)
        return replace(make_event(report, "shelled"), id=f"{i}", mentions=(mention,), places=(place,))

    incoming = make_incoming("Kafr shelled " + "." * len(points))
    store.add(incoming, make_coded(incoming.report, *(at(incoming.report, i) for i in range(len(points)))))
    return store


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180), km=st.floats(1, 19_000))
@settings(max_examples=60, deadline=None)
def test_a_circle_holds_what_the_haversine_formula_says_is_near(
    scattered: SqlStore, lat: float, lon: float, km: float
) -> None:
    def is_near(place: PlaceRef) -> bool:
        assert place.lat is not None and place.lon is not None
        dlat, dlon = radians(place.lat - lat) / 2, radians(place.lon - lon) / 2
        h = sin(dlat) ** 2 + cos(radians(lat)) * cos(radians(place.lat)) * sin(dlon) ** 2
        return 2 * 6371.0088 * asin(min(1, sqrt(h))) <= km

    found = {row.event.id for row in scattered.each_event(EventFilter(circle=Circle(lat, lon, km)))}
    everything = [row.event for row in scattered.each_event()]
    assert found == {event.id for event in everything if is_near(event.places[0])}
