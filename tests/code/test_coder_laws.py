"""What holds for every text, well-formed or not: it is coded, and all of its record leads back to it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.code import Kit, code_report
from dateline.model import CodedReport, Report
from dateline.model.wire import coded_from_json, coded_to_json
from tests.code.test_golden import GOLDEN, make_report

SENTENCE = "Rebels shelled the town of Kafr Nabuda on Monday, killing three people, the army said."
PARTS = [
    *("Rebels", "the army", "shelled", "killing three people,", "near Idlib", "on Monday", "said", "denied"),
    *("“", "”", "'", "(", ")", "—", ".", "...", "\n\n", "\r\n", "\t", "\x00", "\x0b", "\x1b[31m", "\u2028"),
    *(
        "💥",
        "👩‍🚒",
        "🇸🇾",
        "قصف الجيش البلدة",
        "\u202eדיווח\u202c",
        "e\u0301",
        "\ufeff",
        "\ufffd",
        "ﬁ",
        "İ",
        "ẞ",
    ),
    *(
        "at least 25",
        "99999999999999999999",
        "31 February 2019",
        "1/1/0001",
        "-0",
        "½",
        "U.S.",
        "@x",
        "http://a",
    ),
]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PARTS), max_size=25).map("".join),
)
DEBRIS = (
    "Share on Facebook\nRead more\nAdvertisement\nSign up for our newsletter\n© 2019 All rights reserved\n"
)


def code(text: str, kit: Kit, published: date | None = date(2019, 8, 20)) -> CodedReport:
    return code_report(Report.of(text, published=published), kit)


def each_stretch(value: object) -> Iterator[tuple[int, int, str]]:
    """Every stretch of text that a record names, wherever it stands in it."""
    if isinstance(value, dict):
        if value.get("start") is not None and "text" in value:
            yield value["start"], value["end"], value["text"]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from each_stretch(inner)


def assert_leads_back(text: str, coded: CodedReport) -> int:
    """Checks that all in the record is in the text as it says; gives how much was checked."""
    record = coded_to_json(coded)
    stretches = list(each_stretch(record["events"]))
    assert [text[start:end] for start, end, _ in stretches] == [words for _, _, words in stretches]
    assert all(event["mentions"] and 0 <= event["confidence"] <= 1 for event in record["events"])
    assert len({event["id"] for event in record["events"]}) == len(record["events"])
    assert coded_to_json(coded_from_json(record)) == record
    return len(stretches)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda g: g["id"])
def test_every_value_of_a_sample_leads_back_to_its_words(kit: Kit, golden: dict[str, str]) -> None:
    report = make_report(golden)
    assert assert_leads_back(report.text, code_report(report, kit)) > 10


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.sampled_from([None, date(2019, 8, 20), date.min, date.max]))
def test_any_text_is_coded_and_leads_back(kit: Kit, text: str, published: date | None) -> None:
    assert_leads_back(text, code(text, kit, published))


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=40), st.text(max_size=40))
def test_what_stands_around_a_report_moves_no_offset(kit: Kit, before: str, after: str) -> None:
    text = f"{before}\n\n{SENTENCE}\n\n{after}"
    assert_leads_back(text, code(text, kit))


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00", "Bombing", "💥", ".", "12", DEBRIS, "a" * 5_000], ids=lambda t: repr(t[:12])
)
def test_a_text_without_a_sentence_is_coded(kit: Kit, text: str) -> None:
    coded = code(text, kit)
    assert_leads_back(text, coded)
    assert len(coded.events) <= 1


def test_debris_alone_has_no_events(kit: Kit) -> None:
    assert code(DEBRIS, kit).events == ()


def test_five_thousand_words_are_coded(kit: Kit) -> None:
    sentences = [s for g in GOLDEN for s in g["text"].split("\n") if s]
    chosen = random.Random(7).choices(sentences, k=400)
    text = " ".join(" ".join(chosen).split(" ")[:5000])
    assert assert_leads_back(text, code(text, kit)) > 100


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(str.upper, id="capitals"),
        pytest.param(str.lower, id="lower case"),
    ],
)
def test_a_report_in_one_case_is_still_read(kit: Kit, change: object) -> None:
    texts = [change(golden["text"]) for golden in GOLDEN]  # type: ignore[operator]
    found = [code(text, kit) for text in texts]
    assert all(assert_leads_back(text, coded) for text, coded in zip(texts, found, strict=True))
    assert sum(len(coded.events) for coded in found) >= sum(len(g["events"]) for g in GOLDEN) // 3
