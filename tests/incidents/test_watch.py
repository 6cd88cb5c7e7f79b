"""Saved areas, their news, the feed and the signed call."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as xml

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import FetchError
from dateline.incidents.areas import WatchedArea, area_from_json, area_to_json, contains, locate
from dateline.incidents.describe import describe
from dateline.incidents.feed import ATOM, write_atom
from dateline.incidents.link import link
from dateline.incidents.watch import sightings, tell_news
from dateline.incidents.webhook import Webhook, call
from dateline.store import IncidentVersion
from tests.incidents.making import PLACES, event, report

SQUARE = ((44.0, 15.0), (46.0, 15.0), (46.0, 16.0), (44.0, 16.0))


def at(lat: float, lon: float, **known: object) -> dict[str, object]:
    return {"name": "x", "lat": lat, "lon": lon, "admin": [], "country": None, **known}


def described(*reports):
    known = {e.key: e for events in reports for e in events}
    return [describe(i, known) for i in link(known.values())]


@pytest.mark.parametrize(
    ("lat", "lon", "where"),
    [(15.5, 45, "within"), (14.95, 45, "near"), (14.0, 45, None), (15.5, 46.05, "near")],
)
def test_a_place_is_within_near_or_outside_a_polygon(lat, lon, where):
    assert locate(WatchedArea("a", polygons=(SQUARE,)), [at(lat, lon)]) == where


def test_a_place_without_coordinates_lies_in_no_polygon():
    assert locate(WatchedArea("a", polygons=(SQUARE,)), [{"name": "x", "lat": None, "lon": None}]) is None


def test_an_administrative_area_holds_the_places_that_name_it():
    area = WatchedArea("a", admin="Ma'rib", country="YE")
    assert locate(area, [at(0, 0, admin=["Marib"], country="YE")]) is None
    assert locate(area, [at(0, 0, admin=["Ma'rib"], country="YE")]) == "within"
    assert locate(area, [at(0, 0, admin=["Ma'rib"], country="SO")]) is None


def test_a_named_site_is_followed_by_its_name():
    area = WatchedArea("a", sites=("Morek observation post",))
    assert locate(area, [{"name": "the Morek observation post no. 9", "lat": None, "lon": None}]) == "within"


def test_a_named_convoy_is_followed_wherever_it_is_struck():
    area = WatchedArea("a", sites=("aid convoy 12",))
    struck = report("a", event("1", day="2020-05-03", at="Goma", targets=("UN aid convoy 12",)))
    other = report("b", event("1", day="2020-05-03", targets=("UN aid convoy 7",)))
    assert [s.record["events"] for s in sightings(area, described(struck, other))] == [[["a", "1"]]]


@given(st.floats(-80, 80), st.floats(-170, 170))
def test_a_ring_holds_a_point_whichever_way_it_is_walked(lat, lon):
    assert contains(SQUARE, lat, lon) == contains(SQUARE[::-1], lat, lon)


def test_an_area_comes_back_as_it_was_saved():
    area = WatchedArea(
        "a", (SQUARE,), (1.0, 2.0, 3.0), "x", "YE", ("s",), date(2020, 1, 1), None, ("P",), 5.0
    )
    assert area_from_json("a", json.loads(json.dumps(area_to_json(area)))) == area


def test_a_bound_party_that_is_said_to_have_struck_is_an_alleged_breach_with_who_alleges_it():
    lat, lon = PLACES["Marib"]
    area = WatchedArea(
        "zone", circle=(lat, lon, 20.0), parties=("Saudi-led coalition",), first=date(2020, 5, 1)
    )
    told = report("a", event("1", day="2020-05-03", chains=(("residents",),)))
    (seen,) = sightings(area, described(told))
    assert seen.breach == ("Saudi-led coalition",) and seen.alleged_by == ("residents",)


def test_what_happened_before_the_area_was_valid_or_only_was_planned_is_left_out():
    lat, lon = PLACES["Marib"]
    area = WatchedArea("zone", circle=(lat, lon, 20.0), first=date(2020, 5, 1))
    early = report("a", event("1", day="2020-04-03"))
    planned = report("b", event("1", day="2020-05-03", status="planned"))
    assert list(sightings(area, described(early, planned))) == []


def test_news_counts_the_week_against_the_weeks_before():
    lat, lon = PLACES["Marib"]
    area = WatchedArea("zone", circle=(lat, lon, 20.0))
    days = ["2020-05-30", "2020-05-28", "2020-05-10", "2020-05-17"]
    types = ["air_strike", "protest", "arrest", "blockade"]
    reports = [
        report(f"r{n}", event("1", type, day=day))
        for n, (day, type) in enumerate(zip(days, types, strict=True))
    ]
    news = tell_news(area, sightings(area, described(*reports)), date(2020, 5, 30))
    assert (len(news.today), news.this_week, news.weekly_mean_before) == (1, 2, 0.5)


def test_the_feed_is_atom_with_one_entry_an_incident():
    (record,) = described(report("a", event("1", day="2020-05-03")))
    version = IncidentVersion(record["id"], 1, "2020-05-04T00:00:00+00:00", True, record)
    feed = xml.fromstring(write_atom("zone", [version], ["a strike\x07 & more"]))
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert [e.findtext(f"{{{ATOM}}}title") for e in entries] == ["a strike & more"]


def hook(answers: list[int], waits: list[float]) -> tuple[Webhook, httpx.Client, list[httpx.Request]]:
    """A webhook whose other side answers so, one after the other."""
    came: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        came.append(request)
        return httpx.Response(answers[len(came) - 1])

    wait: Callable[[float], None] = waits.append
    made = Webhook("https://example.org/hook", "key", clock=lambda: 1000.0, wait=wait)
    return made, httpx.Client(transport=httpx.MockTransport(answer)), came


def test_a_call_is_signed_over_its_time_and_body():
    made, client, came = hook([204], [])
    call(made, {"id": "x"}, client)
    signed = hmac.new(b"key", b"1000." + came[0].content, hashlib.sha256).hexdigest()
    assert came[0].headers["X-Dateline-Signature"] == f"t=1000,v1={signed}"


def test_a_call_is_tried_again_ever_later_until_taken():
    waits: list[float] = []
    made, client, _ = hook([503, 429, 200], waits)
    assert call(made, {}, client) == 3 and waits == [1.0, 2.0]


def test_a_server_that_is_not_ready_at_first_gets_the_call_and_finds_it_rightly_signed(receiver):
    (url, server), waits = receiver, []
    server.answers[:] = [503]
    with httpx.Client() as client:
        assert call(Webhook(url, "key", wait=waits.append), {"id": "né"}, client) == 2
        with pytest.raises(FetchError, match="refused"):
            call(Webhook(url, "wrong", wait=waits.append), {"id": "x"}, client)
    assert server.taken == [{"id": "né"}] and waits == [1.0]


def test_a_refused_call_is_not_tried_again():
    waits: list[float] = []
    made, client, came = hook([403], waits)
    with pytest.raises(FetchError, match="refused"):
        call(made, {}, client)
    assert len(came) == 1 and waits == []


def test_a_call_that_nobody_takes_is_given_up_and_said():
    made, client, came = hook([500] * 5, [])
    with pytest.raises(FetchError, match="not ready"):
        call(made, {}, client)
    assert len(came) == 5
