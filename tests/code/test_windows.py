"""A report cut into windows: every word is decided once, and with words after it to read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.code.reader import open_reader
from dateline.code.words import AHEAD, cut_windows, split_words

TOKENIZER = open_reader().tokenizer
WORDS = st.lists(st.sampled_from(["shelled", "the", "Deir", "ez-Zor", "antidisestablishment", "5", "،"]))


@given(WORDS, st.integers(1, 60))
def test_windows_decide_every_word_once_in_order(words: list[str], times: int) -> None:
    text = " ".join(words * times)
    found = split_words(text)
    decided = [i for w in cut_windows(text, found, TOKENIZER) for i in range(w.decide, w.until)]
    assert decided == list(range(len(found)))


def test_a_window_reads_on_after_the_words_that_it_decides() -> None:
    text = "Rebels shelled the port. " * 200
    *firsts, last = cut_windows(text, split_words(text), TOKENIZER)
    assert firsts and all(w.last - w.until > AHEAD // 2 for w in firsts)
    assert last.until == last.last
