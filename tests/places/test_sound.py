"""Spellings by ear: which meet, and which stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.places.sound import likeness, skeleton, skeletons, sound_form, without_generic

SAME = [
    ("Latamneh", "Al Lataminah"),
    ("Khan Sheikhoun", "Khān Shaykhūn"),
    ("Maar Hattat", "Ma`arr Hitat"),
    ("Mdayaya", "Madayah"),
    ("Deir ez-Zor", "Dayr az Zawr"),
    ("Qayyara", "القيارة"),
    ("Luhansk", "Луганськ"),
    ("Gulyaipole", "Гуляйполе"),
    ("Hodeida", "Al Ḩudaydah"),
    ("Ouagadougou", "Wagadugu"),
]


@pytest.mark.parametrize(("heard", "entry"), SAME)
def test_a_spelling_by_ear_is_looked_up_under_the_entrys_key(heard: str, entry: str) -> None:
    assert skeleton(sound_form(entry)) in skeletons(heard)


@pytest.mark.parametrize(("heard", "entry"), SAME)
def test_a_spelling_by_ear_is_alike_enough_to_be_a_candidate(heard: str, entry: str) -> None:
    assert likeness(sound_form(heard), sound_form(entry)) >= 0.6


def test_two_near_names_are_told_apart() -> None:
    latamneh = sound_form("Latamneh")
    assert likeness(latamneh, sound_form("Al Lataminah")) > likeness(latamneh, sound_form("Latmin")) + 0.1


@given(st.text(alphabet="abcdefghiklmnorstuwyz", min_size=2, max_size=12))
def test_a_name_is_wholly_like_itself_and_found_under_its_own_key(name: str) -> None:
    form = sound_form(name)
    assert likeness(form, form) == 1.0
    assert not skeleton(form) or skeleton(form) in skeletons(name)


words = st.text(alphabet="abdfiklmnrstu", min_size=1, max_size=10)


@given(words, words)
def test_likeness_is_the_same_both_ways_and_a_share(a: str, b: str) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert 0.0 <= likeness(a, b) <= 1.0


def test_names_in_scripts_without_letters_for_sounds_are_not_heard() -> None:
    assert skeletons("北京") == ()


@pytest.mark.parametrize(
    ("name", "core"), [("tall as sayyad", "sayyad"), ("hama", None), ("san jose", "jose")]
)
def test_kind_words_in_a_name_may_be_left_out(name: str, core: str | None) -> None:
    assert without_generic(name) == core
