"""ACLED, UCDP, PLOVER, POLECAT, HXL: columns, vocabularies and rules."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import kafr_zeita, lake_orin, lines, make_event, make_record, span, write

from dateline.codebook import Codebook, load_codebook
from dateline.model import Actor, Event, PlaceRef, Toll, When
from dateline.publish import Record, TraceLine, find_format
from dateline.publish.acled_cells import interaction
from dateline.publish.countries import country_names, find_country
from dateline.publish.layouts import columns_of, hxl_tags
from dateline.publish.pcodes import PCodes, fold
from dateline.publish.projection import number_id, split_evenly
from dateline.publish.spool import group_rows
from dateline.publish.ucdp_cells import priogrid_cell

Table = tuple[list[dict[str, str]], list[TraceLine]]
REBELS = Actor(span("Rebels"), "rebels", "rebels")
SOLDIERS = Actor(span("soldiers"), "Military of Syria", "forces:SY", "SY")


@pytest.fixture(scope="session")
def book() -> Codebook:
    return load_codebook()


def clash(id: str = "c1", **values: Any) -> Event:
    """Rebels and the army fight at Kafr Zeita."""
    known: dict[str, Any] = {"mentions": (span("clashed"),), "actors": (REBELS, SOLDIERS), "targets": ()}
    return make_event(id, "armed_clash", "battle", **{**known, "toll": (), **values})


def killed(low: int | None, high: int | None = None, who: str | None = None) -> Toll:
    return Toll(span("Twelve"), "killed", low, high, who)


def table(
    name: str, records: list[Record], book: Codebook, **context: Any
) -> tuple[list[dict[str, str]], list[TraceLine]]:
    data, trace = write(find_format(name), records, codebook=book, **context)
    delimiter = "\t" if name == "polecat" else ","
    return list(csv.DictReader(io.StringIO(data.decode()), delimiter=delimiter)), trace


@pytest.mark.parametrize(("name", "count"), [("acled", 31), ("ucdp", 49), ("polecat", 40), ("hxl", 17)])
def test_columns_are_those_of_the_standard_in_order(name: str, count: int, book: Codebook) -> None:
    data, _ = write(find_format(name), [make_record(make_event())], codebook=book)
    header = data.decode().splitlines()[0].split("\t" if name == "polecat" else ",")
    assert tuple(header) == columns_of(name) and len(header) == count


def test_an_air_strike_in_acled(book: Codebook) -> None:
    ((row,), _) = table("acled", [make_record(make_event())], book)
    expected = {
        "event_date": "2014-05-03",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "actor1": "Military of Syria",
        "inter1": "1",
        "actor2": "Civilians (Syria)",
        "inter2": "7",
        "interaction": "17",
        "civilian_targeting": "Civilian targeting",
        "iso": "760",
        "region": "Middle East",
        "country": "Syria",
        "admin1": "Hama",
        "admin2": "Muhradah",
        "location": "Kafr Zeita",
        "geo_precision": "1",
        "source": "Morning Post",
        "fatalities": "12",
    }
    assert {k: row[k] for k in expected} == expected and row["event_id_cnty"].startswith("SYR")


def test_a_strike_within_a_battle_goes_with_the_battle(book: Codebook) -> None:
    strike = make_event("s1", actors=(SOLDIERS,), targets=(REBELS,), toll=(killed(3, 3),))
    rows, trace = table("acled", [make_record(clash(toll=(killed(4, 4),)), strike)], book)
    assert [(r["sub_event_type"], r["fatalities"]) for r in rows] == [("Armed clash", "7")]
    assert trace[0].outcome == "merged" and set(trace[0].events) == {"r1/c1", "r1/s1"}


def test_of_reports_that_differ_the_lowest_toll_counts(book: Codebook) -> None:
    records = [make_record(make_event(f"e{n}", toll=(killed(n, n),)), report=f"r{n}") for n in (12, 9, 30)]
    rows, _ = table("acled", records, book)
    assert [r["fatalities"] for r in rows] == ["9"]


def test_the_dead_of_several_places_are_divided(book: Codebook) -> None:
    murak = replace(kafr_zeita(), id="geonames:2", name="Murak", lat=35.38)
    rows, trace = table(
        "acled", [make_record(make_event(places=(kafr_zeita(), murak), toll=(killed(5, 5),)))], book
    )
    assert sorted(int(r["fatalities"]) for r in rows) == [2, 3]
    assert any(t.rule == "ACLED: fatalities divided" for t in trace)


def test_a_state_s_forces_abroad_are_external(book: Codebook) -> None:
    jets = Actor(span("army jets"), "Military of Russia", "forces:RU", "RU")
    ((row,), _) = table("acled", [make_record(make_event(actors=(jets,)))], book)
    assert (row["inter1"], row["interaction"]) == ("8", "78")


def test_violence_without_an_author_is_by_an_unidentified_group(book: Codebook) -> None:
    ((row,), trace) = table("acled", [make_record(make_event(actors=()))], book)
    assert (row["actor1"], row["inter1"]) == ("Unidentified Armed Group (Syria)", "3")
    assert any(t.rule == "ACLED: unidentified armed group" for t in trace)


def wide(days: int) -> When:
    return When(
        span("3 May"),
        date(2014, 5, 1),
        date.fromordinal(date(2014, 5, 1).toordinal() + days - 1),
        "range",
        "",
    )


LEFT_OUT_OF_ACLED = [
    ({"status": "planned"}, "not ACLED: did not happen"),
    ({"type": "accuse", "family": "speech"}, "not ACLED: no such type"),
    ({"date": None}, "not ACLED: no date"),
    ({"date": wide(60)}, "not ACLED: date too wide"),
    ({"places": ()}, "not ACLED: no place"),
    ({"places": (lake_orin(),)}, "not ACLED: no place"),
]


@pytest.mark.parametrize(("values", "rule"), LEFT_OUT_OF_ACLED)
def test_what_acled_does_not_hold_is_left_out_with_its_rule(
    values: dict[str, Any], rule: str, book: Codebook
) -> None:
    rows, trace = table("acled", [make_record(make_event(**values))], book)
    assert rows == [] and [(t.outcome, t.rule) for t in trace] == [("left out", rule)]


@pytest.mark.parametrize(("days", "precision"), [(1, "1"), (7, "2"), (31, "3")])
def test_time_precision_follows_from_the_date_s_width(days: int, precision: str, book: Codebook) -> None:
    ((row,), _) = table("acled", [make_record(make_event(date=wide(days)))], book)
    assert row["time_precision"] == precision


def test_a_country_named_beside_a_town_makes_no_row_of_its_own(book: Codebook) -> None:
    syria = PlaceRef(span("army"), "Syria", "country", "geonames:SY", 35.0, 38.0, 300.0, (), "SY")
    rows, _ = table("acled", [make_record(make_event(places=(kafr_zeita(), syria)))], book)
    assert [r["location"] for r in rows] == ["Kafr Zeita"]


@pytest.mark.parametrize("name", ["acled", "ucdp", "csv", "hxl", "polecat"])
def test_ids_are_unique_and_stable_over_runs(name: str, book: Codebook) -> None:
    events = [make_event(f"e{n}", places=(replace(kafr_zeita(), id=f"geonames:{n}"),)) for n in range(20)]
    first, second = (table(name, [make_record(*es)], book)[0] for es in (events, events[::-1]))
    key = next(iter(first[0]))
    assert len({r[key] for r in first}) == len(first)
    assert {r[key] for r in first} == {r[key] for r in second}


def test_acled_s_values_are_of_its_vocabulary(book: Codebook) -> None:
    records = [make_record(*(make_event(t, t, "") for t in book.types), clash())]
    rows, _ = table("acled", records, book)
    vocabulary = book.vocabularies.acled
    assert rows and all(r["sub_event_type"] in vocabulary[r["event_type"]] for r in rows)
    assert all(r["disorder_type"] and r["inter1"] in {*"12345678", ""} for r in rows)


def test_interaction_is_the_lowest_joint_number() -> None:
    assert [interaction(7, 1), interaction(1, 7), interaction(6, 0), interaction(None, 1)] == [
        17,
        17,
        60,
        None,
    ]


def test_a_clash_in_ucdp(book: Codebook) -> None:
    toll = (
        killed(3, 3, "soldiers"),
        killed(2, 2, "rebels"),
        killed(1, 1, "civilians"),
        killed(10, 12, "people"),
    )
    ((row,), _) = table("ucdp", [make_record(clash(toll=toll))], book)
    expected = {
        "type_of_violence": "1",
        "side_a": "Military of Syria",
        "side_b": "rebels",
        "deaths_a": "3",
        "deaths_b": "2",
        "deaths_civilians": "1",
        "deaths_unknown": "4",
        "best": "10",
        "low": "10",
        "high": "12",
        "where_prec": "1",
        "date_prec": "1",
        "country_id": "652",
        "gwnoa": "652",
        "region": "Middle East",
        "geom_wkt": "POINT (36.6 35.37)",
    }
    assert {k: row[k] for k in expected} == expected


def test_an_attack_on_civilians_is_one_sided(book: Codebook) -> None:
    ((row,), _) = table("ucdp", [make_record(make_event())], book)
    assert (row["type_of_violence"], row["side_b"], row["deaths_civilians"], row["gwnob"]) == (
        "3",
        "Civilians",
        "12",
        "",
    )


LEFT_OUT_OF_UCDP = [
    ({"toll": ()}, "not UCDP: no death"),
    ({"toll": (killed(0, 0),)}, "not UCDP: no death"),
    ({"toll": (killed(None, 60),)}, "not UCDP: no death"),
    ({"status": "feared"}, "not UCDP: did not happen"),
    ({"actors": ()}, "not UCDP: side unknown"),
    ({"type": "protest"}, "not UCDP: no such type"),
    ({"places": (lake_orin(),)}, "not UCDP: no place"),
]


@pytest.mark.parametrize(("values", "rule"), LEFT_OUT_OF_UCDP)
def test_what_ucdp_does_not_hold_is_left_out_with_its_rule(
    values: dict[str, Any], rule: str, book: Codebook
) -> None:
    rows, trace = table("ucdp", [make_record(make_event(**values))], book)
    assert rows == [] and [t.rule for t in trace] == [rule]


tolls = st.lists(
    st.tuples(
        st.integers(1, 500), st.integers(0, 50), st.sampled_from([None, "soldiers", "rebels", "civilians"])
    ),
    min_size=1,
    max_size=5,
)


@given(tolls)
def test_best_is_the_sum_of_the_sides_and_lies_between_low_and_high(
    said: list[tuple[int, int, str | None]],
) -> None:
    toll = tuple(killed(low, low + more, who) for low, more, who in said)
    ((row,), _) = table("ucdp", [make_record(clash(toll=toll))], load_codebook_once())
    parts = [int(row[f"deaths_{side}"]) for side in ("a", "b", "civilians", "unknown")]
    assert sum(parts) == int(row["best"]) and int(row["low"]) <= int(row["best"]) <= int(row["high"])


BOOKS: list[Codebook] = []


def load_codebook_once() -> Codebook:
    if not BOOKS:
        BOOKS.append(load_codebook())
    return BOOKS[0]


def test_a_dyad_s_year_is_active_from_25_deaths_on(book: Codebook) -> None:
    few = clash("c1", toll=(killed(20, 20),))
    rows, _ = table("ucdp", [make_record(few, clash("c2", toll=(killed(5, 5),)))], book)
    assert {r["active_year"] for r in rows} == {"1"}
    assert table("ucdp", [make_record(few)], book)[0][0]["active_year"] == "0"


@pytest.mark.parametrize(("lat", "lon", "cell"), [(-90, -180, 1), (89.9, 179.9, 259200), (0.1, 0.1, 129961)])
def test_priogrid_cells_are_numbered_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert priogrid_cell(lat, lon) == cell


def test_a_plover_event_leads_back_to_its_words(book: Codebook) -> None:
    data, _ = write(find_format("plover"), [make_record(make_event())], codebook=book)
    (event,) = lines(data)
    assert event["event"] in book.vocabularies.plover and event["quad_code"] == "4"
    assert event["actor"] == [{"code": "SYR", "sector": "MIL", "entity_text": "army jets"}]
    assert event["text_info"] == [
        {"report": "r1", "start": span("bombed").start, "end": span("bombed").end, "text": "bombed"}
    ]
    assert event["size"] == {"dead": 12, "injured": None, "arrested": None}


@pytest.mark.parametrize(
    ("status", "flag"), [("denied", "negation"), ("planned", "future"), ("feared", "hypothetical")]
)
def test_status_becomes_plover_s_flags(status: str, flag: str, book: Codebook) -> None:
    data, _ = write(find_format("plover"), [make_record(make_event(status=status))], codebook=book)
    (event,) = lines(data)
    assert [f for f in ("negation", "future", "hypothetical") if event[f]] == [flag]


def test_polecat_gives_countries_by_their_correlates_of_war_number(book: Codebook) -> None:
    ((row,), _) = table("polecat", [make_record(make_event())], book)
    assert (row["Actor COW"], row["Primary Actor Sector"], row["Primary Recipient Sector"]) == (
        "652",
        "MIL",
        "CVL",
    )


def test_hxl_has_its_hashtags_in_the_second_row_and_p_codes(book: Codebook) -> None:
    pcodes = PCodes({("SYR", fold("Hama")): "SY05", ("SY05", fold("Muhradah")): "SY0503"})
    ((tags, row), _) = table("hxl", [make_record(make_event())], book, pcodes=pcodes)
    assert list(tags.values()) == list(hxl_tags().values())
    assert (row["Country code"], row["Admin 1 P-code"], row["Admin 2 P-code"]) == ("SYR", "SY05", "SY0503")


def test_a_division_of_a_p_coded_gazetteer_brings_its_own_p_code(book: Codebook) -> None:
    hama = replace(kafr_zeita(), level="region", id="pcode:SY05", name="Hama", admin=())
    ((_, row), _) = table("hxl", [make_record(make_event(places=(hama,)))], book)
    assert (row["Admin 1"], row["Admin 1 P-code"]) == ("Hama", "SY05")


def test_a_division_the_p_code_list_lacks_gets_none_and_the_trace_says_so(book: Codebook) -> None:
    _, trace = table("hxl", [make_record(make_event())], book, pcodes=PCodes({("SYR", "homs"): "SY04"}))
    assert [t.rule for t in trace if t.outcome == "unknown"] == ["HXL: P-code 1", "HXL: P-code 2"]


@given(st.lists(st.tuples(st.text(max_size=3), st.integers())))
def test_grouping_keeps_every_row_under_its_key_in_order(rows: list[tuple[str, int]]) -> None:
    clean = [(k.encode("utf-8", "replace").decode().replace("\0", ""), v) for k, v in rows]
    groups = list(group_rows(clean))
    assert [k for k, _ in groups] == sorted({k for k, _ in clean}, key=lambda k: k.encode())
    assert all(vs == [v for k2, v in clean if k2 == k] for k, vs in groups)


@given(st.integers(0, 10_000), st.integers(1, 30))
def test_shares_add_up_and_differ_by_one_at_most(total: int, parts: int) -> None:
    shares = split_evenly(total, parts)
    assert sum(shares) == total and max(shares) - min(shares) <= 1


def test_number_ids_are_positive_and_exact_in_a_spreadsheet() -> None:
    assert all(0 <= number_id(str(n)) < 2**53 for n in range(1000))
    assert number_id("a", "b") != number_id("ab")


def test_every_country_with_a_state_has_number_and_regions() -> None:
    states = [c for iso2 in country_names() if (c := find_country(iso2)) and c.gw]
    assert len(states) > 190 and all(c.cow and c.acled_region and c.ucdp_region for c in states)
