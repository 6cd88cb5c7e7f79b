"""A parsed report as plain lists, so that rules read the parse without touching spaCy token by token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, SENT_START, TAG
from spacy.tokens import Doc

from dateline.model import Span

NAME_TAGS = frozenset({"NNP", "NNPS"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of one report and how they hang together; every list has one entry a word.

    `starts`/`ends` are code points of `text`, end exclusive. `heads` are word indices (a root is its own
    head). `lefts`/`rights` are the first and the last word below each word. `sents` says which sentence a
    word is in, `bounds` gives each sentence's first word and the word after its last.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    kids: list[list[int]]
    lefts: list[int]
    rights: list[int]
    sents: list[int]
    bounds: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The stretch of the report from word `first` to word `last`, both included."""
        return Span.of(self.text, self.starts[first], self.ends[last])

    def child(self, word: int, *deps: str) -> int | None:
        """The first child of `word` that hangs on it by one of `deps`."""
        return next((k for k in self.kids[word] if self.deps[k] in deps), None)

    def above(self, word: int) -> Iterator[int]:
        """The words that `word` hangs on, nearest first."""
        while self.heads[word] != word:
            word = self.heads[word]
            yield word

    def word_at(self, offset: int) -> int:
        """The word that holds the code point `offset`, or else the next one (the last word at the end)."""
        low, high = 0, len(self.words) - 1
        while low < high:
            mid = (low + high) // 2
            if self.ends[mid] > offset:
                high = mid
            else:
                low = mid + 1
        return low


def read_tree(doc: Doc) -> Tree:
    """The parse of `doc` as a `Tree`; needs tags, lemmas, a dependency parse and sentences."""
    rows = doc.to_array([LEMMA, TAG, DEP, HEAD, IDX, LENGTH, SENT_START]).tolist()
    known: dict[int, str] = {}
    strings = doc.vocab.strings

    def string(code: int) -> str:
        if code not in known:
            known[code] = strings[code] if code else ""
        return known[code]

    text = doc.text
    starts = [row[4] for row in rows]
    ends = [row[4] + row[5] for row in rows]
    words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    heads = [i + _signed(row[3]) for i, row in enumerate(rows)]
    sents, bounds = _sentences([_signed(row[6]) for row in rows])
    kids, lefts, rights = _hang(heads)
    return Tree(
        text, starts, ends, words, [w.lower() for w in words], [string(r[0]) for r in rows],
        [string(r[1]) for r in rows], [string(r[2]) for r in rows], heads, kids, lefts, rights, sents, bounds,
    )  # fmt: skip


def _signed(value: int) -> int:
    """`value` as the signed number that spaCy packed into 64 unsigned bits."""
    return value - (1 << 64) if value >= 1 << 63 else value


def _sentences(begins: list[int]) -> tuple[list[int], list[tuple[int, int]]]:
    firsts = [i for i, begin in enumerate(begins) if begin == 1 or i == 0]
    bounds = list(zip(firsts, [*firsts[1:], len(begins)], strict=False))
    return [number for number, (a, b) in enumerate(bounds) for _ in range(a, b)], bounds


def _hang(heads: list[int]) -> tuple[list[list[int]], list[int], list[int]]:
    kids: list[list[int]] = [[] for _ in heads]
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
        word = i
        while heads[word] != word:
            word = heads[word]
            if lefts[word] <= i <= rights[word]:
                break
            lefts[word], rights[word] = min(lefts[word], i), max(rights[word], i)
    return kids, lefts, rights
