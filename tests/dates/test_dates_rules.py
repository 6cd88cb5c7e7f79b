"""The English rules against their own examples."""

from __future__ import annotations

import pytest

from dateline.dates import find_dates
from dateline.dates.lexicon import compile_pattern, read_data
from tests.dates.examples import Example, days_of, rule_entries, rule_examples

COUNTEREXAMPLES = [
    (entry["id"], words) for entry in rule_entries() for words in entry.get("counterexamples", ())
]


@pytest.mark.parametrize("example", rule_examples(), ids=lambda e: f"{e.rule}: {e.words}")
def test_an_example_of_a_rule_means_the_days_it_says(example: Example) -> None:
    assert days_of(example) == example.days


@pytest.mark.parametrize(("rule", "words"), COUNTEREXAMPLES)
def test_a_counterexample_is_no_date(rule: str, words: str) -> None:
    assert find_dates(words) == ()


def test_every_rule_gives_its_reason_and_has_an_example_unless_it_needs_company() -> None:
    entries = rule_entries()
    assert all(entry["reason"] for entry in entries)
    assert all(entry.get("examples") or entry.get("bare") for entry in entries)


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [entry["id"] for entry in read_data("rules.yml")]
    assert len(names) == len(set(names))


def test_a_group_that_repeats_is_numbered_and_a_space_matches_a_line_break() -> None:
    pattern = compile_pattern("{day} may|may {day}", {"day": r"(?P<day>\d+)"})
    match = pattern.fullmatch("may\n5")
    assert match and match["day__2"] == "5"
