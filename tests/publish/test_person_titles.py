"""Titles of persons: what the words before or behind a name say, else none."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import make_event, make_record, write

from dateline.codebook import Codebook, load_codebook
from dateline.model import Actor, Span
from dateline.publish import find_format
from dateline.publish.guarded import Guarded
from dateline.publish.person_titles import find_title
from dateline.publish.plover_parts import title_of
from dateline.publish.public import load_rules
from dateline.publish.sides import Party


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook()


def talks(*words: str) -> list[dict[str, str]]:
    """The POLECAT row of talks between those called so."""
    actors = tuple(Actor(Span(0, len(w), w), w.split()[-1]) for w in words)
    event = make_event("e1", "talks", "diplomacy", actors=actors, targets=(), toll=())
    data, _ = write(find_format("polecat"), [make_record(event)], codebook=load_codebook())
    return list(csv.DictReader(data.decode().splitlines(), delimiter="\t"))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Foreign Minister Sergei Lavrov", "Foreign Minister"),
        ("the South African Prime Minister Jan Smuts", "Prime Minister"),
        ("Lt. Gen. Ada Okoro", "Lt. Gen."),
        ("rebel commander Abu Omar", "rebel commander"),
        ("Ada Okoro, Nigeria’s deputy defence minister", "deputy defence minister"),
        ("Ada Okoro, a spokeswoman for the army", "spokeswoman"),
        ("opponents of President Ada Okoro", None),
        ("their leader Ada Okoro", None),
        ("the General Assembly", None),
        ("the general public", None),
        ("the foreign minister", None),
        ("Major General", None),
        ("Ada Okoro, 41", None),
        ("villagers", None),
        ("", None),
    ],
)
def test_a_title_is_what_stands_with_a_name(words: str, title: str | None, book: Codebook) -> None:
    assert title_of(Party("x", None, None, None, words), book) == title


@given(st.text(max_size=40))
def test_a_title_stands_in_the_words(words: str) -> None:
    title = find_title(words, ("minister", "general"), load_codebook())
    assert title is None or title in " ".join(words.split())


def test_polecat_gives_the_titles_of_those_who_act() -> None:
    (row,) = talks("President Ada Okoro", "Foreign Minister Jan Smit")
    assert row["Actor Title"] == "President; Foreign Minister" and row["Recipient Title"] == ""
    assert row["Wikipedia Actor ID"] == ""


def test_a_masked_name_has_no_title(book: Codebook) -> None:
    imam = Actor(Span(0, 16, "imam Amal Haddou"), "imam Amal Haddou")
    event = make_event("e1", targets=(imam,))
    data, _ = write(Guarded(find_format("polecat"), load_rules()), [make_record(event)], codebook=book)
    (row,) = csv.DictReader(data.decode().splitlines(), delimiter="\t")
    assert row["Recipient Name Raw"] == "imam ████ ██████" and row["Recipient Title"] == ""
