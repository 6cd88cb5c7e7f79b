"""How values are put into words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.blocks import event_lines
from dateline.model import Toll
from dateline.text.printable import printable
from tests.store.making import find_span, make_event, make_incoming

REPORT = make_incoming().report


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 3, "3 killed"),
        (3, None, "3 or more killed"),
        (None, 5, "up to 5 killed"),
        (3, 5, "3 to 5 killed"),
        (0, 0, "0 killed"),
        (None, None, "an unknown number of killed"),
    ],
)
def test_a_toll_says_its_range(low: int | None, high: int | None, words: str) -> None:
    toll = Toll(find_span(REPORT.text, "3 people"), "killed", low, high)
    lines = list(event_lines(make_event(REPORT, "shelled", toll=(toll,)), REPORT.text))
    assert f"   toll   {words} (“3 people”)" in lines


@given(st.text())
def test_printable_text_is_one_line_without_control_characters(words: str) -> None:
    shown = printable(words)
    assert len(shown.splitlines()) <= 1
    categories = {unicodedata.category(c) for c in shown if c not in "\u200c\u200d"}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert printable(shown) == shown


@pytest.mark.parametrize("words", ["Īdlib, ‘Afrīn", "می‌خواهم", "北京", "إدلب", "👩‍🚒"])
def test_printable_leaves_every_script_as_it_is(words: str) -> None:
    assert printable(words) == words
