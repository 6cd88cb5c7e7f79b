"""Whom a phrase means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.code.parse import load_parser, parse_text
from dateline.code.voices import name_fillers
from dateline.codebook import load_codebook
from dateline.model import Span
from tests.code.chain_case import named, span_of


@pytest.mark.parametrize(
    ("text", "words", "nth", "name"),
    [
        ("Mayor Ana Ruiz fled the town. She was later arrested.", "She", 0, "Ana Ruiz"),
        ("General Pavel Orlov crossed the river. Orlov attacked the port.", "Orlov", 1, "Pavel Orlov"),
        ("The Free Coast Army (FCA) took the port. The FCA then left.", "FCA", 1, "Free Coast Army"),
        ("Farmers blocked the road. They burned tyres.", "They", 0, "Farmers"),
        ("The soldiers who looted the shops were arrested.", "who", 0, "soldiers"),
        ("The prime minister, Karl Lund, resigned. Police arrested the prime minister on Monday.",
         "the prime minister", 0, "Karl Lund"),
        ("The Coastal Liberation Front raided a bank on Monday. The group later denied it.", "The group", 0,
         "Coastal Liberation Front"),
        ("“I ordered the attack on the port that night,” said General Pavel Orlov.", "I", 0, "Pavel Orlov"),
        ("A number of farmers blocked the road.", "A number", 0, "farmers"),
    ],
)  # fmt: skip
def test_phrase_is_led_back_to_its_name(text: str, words: str, nth: int, name: str) -> None:
    assert named(text, words, nth).name == name


def test_state_forces_take_their_country() -> None:
    found = named("Turkish forces crossed the border on Monday.", "Turkish forces")
    assert (found.country, found.name) == ("TR", "Military of Turkey")


def test_the_army_is_that_of_the_body_named_before() -> None:
    text = "The Kenyan army entered the town. Villagers fled. The army shelled a school."
    assert named(text, "The army").country == "KE"


def test_its_forces_are_named_after_their_holder() -> None:
    text = "Uganda closed the border on Monday. Its forces shelled a camp."
    assert named(text, "Its forces").country == "UG"


def test_one_person_under_two_spellings_is_one() -> None:
    text = "Foreign Minister Mevlut Gavishoglu spoke on Monday. Foreign Minister Cavishoglu left on Tuesday."
    assert named(text, "Cavishoglu").name == "Mevlut Gavishoglu"


def test_two_persons_of_one_last_name_stay_two() -> None:
    text = "Anna Berg was shot. Berg survived. Lena Vos and Karl Berg fled. Berg was caught."
    assert named(text, "Berg", 1).name == "Anna Berg"
    assert named(text, "Berg", 3).name == "Karl Berg"


def test_month_is_nobody() -> None:
    text = "Colonel Ivan Petrov was seized on May 6. He was released on Friday."
    assert named(text, "He").name == "Ivan Petrov"


def test_empty_it_stands_for_nothing() -> None:
    found = named("Sweden closed the border. It is vital that aid gets through.", "It")
    assert found.referent is None


def test_unknown_pronoun_is_left_as_written() -> None:
    found = named("They burned the market.", "They")
    assert (found.name, found.id, found.country, found.referent) == ("They", None, None, None)


def test_reason_names_what_a_pronoun_stands_for() -> None:
    assert "Ana Ruiz" in named("Mayor Ana Ruiz fled the town. She was later arrested.", "She").why


def test_fillers_are_named_in_their_order() -> None:
    text = "Mayor Ana Ruiz fled the town. She was later arrested by Turkish police."
    spans = [span_of(text, "Turkish police"), span_of(text, "She")]
    found = name_fillers(parse_text(text, load_parser()), spans, load_codebook())
    assert [found[0].country, found[1].name] == ["TR", "Ana Ruiz"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="AaBb cd.,\"'()-\n’é", min_size=1, max_size=80), st.data())
def test_any_span_of_any_text_gets_a_name_and_a_reason(text: str, data: st.DataObject) -> None:
    doc = parse_text(text, load_parser())
    if not len(doc):
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (found,) = name_fillers(doc, [Span.of(text, start, end)], load_codebook())
    assert found.why
    assert found.referent is None or text[found.referent.start : found.referent.end] == found.referent.text
