"""The situation report: every sentence with its citations, nothing that no source carries."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import kafr_zeita, lake_orin, make_event, make_record, span
from selectolax.lexbor import LexborHTMLParser

from dateline.codebook import Codebook, load_codebook
from dateline.model import Actor, Toll, When
from dateline.publish import Record, occurrences
from dateline.publish.day_words import range_words
from dateline.publish.period import is_counted
from dateline.publish.sitrep_page import sitrep_page
from dateline.publish.sitrep_pdf import sitrep_pdf
from dateline.publish.situation import UNDATED, UNDATED_NOTE, Situation, build_situation
from dateline.publish.timeline import draw_timeline

MAY = (date(2014, 5, 1), date(2014, 5, 31))
APRIL = (date(2014, 4, 1), date(2014, 4, 30))


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook()


def killed(n: int) -> tuple[Toll, ...]:
    return (Toll(span("Twelve"), "killed", n, n),)


def dated(first: str | None, last: str | None) -> When:
    """From the one day to the other, each None where open."""
    days = (date.fromisoformat(day) if day else None for day in (first, last))
    return When(span("3 May"), *days, "range", "by hand")


def situation(*records: Record, book: Codebook, earlier: tuple[Record, ...] = (), **groups: Any) -> Situation:
    """May 2014 in these records, compared with April."""
    return build_situation(
        list(occurrences(records, groups)),
        list(occurrences(earlier)),
        title="Hama",
        since=MAY[0],
        until=MAY[1],
        before=APRIL,
        book=book,
    )


def everything(book: Codebook) -> Situation:
    """One of each thing a situation report tells."""
    return situation(
        make_record(make_event(toll=killed(12)), make_event("e3", status="planned"), report="r1"),
        make_record(
            make_event("e2", toll=killed(20)), report="r2", outlet="Evening Post", url="https://example.org/2"
        ),
        make_record(make_event("e4", places=(lake_orin(),), date=None), report="r3"),
        book=book,
        earlier=(make_record(make_event("e0", "protest", "unrest", date=dated("2014-04-30", "2014-04-30"))),),
        i1=[("r1", "e1"), ("r2", "e2")],
    )


def test_every_statement_and_row_cites_tellings_that_are_listed(book: Codebook) -> None:
    found = everything(book)
    said = [s for _, ss in found.by_place for s in ss] + [
        *found.contested,
        *found.ahead,
        *found.sides,
        *found.tolls,
    ]
    numbers = {c.number for c in found.citations}
    assert said and all(s.cites and set(s.cites) <= numbers for s in said)


def test_a_sentence_holds_only_values_that_its_sources_give(book: Codebook) -> None:
    ((_, (statement,)),) = situation(make_record(make_event()), book=book).by_place
    assert statement.text == (
        "3 May 2014: Air strike at Kafr Zeita by Military of Syria against civilians; 12 killed; "
        "said by local monitors."
    )


def test_differing_tolls_are_contested_with_who_says_which(book: Codebook) -> None:
    (contested,) = everything(book).contested
    assert "killed: 12 (Morning Post, 4 May 2014); or 20 (Evening Post, 4 May 2014)" in contested.text
    assert len(contested.cites) == 2


def test_differing_authors_are_contested(book: Codebook) -> None:
    rebels = make_event("e2", actors=(Actor(span("Rebels"), "rebels"),))
    records = (make_record(make_event(), report="r1"), make_record(rebels, report="r2", outlet="B"))
    (contested,) = situation(*records, book=book, i1=[("r1", "e1"), ("r2", "e2")]).contested
    assert (
        "by whom: Military of Syria (Morning Post, 4 May 2014); or rebels (B, 4 May 2014)" in contested.text
    )


@pytest.mark.parametrize(
    ("second", "contested"),
    [
        ({"toll": (Toll(span("Twelve"), "killed", 7, None),)}, 0),
        ({"toll": (Toll(span("Twelve"), "killed", None, 11),)}, 1),
        (
            {
                "actors": (
                    Actor(span("army jets"), "Military of Syria", "forces:SY"),
                    Actor(span("Rebels"), "x"),
                )
            },
            0,
        ),
        ({"status": "feared"}, 0),
        ({"status": "denied"}, 1),
    ],
)
def test_only_what_cannot_all_be_true_is_contested(
    second: dict[str, Any], contested: int, book: Codebook
) -> None:
    records = (make_record(make_event()), make_record(make_event("e2", **second), report="r2", outlet="B"))
    found = situation(*records, book=book, i1=[("r1", "e1"), ("r2", "e2")])
    assert len(found.contested) == contested


@pytest.mark.parametrize(
    ("type_", "family", "said"),
    [
        ("air_strike", "remote", "against civilians"),
        ("displacement", "movement", "affecting civilians"),
        ("talks", "diplomacy", "with civilians"),
        ("own_type", "own_family", "affecting civilians"),
    ],
)
def test_a_sentence_leads_to_whom_as_its_family_does(
    type_: str, family: str, said: str, book: Codebook
) -> None:
    ((_, (statement,)),) = situation(make_record(make_event(type=type_, family=family)), book=book).by_place
    assert said in statement.text


def test_two_who_do_not_fight_or_talk_do_nothing_between_them(book: Codebook) -> None:
    two = (Actor(span("army jets"), "A"), Actor(span("Rebels"), "B"))
    events = (make_event("e1", "withdrawal", "withdrawal"), make_event("e2", "armed_clash", "battle"))
    records = [make_record(replace(e, actors=two, targets=()), report=e.id) for e in events]
    ((_, said),) = situation(*records, book=book).by_place
    assert sorted(word for s in said for word in ("by A and B", "between A and B") if word in s.text) == [
        "between A and B",
        "by A and B",
    ]


def test_an_outlet_known_by_its_address_is_called_by_its_host(book: Codebook) -> None:
    record = make_record(make_event(), outlet="https://www.example.org/2014/05/strike?id=7")
    (cited,) = situation(record, book=book).citations
    assert (cited.outlet, cited.published) == ("example.org", "4 May 2014")


def test_what_happened_in_a_region_is_not_said_to_be_at_a_point(book: Codebook) -> None:
    region = replace(kafr_zeita(), name="northern Syria", level="region", admin=())
    ((area, (said,)),) = situation(make_record(make_event(places=(region,))), book=book).by_place
    assert area == "northern Syria" and "Air strike in northern Syria" in said.text


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2014-05-04", "2014-05-04", "4 May 2014"),
        ("2014-05-04", "2014-05-09", "4–9 May 2014"),
        ("2014-04-30", "2014-05-02", "30 April – 2 May 2014"),
        ("2013-12-31", "2014-01-01", "31 December 2013 – 1 January 2014"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2014-01-01", "2014-12-31", "2014"),
        ("9999-12-01", "9999-12-31", "1–31 December 9999"),
    ],
)
def test_stretches_of_days_are_written_as_people_write_them(first: str, last: str, words: str) -> None:
    assert range_words(date.fromisoformat(first), date.fromisoformat(last)) == words


def test_what_did_not_happen_is_not_counted_with_what_did(book: Codebook) -> None:
    found = everything(book)
    assert [s.text for s in found.ahead] == [
        "3 May 2014: Air strike (planned) at Kafr Zeita by Military of Syria against civilians; 12 killed; "
        "said by local monitors."
    ]
    assert sum(sum(counts.values()) for _, counts in found.days) == 1


def test_the_period_before_is_compared_by_family(book: Codebook) -> None:
    first, *rows = [r.cells for r in everything(book).change]
    assert first == ("Reports that tell of this", "1", "2", "+1")
    assert rows == [("Remote violence", "0", "1", "+1"), ("Unrest", "1", "0", "-1")]


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [
        ("2014-05-31", "2014-05-31", True),
        ("2014-05-01", "2014-05-31", True),
        ("2014-04-30", "2014-05-01", False),  # a night counts with its first day
        ("2014-05-31", "2014-06-01", True),
        ("2014-04-28", "2014-05-04", True),
        ("2014-04-27", "2014-05-03", False),
        ("2014-04-15", "2014-05-15", False),
        ("2012-01-01", "2014-05-20", False),
        ("2014-05-02", None, False),
        (None, "2014-05-30", False),
    ],
)
def test_only_what_is_dated_to_the_period_is_counted(
    first: str | None, last: str | None, counted: bool, book: Codebook
) -> None:
    found = situation(make_record(make_event(date=dated(first, last))), book=book)
    told = (found.by_place, found.tolls, found.sides, found.pins, found.change)
    assert all(map(bool, told)) is counted and any(map(bool, told)) is counted
    assert len(found.undated) == (not counted) and len(found.citations) == 1


days = st.dates(date(2014, 4, 20), date(2014, 5, 20))


@given(days, st.integers(0, 40), st.integers(1, 10))
def test_nothing_counts_in_two_periods_that_follow_one_another(first: date, wide: int, long: int) -> None:
    event = make_event(date=When(span("3 May"), first, first + timedelta(wide), "range", "drawn"))
    (occurrence,) = occurrences([make_record(event)])
    starts = [date(2014, 4, 1) + timedelta(days=n * long) for n in range(-1, 120 // long + 2)]
    counted = [start for start in starts if is_counted(occurrence, start, start + timedelta(long - 1))]
    assert len(counted) <= 1 and (wide > 0 or counted)


def test_what_is_told_apart_says_so_on_the_page_and_is_no_bar_or_pin(book: Codebook) -> None:
    since = make_event("e5", date=dated("2011-03-15", "2014-05-04"), status="feared")
    page = sitrep_page(situation(make_record(make_event(), since), book=book), book).decode()
    _, told = page.split(UNDATED)
    assert "15 March 2011 – 4 May 2014: Air strike (feared)" in told and UNDATED_NOTE in told


def test_where_the_record_is_silent_on_the_period_before_no_change_is_suggested(book: Codebook) -> None:
    silent = situation(make_record(make_event()), book=book)
    assert silent.silent_before and b"nothing dated to the period before" in sitrep_page(silent, book)
    assert b"nothing dated to the period before" not in sitrep_page(everything(book), book)


def test_victims_that_no_codebook_knows_are_no_side(book: Codebook) -> None:
    child = make_event(targets=(Actor(span("civilians"), "a child of Murak"),))
    assert [r.cells[0] for r in situation(make_record(child), book=book).sides] == ["Military of Syria"]


def test_a_place_without_divisions_stands_for_itself(book: Codebook) -> None:
    bare = make_event(places=(replace(kafr_zeita(), admin=()),))
    assert [area for area, _ in situation(make_record(bare), book=book).by_place] == ["Kafr Zeita, Syria"]


def test_the_page_needs_no_network_and_its_citations_lead_somewhere(book: Codebook) -> None:
    tree = LexborHTMLParser(sitrep_page(everything(book), book).decode())
    ids = {n.attributes["id"] for n in tree.css("[id]")}
    inner = [a.attributes["href"] for a in tree.css(".cites a")]
    assert inner and {href[1:] for href in inner} <= ids
    assert not tree.css("[src], link, script") and len(tree.css("svg")) == 2


def test_markup_in_the_record_is_escaped(book: Codebook) -> None:
    record = make_record(make_event(actors=(Actor(span("army jets"), "<script>x"),)))
    assert b"<script>x" not in sitrep_page(situation(record, book=book), book)


def test_an_empty_record_says_so(book: Codebook) -> None:
    assert b"holds nothing for this area and time" in sitrep_page(situation(book=book), book)


def test_the_pdf_says_what_the_page_says(book: Codebook) -> None:
    pytest.importorskip("fpdf", reason="fpdf2 is not installed here")
    from io import BytesIO

    from pypdf import PdfReader

    text = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(sitrep_pdf(everything(book), book))).pages
    )
    words = re.sub(r"\s+", " ", text)
    for said in (
        "What happened, by place",
        "Air strike at Kafr Zeita",
        "killed: 12 (Morning Post, 4 May 2014); or 20",
        "Hama, May 2014 1 of 2",
    ):
        assert said in words


def test_page_and_pdf_are_the_same_bytes_twice(book: Codebook) -> None:
    pytest.importorskip("fpdf", reason="fpdf2 is not installed here")
    assert sitrep_pdf(everything(book), book) == sitrep_pdf(everything(book), book)
    assert sitrep_page(everything(book), book) == sitrep_page(everything(book), book)


def test_a_pin_on_the_map_stands_for_all_that_happened_there(book: Codebook) -> None:
    murak = replace(kafr_zeita(), id="geonames:2", name="Murak", lat=35.3)
    found = situation(
        make_record(make_event(), make_event("e2"), make_event("e3", places=(murak,))), book=book
    )
    assert [(p.name, len(p.events)) for p in found.pins] == [("Murak", 1), ("Kafr Zeita", 2)]


def test_bars_stay_within_the_timeline() -> None:
    timeline = draw_timeline([(MAY[0], {"a": 2}), (MAY[1], {"a": 1, "b": 4})], *MAY)
    assert timeline is not None and timeline.most == 5
    assert all(b.y >= 0 and b.x + b.width <= timeline.width + 2.5 for b in timeline.bars)


@pytest.mark.parametrize(
    ("until", "unit", "bars"),
    [
        ("2014-05-31", "day", 2),
        ("2014-12-31", "week", 2),
        ("2016-12-31", "month", 1),
        ("2034-12-31", "year", 1),
    ],
)
def test_a_long_timeline_counts_by_week_month_or_year(until: str, unit: str, bars: int) -> None:
    days = [(MAY[0], {"a": 1}), (date(2014, 5, 9), {"a": 1})]
    timeline = draw_timeline(days, MAY[0], date.fromisoformat(until))
    assert timeline is not None and (timeline.unit, len(timeline.bars)) == (unit, bars)
    assert timeline.most == 2 // bars
