"""Patterns: how words are written, and what they find."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook.inflect import inflect
from dateline.codebook.patterns import (
    Forms,
    PatternIndex,
    drop_covered,
    make_patterns,
    plain_tokens,
)

FORMS = Forms(
    {"shoot": ("shot",), "take": ("took", "taken")}, {"people": frozenset({"villager", "villagers"})}
)


def _found(written: str, text: str, **options: tuple[str, ...]) -> list[list[str]]:
    index = PatternIndex(
        make_patterns("x", written, FORMS, near=options.get("near", ()), not_near=options.get("not_near", ()))
    )
    tokens = plain_tokens(text)
    return [[tokens[i].text for i in found.tokens] for found in index.find(tokens)]


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("open fire", "Troops opened fire.", ["opened", "fire"]),
        ("shoot dead", "Shot dead at noon", ["Shot", "dead"]),
        ("cease-fire", "the ceasefire", ["ceasefire"]),
        ("cease-fire", "the cease-fire", ["cease", "fire"]),
        ("cease-fire", "the cease fire", ["cease", "fire"]),
        ("fire|launch rocket", "they launched rockets", ["launched", "rockets"]),
        ("kill <people>", "killing villagers", ["killing", "villagers"]),
        ("take ... hostage", "took two of the men hostage", ["took", "hostage"]),
    ],
)
def test_a_pattern_finds_its_forms(written: str, text: str, found: list[str]) -> None:
    assert found in _found(written, text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("open fire", "They opened the fire door."),
        ("take ... hostage", "They took the road. A hostage was freed."),
        ("take ... hostage", "took one two three four five six hostage"),
        ("kill <people>", "killing time"),
    ],
)
def test_a_pattern_finds_nothing_else(written: str, text: str) -> None:
    assert _found(written, text) == []


def test_near_asks_for_a_word_of_the_same_sentence() -> None:
    assert _found("raid", "They raided the cattle camp.", near=("cattle",))
    assert not _found("raid", "They raided. The cattle fled.", near=("cattle",))


def test_not_near_forbids_a_word_of_the_same_sentence() -> None:
    assert not _found("release", "He released a statement.", not_near=("statement",))
    assert _found("release", "He was released.", not_near=("statement",))


@dataclass(frozen=True)
class Tagged:
    """A token with its part of speech."""

    text: str
    pos: str

    @property
    def lemma(self) -> str:
        return self.text


@pytest.mark.parametrize(("pos", "expected"), [("NOUN", 0), ("VERB", 1), ("", 1)])
def test_a_verb_is_found_only_as_a_verb_where_the_part_of_speech_is_known(pos: str, expected: int) -> None:
    index = PatternIndex(make_patterns("x", "strike", FORMS, pos="verb"))
    assert len(index.find([Tagged("strike", pos)])) == expected


def test_a_longer_match_covers_those_within_it() -> None:
    index = PatternIndex(
        [*make_patterns("bomb", "bomb", FORMS), *make_patterns("car bomb", "car bomb", FORMS)]
    )
    found = drop_covered(index.find(plain_tokens("A car bomb and a bomb.")))
    assert [(f.entry, f.start) for f in found] == [("car bomb", 1), ("bomb", 5)]


def test_what_stands_in_a_gap_is_not_covered() -> None:
    index = PatternIndex(
        [*make_patterns("a", "take ... hostage", FORMS), *make_patterns("b", "shoot", FORMS)]
    )
    found = drop_covered(index.find(plain_tokens("took the shot men hostage")))
    assert {f.entry for f in found} == {"a", "b"}


@given(st.text(alphabet="abt .-\n'take hostage", max_size=60))
def test_matched_tokens_stand_in_order_within_the_text(text: str) -> None:
    tokens = plain_tokens(text)
    index = PatternIndex(make_patterns("x", "take ... hostage", FORMS))
    for found in index.find(tokens):
        assert list(found.tokens) == sorted(set(found.tokens))
        assert 0 <= found.start < found.end <= len(tokens)


@given(st.text(max_size=80))
def test_a_plain_token_is_the_text_at_its_offsets(text: str) -> None:
    assert all(text[t.start : t.end] == t.text for t in plain_tokens(text))


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("kill", {"kill", "kills", "killed", "killing"}),
        ("stab", {"stabbed", "stabbing"}),
        ("carry", {"carries", "carried", "carrying"}),
        ("seize", {"seizes", "seized", "seizing"}),
        ("flee", {"flees", "fleeing"}),
        ("clash", {"clashes", "clashed"}),
        ("die", {"dies", "died", "dying"}),
    ],
)
def test_a_word_takes_its_regular_forms(word: str, forms: set[str]) -> None:
    assert forms <= inflect(word, {})


def test_a_noun_takes_its_plural_alone() -> None:
    assert inflect("accord", {}, is_noun=True) == {"accord", "accords"}
