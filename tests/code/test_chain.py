"""Who says what: each way of handing over the word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.code.chain import chains_for
from dateline.code.parse import load_parser, parse_text
from dateline.code.voices import find_attributions
from dateline.codebook import load_codebook
from tests.code.chain_case import chains, span_of, voices_of


def test_outlets_own_voice_has_no_chain() -> None:
    assert chains("Rebels shelled the port of Adra on Monday.", "shelled") == []


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("The governor said that rebels shelled the port.", "shelled", "governor"),
        ("Rebels shelled the port, local officials said on Monday.", "shelled", "local officials"),
        ("Rebels shelled the port, said Mayor Ana Ruiz.", "shelled", "Ana Ruiz"),
        ("According to residents, rebels shelled the port.", "shelled", "residents"),
        ("Rebels shelled the port, according to the harbour police.", "shelled", "harbour police"),
        ("Rebels reportedly shelled the port.", "shelled", "reports"),
        ("There were reports of shelling near the port.", "shelling", "reports"),
        ("It was reported that rebels had shelled the port.", "shelled", "reports"),
        ("The army confirmed the attack on the port.", "attack", "army"),
        ("The navy vowed to bomb the port.", "bomb", "navy"),
        ("The ministry of health said in a statement that a clinic was bombed.", "bombed", "ministry"),
    ],
)
def test_cue_leads_back_to_its_source(text: str, words: str, source: str) -> None:
    found = chains(text, words)
    assert len(found) == 1
    assert source in found[0][-1]


def test_joined_sources_make_a_chain_each() -> None:
    assert chains("Rebels shelled the port, aid workers and residents said.", "shelled") == [
        ["aid workers"],
        ["residents"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The army did not say that rebels shelled the port.",
        "The army could not confirm that rebels shelled the port.",
        "The minister is due to announce that rebels shelled the port.",
    ],
)
def test_what_nobody_said_has_no_chain(text: str) -> None:
    assert chains(text, "shelled") == []


def test_told_to_an_outlet_puts_that_outlet_outermost() -> None:
    text = "Ana Ruiz told Reuters that rebels had shelled the port."
    assert chains(text, "shelled") == [["Reuters", "Ana Ruiz"]]


def test_own_outlet_is_left_out() -> None:
    text = "Ana Ruiz told Reuters that rebels had shelled the port."
    assert chains(text, "shelled", outlet="Reuters") == [["Ana Ruiz"]]


def test_attribution_within_an_attribution_is_a_longer_chain() -> None:
    text = "The Daily Herald reported that Mayor Ana Ruiz said rebels had shelled the port."
    assert [c[-1] for c in chains(text, "shelled")] == ["Ana Ruiz"]
    assert "Daily Herald" in chains(text, "shelled")[0][0]


def test_speaker_of_a_speech_event_is_not_its_own_source() -> None:
    text = 'Mayor Ana Ruiz said: "We demand an end to the siege of our town."'
    assert [c[-1] for c in chains(text, "siege")] == ["Ana Ruiz"]
    assert chains(text, "demand", by="Mayor Ana Ruiz") == []


def test_pronoun_as_source_is_led_back_to_the_person() -> None:
    text = "Mayor Ana Ruiz visited the port on Monday. She said rebels had shelled it."
    assert chains(text, "shelled") == [["Ana Ruiz"]]


def test_every_link_says_why() -> None:
    told = voices_of("Rebels shelled the port, local officials said on Monday.").attributions
    assert told
    assert all(link.why for a in told for link in a.source)
    assert all(a.why for a in told)


def test_reading_twice_gives_the_same() -> None:
    text = "Rebels shelled the port, officials said. The mayor denied that anyone was killed."
    doc = parse_text(text, load_parser())
    assert find_attributions(doc, load_codebook()) == find_attributions(doc, load_codebook())


WORDS = st.lists(
    st.sampled_from(
        ["The mayor", "said", "that", "rebels", "shelled", '"', "“", "”", ",", ".", ":", "\n", "according to",
         "reports of", "he", "told", "Reuters", "reportedly", "(", ")", "who", "its forces", "was", "not"]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_any_text_gives_spans_of_that_text(words: list[str]) -> None:
    text = " ".join(words)
    for a in find_attributions(parse_text(text, load_parser()), load_codebook()):
        for span in (a.cue, *a.content, *(link.span for link in a.source)):
            assert text[span.start : span.end] == span.text


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_no_chain_names_a_source_twice(words: list[str]) -> None:
    text = " ".join(words)
    told = find_attributions(parse_text(text, load_parser()), load_codebook())
    for start in range(0, len(text), 7):
        for chain in chains_for(start, start + 1, told):
            names = [link.name.lower() for link in chain]
            assert 1 <= len(names) == len(set(names)) <= 3


def test_span_of_finds_the_nth() -> None:
    assert span_of("a b a", "a", 1).start == 4


def test_whom_an_agency_quotes_as_saying_stands_within_its_chain() -> None:
    text = "The Fola news agency quoted Governor Ana Ruiz as saying that three villages had been burned."
    assert chains(text, "burned") == [["Fola news agency", "Ana Ruiz"]]
