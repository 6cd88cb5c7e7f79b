"""ACLED's tags: what follows from the words of actors and targets, and nothing else."""

import csv
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import make_event, make_record, write

from dateline.codebook import Codebook, load_codebook
from dateline.model import Actor, Event, Span
from dateline.publish import Record, find_format
from dateline.publish.acled_tags import is_called, read_size
from dateline.publish.guarded import Guarded
from dateline.publish.public import load_rules


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook()


def actor(words: str, name: str | None = None) -> Actor:
    return Actor(Span(0, len(words), words), name or words)


def protest(*words: str, id: str = "e1", **values: Any) -> Event:
    known: dict[str, Any] = {"actors": tuple(map(actor, words)), "targets": (), "toll": ()}
    return make_event(id, "protest", "unrest", **{**known, **values})


def tags(*records: Record, book: Codebook) -> tuple[list[str], list[tuple[str, str]]]:
    """The tags of the rows, and what the trace says of tags."""
    data, trace = write(find_format("acled"), records, codebook=book)
    rows = list(csv.DictReader(data.decode().splitlines()))
    rules = ("ACLED: tags", "ACLED: crowd size")
    return [row["tags"] for row in rows], [(t.outcome, t.why) for t in trace if t.rule in rules]


def test_the_size_of_a_crowd_is_told_in_the_report_s_words(book: Codebook) -> None:
    found, trace = tags(make_record(protest("About 3,000 workers")), book=book)
    assert found == ["crowd size=about 3,000"]
    assert trace == [("written", "crowd size=about 3,000, by the words “About 3,000 workers”")]


def test_a_crowd_that_nobody_counts_has_no_size_and_the_trace_says_so(book: Codebook) -> None:
    found, trace = tags(make_record(protest("angry crowds")), book=book)
    assert found == [""] and trace == [("unknown", "nobody of the crowd is called by a number")]


def test_of_two_counts_of_a_crowd_the_first_report_s_stands(book: Codebook) -> None:
    counted = (("r1", "200 workers"), ("r2", "300 workers"))
    events = [replace(protest("x", id=id), actors=(actor(words, "workers"),)) for id, words in counted]
    found, trace = tags(*(make_record(e, report=e.id) for e in events), book=book)
    assert found == ["crowd size=200"] and len(trace) == 1


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("Tens of thousands of protesters", "tens of thousands"),
        ("a few thousand people", "a few thousand"),
        ("20 lakh people", "20 lakh"),
        ("the 300 or so demonstrators", "300"),
        ("one hundred and fifty workers", "one hundred and fifty"),
        ("a minimum of 20 protesters", "a minimum of 20"),
        ("Two million", "two million"),
        ("tens of thousands of the villagers", None),
        ("24 June Movement", None),
        ("3rd Brigade supporters", None),
        ("some students", None),
        ("a protester", None),
    ],
)
def test_only_a_number_of_the_whole_crowd_is_its_size(words: str, size: str | None, book: Codebook) -> None:
    assert read_size(words, book.numbers) == size


@given(st.text(max_size=30))
def test_a_size_stands_in_the_words(words: str) -> None:
    found = read_size(words, load_codebook().numbers)
    assert found is None or found.split()[0] in words.casefold()


@pytest.mark.parametrize(
    ("struck", "tag"),
    [
        (("the mayor of Goma",), "local administrators"),
        (("two village heads", "civilians"), "local administrators"),
        (("supporters of the mayor",), ""),
        (("the mayor's bodyguard",), ""),
        (("three girls",), "women targeted: girls"),
        (("schoolgirls", "teachers"), ""),
        (("a female senator",), "women targeted: politicians"),
        (("women",), ""),
    ],
)
def test_those_struck_are_tagged_by_what_they_are_called(
    struck: tuple[str, ...], tag: str, book: Codebook
) -> None:
    attack = make_event("e1", "civilian_attack", "civilian_harm", targets=tuple(map(actor, struck)))
    found, trace = tags(make_record(attack), book=book)
    assert found == [tag] and len(trace) == bool(tag)


def test_a_mayor_who_is_arrested_is_not_tagged_as_struck(book: Codebook) -> None:
    arrest = make_event("e1", "arrest", "custody", targets=(actor("the mayor"),))
    assert tags(make_record(arrest), book=book) == ([""], [])


def test_words_behind_of_name_somebody_else() -> None:
    assert is_called("Mayor Jean of the village", ["mayor"]) and not is_called("son of the mayor", ["mayor"])


def test_the_public_reads_no_name_in_the_trace_of_a_tag(book: Codebook) -> None:
    attack = make_event("e1", "civilian_attack", "civilian_harm", targets=(actor("schoolgirl Amal Haddou"),))
    data, trace = write(Guarded(find_format("acled"), load_rules()), [make_record(attack)], codebook=book)
    assert b"women targeted: girls" in data
    assert "Haddou" not in data.decode() and not any("Haddou" in line.why for line in trace)
