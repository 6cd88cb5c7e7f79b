"""The page: escaping, self-containment, marks."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import TEXT, lake_orin, make_event, make_record, span, write
from selectolax.lexbor import LexborHTMLParser

from dateline.cli.writing import write_html
from dateline.model import Report, Unread
from dateline.publish import Record, find_format
from dateline.publish.chart import Pin, draw_chart
from dateline.publish.marks import cut_text
from dateline.publish.outlines import across_date_line, clip_outlines, clip_ring, load_outlines, unroll
from dateline.publish.page_parts import csp_hash
from dateline.read.incoming import Incoming
from dateline.run import Coded

HTML = find_format("html")


def page(*records: Record) -> str:
    return write(HTML, records)[0].decode()


def test_markup_in_a_report_is_shown_and_not_run() -> None:
    html = page(make_record(make_event(), title="<img src=x onerror=alert(1)>"))
    assert "<script>alert" not in html and "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    assert "javascript:" not in page(make_record(make_event(), url="javascript:alert(1)"))


def test_the_page_allows_only_its_own_style_and_script() -> None:
    html = page(make_record(make_event()))
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.S)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.S)
    assert f"script-src '{csp_hash(script)}'" in html and f"style-src '{csp_hash(style)}'" in html
    assert "default-src 'none'" in html and "style=" not in html.replace("<style", "")


def test_the_page_loads_nothing_from_elsewhere() -> None:
    tree = LexborHTMLParser(page(make_record(make_event())))
    assert not tree.css("[src], link, iframe, object, embed")
    assert all(a.attributes["href"].startswith("#") for a in tree.css("a"))


def test_every_inner_link_leads_somewhere_once() -> None:
    tree = LexborHTMLParser(
        page(make_record(make_event(), make_event("e2")), make_record(make_event(), report="r2"))
    )
    ids = [n.attributes["id"] for n in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {a.attributes["href"][1:] for a in tree.css("a[href^='#']")} <= set(ids)


def test_the_text_on_the_page_is_the_report_s_text() -> None:
    tree = LexborHTMLParser(
        page(make_record(make_event(), make_event("e2", mentions=(span("Rebels clashed"),))))
    )
    (section,) = tree.css("section.text")
    assert section.text() == TEXT


def test_a_card_shows_words_chain_status_confidence_and_why() -> None:
    event = make_event(status="feared", type_why="'bombed' tells of air_strike (air_strike/verb/bomb)")
    (card,) = LexborHTMLParser(page(make_record(event))).css(".card")
    words = card.text()
    for shown in (
        "“bombed”",
        "local monitors",
        "feared",
        "90%",
        "(air_strike/verb/bomb)",
        "12 killed",
        "2014-05-03",
    ):
        assert shown in words


def test_an_event_without_chain_is_said_by_the_outlet() -> None:
    (card,) = LexborHTMLParser(page(make_record(make_event(chains=())))).css(".card")
    assert "Morning Post, in its own voice" in card.text()


def test_debris_is_greyed_with_its_reason() -> None:
    record = make_record(make_event())
    debris = Unread(TEXT.index("Related"), TEXT.index("Rebels"), "related stories")
    html = page(replace(record, coded=replace(record.coded, unread=(debris,))))
    (grey,) = LexborHTMLParser(html).css(".debris")
    assert grey.text().startswith("Related") and grey.attributes["title"] == "set aside: related stories"


def test_a_place_that_is_not_located_is_named_and_not_drawn() -> None:
    tree = LexborHTMLParser(page(make_record(make_event(places=(lake_orin(),)))))
    assert "not located" in tree.css_first(".card").text() and not tree.css("svg")


def test_a_run_has_an_index_and_the_same_bytes_twice() -> None:
    records = [make_record(make_event(), report=f"r{n}") for n in range(3)]
    assert page(*records) == page(*records)
    assert len(LexborHTMLParser(page(*records)).css(".index li")) == 3


offsets = st.lists(st.integers(0, 60), min_size=2, max_size=2, unique=True).map(sorted)


@given(st.lists(offsets, max_size=6), st.lists(offsets, max_size=2))
def test_pieces_join_to_the_text_however_marks_overlap(
    marks: list[list[int]], debris: list[list[int]]
) -> None:
    text = TEXT[:50]
    events = [
        make_event(mentions=(span_at(a, b),), actors=(), targets=(), places=(), toll=()) for a, b in marks
    ]
    coded = replace(make_record(*events).coded, unread=tuple(Unread(a, b, "x") for a, b in debris))
    pieces = list(cut_text(text, coded))
    assert "".join(p.text for p in pieces) == text and all(p.text for p in pieces)


def span_at(start: int, end: int):  # type: ignore[no-untyped-def]
    from dateline.model import Span

    return Span.of(TEXT, start, end)


@given(st.floats(-179, 179), st.floats(-85, 85))
def test_a_pin_lies_within_its_chart_wherever_it_is(lon: float, lat: float) -> None:
    chart = draw_chart([Pin(lat, lon, "somewhere", 1.0, (1,))])
    assert chart is not None
    (dot,) = chart.dots
    assert 0 <= dot.x <= chart.width and 0 <= dot.y <= chart.height


def test_a_clipped_ring_stays_in_the_box_and_touches_it() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))
    clipped = clip_ring(square, (5.0, 5.0, 20.0, 20.0))
    assert set(clipped) == {(5.0, 5.0), (10.0, 5.0), (10.0, 10.0), (5.0, 10.0)}


def test_the_outlines_hold_every_continent_s_countries() -> None:
    countries = {outline.country for outline in load_outlines()}
    assert {"SY", "UA", "SD", "CO", "MM", "FR", "PG", "PS", "SS", "XK"} <= countries
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for o in load_outlines() for r in o.rings for x, y in r)


def test_coded_reports_are_written_in_the_codebook_s_own_titles_and_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    record = make_record(make_event("e1", "explosive_device"))
    head = record.coded.report
    report = Report(head.id, TEXT, head.sha256, head.published)
    out = io.BytesIO()
    write_html([Coded(Incoming(report, TEXT.encode(), "text/plain", "r1.txt", None), record.coded)], out)
    page = out.getvalue().decode()
    assert "Explosive device" in page and ".f2{--c:#CC6677}" in page


def widest_step(ring: tuple[tuple[float, float], ...]) -> float:
    return max((abs(b[0] - a[0]) for a, b in zip(ring, ring[1:], strict=False)), default=0.0)


def test_no_outline_leaps_round_the_world() -> None:
    rings = [ring for outline in load_outlines() for ring in outline.rings]
    assert any(widest_step(ring) > 180 for ring in rings)
    assert all(widest_step(part) < 180 for ring in rings for part in across_date_line(ring))
    assert all(len(unroll(ring)) == len(ring) for ring in rings)


def test_places_on_both_sides_of_the_date_line_lie_side_by_side() -> None:
    pins = [Pin(-17.7, 178.0, "West", 1.0, (1,)), Pin(-16.8, -179.9, "East", 1.0, (2,))]
    chart = draw_chart(pins)
    assert chart is not None and chart.bar[1] <= 100
    assert {d.pin.name: d.x < chart.width / 2 for d in chart.dots} == {"West": True, "East": False}
    assert "FJ" in {land.country for land in chart.lands}


def test_a_map_s_land_lies_within_it_also_past_the_date_line() -> None:
    box = (175.0, -20.0, 195.0, -10.0)
    found = {outline.country: outline.rings for outline in clip_outlines(box)}
    assert {"FJ", "WS"} <= set(found)
    points = [point for rings in found.values() for ring in rings for point in ring]
    assert all(175 <= lon <= 195 and -20 <= lat <= -10 for lon, lat in points)
