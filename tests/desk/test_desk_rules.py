"""What rules hide from readers is hidden wherever they may look, and from nobody else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dateline.codebook import load_codebook
from dateline.desk import Desk
from dateline.desk.persons import Persons
from dateline.desk.rules import load_rules, rules_path
from dateline.desk.veil import Veil
from dateline.errors import UsageError
from dateline.incidents.areas import KM_PER_DEGREE
from dateline.incidents.features.place import distance_km
from dateline.incidents.keep import open_index, update_incidents
from dateline.model import Actor, SourceLink
from dateline.publish.public import MASK, make_public
from dateline.publish.public import load_rules as load_public_rules
from dateline.publish.record import Record
from tests.desk.conftest import sign_in
from tests.store.making import find_span, make_coded, make_day, make_event, make_incoming, make_place

TEXT = "Rebels shelled Kafr Nabuda on Monday, Samira Haddad said. Haddad lost her son Adel Haddad there."


def some_persons() -> Persons:
    return Persons(load_codebook(), load_rules("nowhere.db"), load_public_rules())


RULES = "hide_persons: true\ncoarsen_km: 50\n"


def set_rules(desk: Desk, rules: str) -> None:
    rules_path(str(desk.store)).write_text(rules, "utf-8")


def tell(desk: Desk, kind: str = "person") -> None:
    """A shelling that a woman without an office tells of, and her son."""
    from datetime import date

    incoming = make_incoming(TEXT, id="w", outlet="Wire", title="Samira Haddad speaks")
    report = incoming.report
    event = make_event(
        report,
        "shelled",
        actors=(Actor(find_span(TEXT, "Rebels"), "Rebels"),),
        targets=(Actor(find_span(TEXT, "Adel Haddad"), "Adel Haddad"),),
        places=(make_place(report, "Kafr Nabuda", "Kafr Nabūdah", 35.42, 36.50),),
        date=make_day(report, "on Monday", date(2020, 3, 2), date(2020, 3, 2)),
        chains=((SourceLink(find_span(TEXT, "Samira Haddad"), "Samira Haddad", kind),),),
    )
    desk.store.add(incoming, make_coded(report, replace(event, id="w-1")))
    update_incidents(desk.store, open_index(desk.store))


PLACES = (
    "/reports/w",
    "/",
    "/?q=haddad",
    "/events",
    "/sources",
    "/api/v1/reports/w",
    "/api/v1/events",
    "/api/v1/incidents",
    "/api/v1/map?zoom=5",
    "/api/v1/sources",
    "/history",
    "/api/v1/judgements",
)


def test_a_private_name_is_nowhere_for_a_reader(team: Desk) -> None:
    set_rules(team, RULES)
    tell(team)
    (id,) = team.store.incidents_of("w", "w-1")
    reader = sign_in(team, "reader")
    for path in (*PLACES, f"/incidents/{id}", f"/api/v1/incidents/{id}"):
        answer = reader.get(path)
        assert answer.status_code == 200
        assert "Samira" not in answer.text and "Adel" not in answer.text, path


def test_a_coder_sees_names_and_points_as_they_are(team: Desk) -> None:
    set_rules(team, RULES)
    tell(team)
    found = sign_in(team, "coder").get("/api/v1/reports/w").json()
    assert found["text"] == TEXT and found["events"][0]["places"][0]["lat"] == 35.42


def test_a_hidden_name_finds_nothing(team: Desk) -> None:
    set_rules(team, RULES)
    tell(team)
    reader = sign_in(team, "reader")
    for query in ("events?q=haddad", "events?actor=adel", "events?source=samira", "incidents?side=adel"):
        assert reader.get(f"/api/v1/{query}").json()["items"] == [], query
    assert len(reader.get("/api/v1/events?q=nabuda").json()["items"]) >= 1


def test_offsets_hold_where_names_are_blacked_out(team: Desk) -> None:
    set_rules(team, RULES)
    tell(team)
    found = sign_in(team, "reader").get("/api/v1/reports/w").json()
    (event,) = found["events"]
    assert len(found["text"]) == len(TEXT) and found["text"].count(MASK) == len(
        "SamiraHaddadHaddadAdelHaddad"
    )
    for value in (*event["mentions"], *event["targets"], *event["places"], *event["chains"][0]):
        assert found["text"][value["start"] : value["end"]] == value["text"]


def test_a_withheld_text_shows_the_words_of_events_alone(team: Desk) -> None:
    set_rules(team, "texts: withheld\n")
    tell(team)
    text = sign_in(team, "reader").get("/api/v1/reports/w").json()["text"]
    assert "shelled" in text and "lost her son" not in text and len(text) == len(TEXT)


def test_a_reader_s_points_are_coarse_and_say_how_far_off_they_may_be(team: Desk) -> None:
    set_rules(team, "coarsen_km: 50\n")
    tell(team)
    (place,) = sign_in(team, "reader").get("/api/v1/reports/w").json()["events"][0]["places"]
    assert place["id"] is None
    assert 0 < distance_km(35.42, 36.50, place["lat"], place["lon"]) <= place["precision"]


@given(lat=st.floats(-85, 85), lon=st.floats(-180, 179.9), km=st.floats(1, 200))
def test_the_true_point_is_never_farther_off_than_said(lat: float, lon: float, km: float) -> None:
    rules = replace(load_rules("nowhere/record.db"), coarsen_km=km)
    north, east, off = Veil(rules, load_codebook()).coarsen(lat, lon, 0.0)
    assert north is not None and east is not None and off is not None
    assert distance_km(lat, lon, north, east) <= off * 1.02 + 0.2
    assert abs(lat - north) <= km / KM_PER_DEGREE


@pytest.mark.parametrize("name", ["Samira Haddad", "Nguyen Van An", "journalist Óscar Peña Ruiz"])
def test_a_name_without_an_office_is_private(name: str) -> None:
    assert some_persons().is_private(name)


@pytest.mark.parametrize(
    "name", ["General Samir Haddad", "Syrian Army", "gunmen", "UN", "Defence Ministry", "President Ada Obi"]
)
def test_an_office_a_nation_and_a_body_are_public(name: str) -> None:
    assert not some_persons().is_private(name)


def test_a_name_that_the_record_knows_as_public_is_shown(team: Desk) -> None:
    set_rules(team, RULES)
    tell(team, kind="official")
    assert "Samira Haddad" in sign_in(team, "reader").get("/sources").text
    assert "Adel" not in sign_in(team, "reader").get("/").text


def test_what_readers_do_not_see_is_what_the_public_does_not_see(team: Desk) -> None:
    set_rules(team, "hide_persons: true\n")
    tell(team)
    found = team.report("w")
    assert found is not None
    public, _ = make_public(Record(found[1], found[0].text), team.public_rules, team.codebook)
    assert sign_in(team, "reader").get("/api/v1/reports/w").json()["text"] == public.text


def test_distressing_words_are_folded_until_asked_for(browser: TestClient, desk: Desk) -> None:
    set_rules(desk, "fold: [air_strike]\n")
    assert 'class="folded"' in browser.get("/reports/a").text
    assert "“struck”" not in browser.get("/events").text
    (id,) = desk.store.incidents_of("a", "a-2")
    assert "<summary>folded</summary>“struck”" in browser.get(f"/incidents/{id}").text


@pytest.mark.parametrize(
    "rules", ["hide_persons: perhaps", "colour: red", "coarsen_km: -1", "fold: x", "- a", "a: ["]
)
def test_a_rule_that_does_not_fit_is_named_with_its_file(tmp_path: Path, rules: str) -> None:
    record = tmp_path / "r.db"
    rules_path(str(record)).write_text(rules, "utf-8")
    with pytest.raises(UsageError, match=r"r\.db\.rules\.yml"):
        load_rules(str(record))
