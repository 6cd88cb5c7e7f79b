"""A report's text as the reader sees it: words and word pieces with their offsets, in overlapping windows.

The same cutting serves training and running, so that the reader is asked in the way it was taught.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

IntArray = npt.NDArray[np.int64]

_WORD = re.compile(r"\w+|[^\w\s]")
WINDOW = 240
"""Word pieces in one window, without the two that frame it."""
CONTEXT = 60
"""Word pieces that a window repeats from the one before; they are read but not decided again."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: code points of the report's text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words that fits the encoder.

    `first`..`last` are word indices (last exclusive); words before `decide` were decided one window before.
    `pieces` holds the piece ids with the frame, `heads[i]` the position of the first piece of word first + i.
    """

    first: int
    last: int
    decide: int
    pieces: IntArray
    heads: IntArray


def split_words(text: str) -> tuple[Word, ...]:
    """The words and single marks of `text`, in order; white space belongs to none."""
    return tuple(Word(m.start(), m.end()) for m in _WORD.finditer(text))


def cut_windows(text: str, words: Sequence[Word], tokenizer: Tokenizer) -> tuple[Window, ...]:
    """Windows over `words` that together decide every word exactly once.

    Words the tokenizer knows no piece of become its unknown piece, so no word is lost.
    """
    pieces = [_piece_ids(text[w.start : w.end], tokenizer) for w in words]
    return tuple(_cut(pieces, tokenizer))


def _piece_ids(word: str, tokenizer: Tokenizer) -> list[int]:
    ids: list[int] = tokenizer.encode(word, add_special_tokens=False).ids[:12]
    return ids or [tokenizer.token_to_id("[UNK]")]


def _cut(pieces: Sequence[Sequence[int]], tokenizer: Tokenizer) -> Iterator[Window]:
    frame = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    decide = 0
    while decide < len(pieces):
        first, room = decide, CONTEXT
        while decide and first > 0 and len(pieces[first - 1]) <= room:
            first -= 1
            room -= len(pieces[first])
        last, room = first, WINDOW
        while last < len(pieces) and (len(pieces[last]) <= room):
            room -= len(pieces[last])
            last += 1
        yield _window(pieces[first:last], first, last, decide, frame)
        decide = last


def _window(
    pieces: Sequence[Sequence[int]], first: int, last: int, decide: int, frame: tuple[int, int]
) -> Window:
    ids, heads = [frame[0]], []
    for word in pieces:
        heads.append(len(ids))
        ids.extend(word)
    ids.append(frame[1])
    return Window(first, last, decide, np.array(ids, np.int64), np.array(heads, np.int64))
