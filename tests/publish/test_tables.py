"""JSON Lines, CSV and GeoJSON."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import kafr_zeita, lake_orin, lines, make_event, make_record, row_id, write

from dateline.model import CodedReport, Toll
from dateline.model.wire import coded_from_json
from dateline.publish import find_format
from dateline.publish.columns import COLUMNS, row_of
from dateline.publish.record import Occurrence, Telling, occurrences
from dateline.publish.sheet import Sheet, defuse

CSV, JSONL, GEOJSON = (find_format(name) for name in ("csv", "jsonl", "geojson"))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_json_lines_read_back_as_the_same_reports() -> None:
    record = make_record(make_event(), make_event("e2"))
    data, trace = write(JSONL, [record])
    assert [coded_from_json(d) for d in lines(data)] == [record.coded]
    assert trace[0].events == ("r1/e1", "r1/e2")


def test_csv_has_one_row_an_event_under_the_described_columns() -> None:
    data, trace = write(CSV, [make_record(make_event(), make_event("e2"))])
    table = rows(data)
    assert (
        list(table[0])
        == [c.name for c in COLUMNS]
        == list(row_of(next(occurrences([make_record(make_event())]))))
    )
    assert [r["id"] for r in table] == [row_id("e1"), row_id("e2")] == [t.row for t in trace]


def test_a_row_leads_back_to_report_and_span() -> None:
    data, _ = write(CSV, [make_record(make_event())])
    where = rows(data)[0]["tellings"]
    report, _, offsets = where.partition("/e1:")
    start, end = map(int, offsets.split("-"))
    record = make_record(make_event())
    assert report == "r1" and record.text is not None and record.text[start:end] == "bombed"


def test_unknown_numbers_stay_empty_and_zero_stays_zero() -> None:
    toll = (Toll(make_event().toll[0].span, "injured", 0, 0),)
    data, _ = write(CSV, [make_record(make_event(toll=toll))])
    row = rows(data)[0]
    assert (row["killed_low"], row["injured_low"], row["injured_high"]) == ("", "0", "0")


def test_events_of_an_incident_share_a_row_and_the_trace_says_so() -> None:
    records = [make_record(make_event(), report="r1"), make_record(make_event("e9", toll=()), report="r2")]
    data, trace = write(CSV, records, incidents={"i1": [("r1", "e1"), ("r2", "e9")]})
    assert [(r["id"], r["reports"]) for r in rows(data)] == [("i1", "2")]
    assert trace[0].outcome == "merged" and trace[0].events == ("r1/e1", "r2/e9")


def test_the_order_of_the_reports_does_not_change_an_incident() -> None:
    records = [make_record(make_event(), report="r1"), make_record(make_event("e9"), report="r2")]
    incidents = {"i1": [("r1", "e1"), ("r2", "e9")]}
    assert write(CSV, records, incidents=incidents)[0] == write(CSV, records[::-1], incidents=incidents)[0]


def test_an_incident_whose_other_events_never_come_is_still_published() -> None:
    data, _ = write(CSV, [make_record(make_event())], incidents={"i1": [("r1", "e1"), ("r2", "e9")]})
    assert [r["id"] for r in rows(data)] == ["i1"]


@given(st.text())
def test_no_text_cell_starts_with_a_formula_sign(text: str) -> None:
    shown = defuse(text)
    assert isinstance(shown, str) and not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert shown.removeprefix("'").split() == text.replace("\0", "").removeprefix("'").split()


def test_negative_coordinates_stay_numbers() -> None:
    assert defuse(-12.5) == -12.5


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))), st.integers(1, 3)
)
def test_a_sheet_reads_back_cell_by_cell(cells: list[str], width: int) -> None:
    out = io.BytesIO()
    sheet = Sheet(out, [f"c{i}" for i in range(width)])
    for cell in cells:
        sheet.row({"c0": cell})
    read = [row[0] for row in csv.reader(io.StringIO(out.getvalue().decode(), newline=""))][1:]
    assert read == [defuse(cell) for cell in cells]


def test_geojson_puts_longitude_first_and_leaves_out_what_has_no_coordinates() -> None:
    lost = make_event("e2", places=(lake_orin(),))
    data, trace = write(GEOJSON, [make_record(make_event(), lost)])
    features = json.loads(data)["features"]
    assert [f["geometry"]["coordinates"] for f in features] == [[36.6, 35.37]]
    assert (trace[1].outcome, trace[1].rule, trace[1].why) == (
        "left out",
        "no coordinates",
        "no gazetteer entry for Lake Orin",
    )


def test_geojson_of_nothing_is_an_empty_collection() -> None:
    assert json.loads(write(GEOJSON, [])[0]) == {"type": "FeatureCollection", "features": []}


def test_several_places_make_one_multipoint() -> None:
    other = replace(kafr_zeita(), id="geonames:2", name="Murak", lat=35.3)
    data, _ = write(GEOJSON, [make_record(make_event(places=(kafr_zeita(), other)))])
    assert json.loads(data)["features"][0]["geometry"]["type"] == "MultiPoint"


@pytest.mark.parametrize("lows", [(12, 20), (20, 12)])
def test_differing_tolls_are_a_range(lows: tuple[int, int]) -> None:
    words = make_event().toll[0].span
    tellings = tuple(
        Telling(make_record(report=f"r{n}").coded.report, make_event(toll=(Toll(words, "killed", n, n),)))
        for n in lows
    )
    row = row_of(Occurrence("i1", tellings))
    assert (row["killed_low"], row["killed_high"]) == (12, 20)


def test_an_unresolved_report_is_still_a_coded_report() -> None:
    record = make_record()
    assert isinstance(record.coded, CodedReport) and write(CSV, [record])[1] == []
