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
WINDOW = 360
"""Word pieces in one window, without the two that frame it."""
CONTEXT = 60
"""Word pieces that a window repeats from the one before; they are read but not decided again."""
FRAMES = (("<s>", "</s>"), ("[CLS]", "[SEP]"))
"""The pieces that begin and end a window: MPNet's or else BERT's."""
AHEAD = 40
"""Word pieces at a window's end that are read but left to the next one, which sees what follows them."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: code points of the report's text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words that fits the encoder.

    `first`..`last` are word indices (last exclusive). It decides the words `decide`..`until` (exclusive):
    those before were decided by the window before, those after are left to the next. `pieces` holds the
    piece ids with the frame, `heads[i]` the position of the first piece of word first + i.
    """

    first: int
    last: int
    decide: int
    until: int
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
    frame = _frame_ids(tokenizer)
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
        until = last if last == len(pieces) else _step_back(pieces, last, decide)
        yield _window(pieces[first:last], (first, last, decide, until), frame)
        decide = until


def _frame_ids(tokenizer: Tokenizer) -> tuple[int, int]:
    ids = ((tokenizer.token_to_id(begin), tokenizer.token_to_id(end)) for begin, end in FRAMES)
    return next((begin, end) for begin, end in ids if begin is not None and end is not None)


def _step_back(pieces: Sequence[Sequence[int]], last: int, decide: int) -> int:
    """The word before which a window from `decide` to `last` stops deciding; it decides one at least."""
    until, room = last, AHEAD
    while until - 1 > decide and len(pieces[until - 1]) <= room:
        until -= 1
        room -= len(pieces[until])
    return until


def _window(pieces: Sequence[Sequence[int]], at: tuple[int, int, int, int], frame: tuple[int, int]) -> Window:
    ids, heads = [frame[0]], []
    for word in pieces:
        heads.append(len(ids))
        ids.extend(word)
    ids.append(frame[1])
    return Window(*at, np.array(ids, np.int64), np.array(heads, np.int64))
