"""Every coded value that goes out is one that the other project's codebook lists.

The lists stand here as their owners print them, not as our data files have them.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from publish_bench import BENCH, read_benchmark
from publish_records import kafr_zeita, lines, make_event, make_record, span, write

from dateline.codebook import Codebook, load_codebook
from dateline.model import Actor, PlaceRef, Toll
from dateline.publish import Record, find_format
from dateline.publish.ucdp_cells import is_water, where_precision

ACLED = {
    "Battles": "Government regains territory|Non-state actor overtakes territory|Armed clash",
    "Protests": "Excessive force against protesters|Protest with intervention|Peaceful protest",
    "Riots": "Violent demonstration|Mob violence",
    "Explosions/Remote violence": "Chemical weapon|Air/drone strike|Suicide bomb|Grenade"
    "|Shelling/artillery/missile attack|Remote explosive/landmine/IED",
    "Violence against civilians": "Sexual violence|Attack|Abduction/forced disappearance",
    "Strategic developments": "Agreement|Arrests|Change to group/activity|Disrupted weapons use|Other"
    "|Headquarters or base established|Looting/property destruction|Non-violent transfer of territory",
}
ACLED_REGIONS = (
    "Western Africa|Middle Africa|Eastern Africa|Southern Africa|Northern Africa|South Asia|Southeast Asia"
    "|East Asia|Middle East|Caucasus and Central Asia|Europe|North America|Central America|Caribbean"
    "|South America|Oceania|Antarctica"
)
PLOVER = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "economic military humanitarian asylum",
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict ban arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police",
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold misinformation",
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives"
    " suicide-attack heavy-weapons",
}
SECTORS = "GOV JUD LEG MIL COP OPP PTY REB PRM SPY UAF CVL ELI BUS EDU MED LAB AGR JRN REF REL SOC CRM"
CONTEXTS = (
    "political military intelligence peacekeeping economic diplomatic resource culture disease"
    " enviro_disaster migration humanitarian legal human_rights rights_freedoms gender lgbt terrorism"
    " human_security religion_ethnicity government election legislative cbrn cyber political_institutions"
    " corruption crime crime_murder crime_theft crime_drugs crime_sexual"
)
FEATURES = ("S", "P", "A1", "A2", "PCLI")

Test = Callable[[str], bool]


def one_of(*values: object) -> Test:
    return {str(v) for v in values}.__contains__


def maybe(test: Test) -> Test:
    return lambda cell: cell == "" or test(cell)


def listed(test: Test) -> Test:
    return maybe(lambda cell: all(map(test, cell.split("; "))))


def number(low: float, high: float) -> Test:
    return lambda cell: low <= float(cell) <= high


def day(cell: str) -> bool:
    return len(cell) == 10 and cell[4] == cell[7] == "-"


CHECKS: dict[str, dict[str, Test]] = {
    "acled": {
        "event_date": day,
        "time_precision": one_of(1, 2, 3),
        "geo_precision": one_of(1, 2, 3),
        "disorder_type": one_of(
            "Political violence",
            "Demonstrations",
            "Strategic developments",
            "Political violence; Demonstrations",
        ),
        "event_type": one_of(*ACLED),
        "inter1": maybe(one_of(*range(1, 9))),
        "inter2": maybe(one_of(*range(9))),
        "interaction": maybe(one_of(*(a * 10 + b for a in range(1, 9) for b in (0, *range(a, 9))))),
        "civilian_targeting": maybe(one_of("Civilian targeting")),
        "iso": number(1, 999),
        "region": one_of(*ACLED_REGIONS.split("|")),
        "latitude": number(-90, 90),
        "longitude": number(-180, 180),
        "source_scale": maybe(one_of("National", "International", "National-International")),
        "fatalities": number(0, 1e6),
        "actor1": bool,
    },
    "ucdp": {
        "active_year": one_of(0, 1),
        "code_status": one_of("Clear", "Check unclear"),
        "type_of_violence": one_of(1, 2, 3),
        "where_prec": one_of(*range(1, 8)),
        "date_prec": one_of(*range(1, 6)),
        "event_clarity": one_of(1, 2),
        "region": maybe(one_of("Africa", "Americas", "Asia", "Europe", "Middle East")),
        "priogrid_gid": number(1, 259_200),
        "country_id": maybe(number(2, 990)),
        "gwnoa": maybe(number(2, 990)),
        "gwnob": maybe(number(2, 990)),
        "best": number(1, 1e6),
        "date_start": day,
        "date_end": day,
        "side_a": bool,
        "side_b": bool,
    },
    "polecat": {
        "Event Date": maybe(day),
        "Event Type": one_of(*PLOVER),
        "Intensity": number(-10, 10),
        "Quad Code": one_of(1, 2, 3, 4),
        "Contexts": listed(one_of(*CONTEXTS.split(), "future", "hypothetical")),
        "Primary Actor Sector": maybe(one_of(*SECTORS.split())),
        "Actor Sectors": listed(one_of(*SECTORS.split())),
        "Recipient Sectors": listed(one_of(*SECTORS.split())),
        "Actor Country": listed(lambda cell: len(cell) == 3 and cell.isupper()),
        "Recipient Country": listed(lambda cell: len(cell) == 3 and cell.isupper()),
        "Actor COW": listed(number(2, 990)),
        "Feature Type": maybe(one_of(*FEATURES)),
    },
}


@lru_cache(maxsize=1)
def book() -> Codebook:
    return load_codebook()


@lru_cache(maxsize=1)
def records() -> tuple[Record, ...]:
    """Every type of the codebook with every kind of actor on either side; and the benchmark, where it is."""
    kinds = [Actor(span("army jets"), kind.words[0]) for kind in book().actor_kinds.values() if kind.words]
    made = (
        make_event(f"{type_}-{a}", type_, entry.family, actors=(one,), targets=(other,))
        for type_, entry in book().types.items()
        for a, (one, other) in enumerate(zip(kinds, (*kinds[3:], *kinds[:3]), strict=True))
    )
    told = tuple(read_benchmark("train.jsonl", "dev.jsonl")) if BENCH.exists() else ()
    return (make_record(*made), *told)


@lru_cache(maxsize=4)
def table(name: str) -> list[dict[str, str]]:
    data, _ = write(find_format(name), records(), codebook=book())
    return list(csv.DictReader(io.StringIO(data.decode()), delimiter="\t" if name == "polecat" else ","))


@pytest.mark.parametrize(("name", "column"), [(name, column) for name in CHECKS for column in CHECKS[name]])
def test_every_value_of_a_coded_column_is_in_its_owner_s_list(name: str, column: str) -> None:
    found = {row[column] for row in table(name)}
    assert found and not sorted(cell for cell in found if not CHECKS[name][column](cell))


def test_acled_s_sub_event_types_belong_to_their_event_types() -> None:
    pairs = {(row["event_type"], row["sub_event_type"]) for row in table("acled")}
    assert len(pairs) > 12 and all(sub in ACLED[event].split("|") for event, sub in pairs)


def test_plover_s_modes_belong_to_their_events() -> None:
    pairs = {(row["Event Type"], row["Event Mode"]) for row in table("polecat")}
    assert len(pairs) > 15 and all(mode in ("", *PLOVER[event].split()) for event, mode in pairs)


def test_deaths_by_side_add_up_in_every_row() -> None:
    sides = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert all(sum(int(r[s]) for s in sides) == int(r["best"]) for r in table("ucdp"))
    assert all(int(r["low"]) <= int(r["best"]) <= int(r["high"]) for r in table("ucdp"))


def test_our_own_lists_are_the_owners() -> None:
    own = book().vocabularies
    assert {e: set(subs) for e, subs in own.acled.items()} == {e: {*s.split("|")} for e, s in ACLED.items()}
    assert {e: set(modes) for e, modes in own.plover.items()} == {e: {*m.split()} for e, m in PLOVER.items()}
    assert set(own.ucdp) == {1, 2, 3}


def test_both_sides_of_a_fight_are_plover_actors_and_nobody_is_recipient() -> None:
    sides = (
        Actor(span("Rebels"), "rebels", "rebels"),
        Actor(span("soldiers"), "Military of Syria", None, "SY"),
    )
    clash = make_event("c1", "armed_clash", "battle", actors=sides, targets=())
    (event,) = lines(write(find_format("plover"), [make_record(clash)], codebook=book())[0])
    assert [a["sector"] for a in event["actor"]] == ["REB", "MIL"] and event["recipient"] == []


@pytest.mark.parametrize(
    ("status", "contexts"),
    [("happened", ["military"]), ("planned", ["military; future"]), ("denied", [])],
)
def test_polecat_says_what_has_not_happened_and_leaves_out_what_was_denied(
    status: str, contexts: list[str]
) -> None:
    data, _ = write(find_format("polecat"), [make_record(make_event(status=status))], codebook=book())
    rows = csv.DictReader(io.StringIO(data.decode()), delimiter="\t")
    assert [row["Contexts"] for row in rows] == contexts


@pytest.mark.parametrize(("words", "dead"), [("dozens", "12"), ("hundreds", "100"), ("24", "24")])
def test_acled_counts_vague_numbers_its_own_way(words: str, dead: str) -> None:
    toll = Toll(
        replace(span("Twelve"), end=span("Twelve").start + len(words), text=words), "killed", 24, None
    )
    data, _ = write(find_format("acled"), [make_record(make_event(toll=(toll,)))], codebook=book())
    assert [r["fatalities"] for r in csv.DictReader(io.StringIO(data.decode()))] == [dead]


def place(**values: Any) -> PlaceRef:
    return replace(kafr_zeita(), **values)


WHERE = [
    (place(precision=2.0), 1),
    (place(precision=20.0), 2),
    (place(level="district", precision=20.0), 3),
    (place(level="region"), 4),
    (place(precision=80.0), 5),
    (place(level="region", id="dateline:high-plains", name="High Plains"), 5),
    (place(level="country"), 6),
    (place(level="region", name="Gulf of Orin", country=None), 7),
]


@pytest.mark.parametrize(("where", "code"), WHERE)
def test_ucdp_s_where_prec_follows_from_level_and_precision(where: PlaceRef, code: int) -> None:
    assert where_precision(where) == code


def test_plover_names_a_place_by_its_geonames_number() -> None:
    (event,) = lines(write(find_format("plover"), [make_record(make_event())], codebook=book())[0])
    assert event["event_loc"]["geonameid"] == "1"


def test_a_gulf_that_belongs_to_a_country_is_no_international_water() -> None:
    assert not is_water(place(name="Gulf of Orin")) and is_water(place(name="Gulf of Orin", country=None))


def ucdp(*events: Any, **context: Any) -> list[dict[str, str]]:
    data, _ = write(find_format("ucdp"), [make_record(*events)], codebook=book(), **context)
    return list(csv.DictReader(io.StringIO(data.decode())))


def ranges(*names: str) -> Iterable[PlaceRef]:
    return tuple(place(id=f"geonames:{name}", name=name) for name in names)


def test_ucdp_s_event_clarity_is_low_where_several_places_are_told_as_one() -> None:
    assert [r["event_clarity"] for r in ucdp(make_event())] == ["1"]
    assert [r["event_clarity"] for r in ucdp(make_event(places=ranges("Murak", "Kafr Zeita")))] == ["2"]


def test_ucdp_s_code_status_is_clear_only_where_the_coder_is_sure() -> None:
    assert [r["code_status"] for r in ucdp(make_event(confidence=0.9))] == ["Clear"]
    assert [r["code_status"] for r in ucdp(make_event(confidence=0.6))] == ["Check unclear"]
