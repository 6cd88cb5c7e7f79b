"""Counts read from words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.code import Kit
from dateline.code.candidates import list_candidates
from dateline.code.scene import read_scene
from dateline.code.sightings import find_sightings
from dateline.code.toll import guess_effect, read_count
from dateline.code.toll_find import find_tallies, plain_words
from dateline.codebook import load_codebook
from dateline.model import Report
from tests.code.chain_case import voices_of

BOOK = load_codebook()
TRAIN = Path(__file__).parents[3] / "shared" / "bench" / "train.jsonl"

COUNTS: list[tuple[str, int | None, int | None]] = [
    # the record's own rules
    ("at least 25", 25, None),
    ("up to 24", None, 24),
    ("dozens", 24, None),
    ("scores", 40, None),
    ("hundreds", 200, None),
    ("thousands", 2000, None),
    ("tens of thousands", 20000, None),
    ("several", 3, None),
    ("a few", 3, None),
    ("villagers", 2, None),
    ("more than 60", 60, None),
    ("almost 8,000", None, 8000),
    ("no casualties", 0, 0),
    # bounds
    ("over 1,000 families", 1000, None),
    ("no fewer than 12", 12, None),
    ("a minimum of 20 marchers", 20, None),
    ("as many as 20", None, 20),
    ("nearly two hundred", None, 200),
    ("fewer than ten", None, 10),
    ("about 2,000 men", 2000, 2000),
    ("an estimated 300", 300, 300),
    ("45 or more", 45, None),
    ("100+", 100, None),
    # ranges
    ("between 10 and 15", 10, 15),
    ("10-15", 10, 15),
    ("ten to fifteen men", 10, 15),
    ("two or three", 2, 3),
    # number words
    ("two dozen", 24, 24),
    ("half a dozen", 6, 6),
    ("a hundred", 100, 100),
    ("twenty-five", 25, 25),
    ("two hundred and five people", 205, 205),
    ("1.2 million", 1200000, 1200000),
    ("three lakh people", 300000, 300000),
    ("several hundred", 300, None),
    ("a couple of monks", 2, 2),
    # one, and one by one
    ("a woman", 1, 1),
    ("the man", 1, 1),
    ("Ana Beridze", 1, 1),
    ("Davis was hurt", 1, 1),
    ("Ana Beridze and Luka Maisaia", 2, 2),
    ("her mother, father and sister", 3, 3),
    ("he", 1, 1),
    ("they", 2, None),
    ("the Tutsis", 2, None),
    # added up, left out
    ("3 soldiers and a civilian", 4, 4),
    ("him and twelve others", 13, 13),
    ("32 others, including 25 policemen", 32, 32),
    ("three people, two of them children", 3, 3),
    ("one person was killed and 32 others", 1, 1),
    ("a 12-year-old boy", 1, 1),
    ("captured in November 2012", 1, 1),
]


@pytest.mark.parametrize(("words", "low", "high"), COUNTS, ids=[words for words, _, _ in COUNTS])
def test_words_are_read_as_a_count(words: str, low: int | None, high: int | None) -> None:
    count = read_count(words, BOOK.numbers)
    assert count and (count.low, count.high) == (low, high)


@pytest.mark.parametrize("words", ["", "!!", "  "])
def test_words_that_count_nobody_give_none(words: str) -> None:
    assert read_count(words, BOOK.numbers) is None


@given(st.text(max_size=60))
def test_any_text_is_read_and_the_low_end_is_never_above_the_high(words: str) -> None:
    count = read_count(words, BOOK.numbers)
    assert count is None or count.low is None or count.high is None or 0 <= count.low <= count.high


@given(st.integers(min_value=1, max_value=10**9))
def test_a_number_in_digits_is_itself_however_grouped(number: int) -> None:
    for written in (f"{number} people", f"{number:,} people"):
        count = read_count(written, BOOK.numbers)
        assert count and (count.low, count.high) == (number, number)


@pytest.mark.parametrize(
    ("words", "effect"),
    [("25 people dead", "killed"), ("wounding 30", "injured"), ("45 were arrested", "detained"),
     ("thousands of refugees", "displaced"), ("six are missing", "missing"), ("three soldiers", None)],
)  # fmt: skip
def test_the_effect_is_told_by_the_words(words: str, effect: str | None) -> None:
    assert guess_effect(words, BOOK) == effect


@pytest.mark.skipif(not TRAIN.exists(), reason=f"no annotated reports at {TRAIN}")
def test_nineteen_in_twenty_annotated_tolls_are_read_alike() -> None:
    lines = TRAIN.read_text(encoding="utf-8").splitlines()
    tolls = [t for line in lines for e in json.loads(line)["events"] for t in e["toll"] if t["text"]]
    counts = [(t, read_count(t["text"], BOOK.numbers)) for t in tolls]
    alike = sum(bool(c) and (c.low, c.high) == (t["low"], t["high"]) for t, c in counts if c)
    assert alike / len(tolls) >= 0.95


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The raid left at least twelve soldiers dead and forty injured.",
            {("killed", 12, None), ("injured", 40, 40)},
        ),
        ("It ended with about a dozen militants left dead.", {("killed", 12, 12)}),
        ("A bomb left 30 people wounded.", {("injured", 30, 30)}),
        ("Five people lay dead in the street.", {("killed", 5, 5)}),
    ],
)
def test_those_left_dead_or_wounded_are_counted_not_what_left_them_so(
    text: str, found: set[tuple[str, int, int | None]]
) -> None:
    tree = voices_of(text).tree
    tallies = find_tallies(tree, plain_words(tree), load_codebook())
    assert {(t.effect, t.count.low, t.count.high) for t in tallies} == found


@pytest.mark.parametrize("name", ["Dr. John Masters", "Fred Winters", "the Rev. Peter Roberts"])
def test_one_person_whose_name_ends_in_s_is_one(kit: Kit, name: str) -> None:
    scene = read_scene(Report.of(f"Their doctor, {name}, was killed by gunmen. Gunmen killed {name}."), kit)
    tolls = list_candidates(scene, kit, find_sightings(scene, kit)).tolls
    assert tolls and {(c.tally.count.low, c.tally.count.high) for c in tolls if c.tally} == {(1, 1)}
