"""Words and phrases as patterns over tokens, found in one pass.

How a pattern is written:

    open fire            each word in any of its forms (opened fire, opens fire)
    cease-fire           joined, hyphened or apart: ceasefire, cease-fire, cease fire
    fire|launch rocket   one of several
    kill <people>        a member of a class of the codebook
    take ... hostage     up to five tokens between, within the sentence
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from dateline.codebook.inflect import Irregular, inflect

T = TypeVar("T")
Pos = Literal["verb", "noun", "adjective", "any"]

GAP = "..."
MAX_GAP = 5
NEAR_TOKENS = 30
_STOPS = frozenset(".!?;")
_HYPHENS = frozenset("-‐‑–")


class TokenLike(Protocol):
    """What a pattern looks at in a token; `pos` is a Universal POS tag or '' where unknown."""

    @property
    def text(self) -> str: ...
    @property
    def lemma(self) -> str: ...
    @property
    def pos(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Forms:
    """How pattern words become sets of token forms: irregular forms and the members of classes."""

    irregular: Irregular
    classes: Mapping[str, frozenset[str]]

    def of(self, element: str, *, is_noun: bool = False) -> frozenset[str]:
        """The forms of one element ('fire|launch', '<people>'). Raises KeyError for an unknown class."""
        forms: set[str] = set()
        for word in element.lower().split("|"):
            forms |= (
                self.classes[word[1:-1]]
                if word.startswith("<")
                else inflect(word, self.irregular, is_noun=is_noun)
            )
        return frozenset(forms)


Step = frozenset[str] | None
"""The forms a token may have; None for a gap."""


@dataclass(frozen=True, slots=True)
class Pattern(Generic[T]):
    """One way of writing an entry: its steps, the part of speech of its first word, the words it needs
    near."""

    entry: T
    steps: tuple[Step, ...]
    pos: Pos = "any"
    near: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Where an entry was found: the tokens that matched, gaps left out."""

    entry: T
    tokens: tuple[int, ...]

    @property
    def start(self) -> int:
        """The first token."""
        return self.tokens[0]

    @property
    def end(self) -> int:
        """One past the last token."""
        return self.tokens[-1] + 1


def make_patterns(
    entry: T,
    written: str,
    forms: Forms,
    *,
    pos: Pos = "any",
    near: Iterable[str] = (),
    not_near: Iterable[str] = (),
) -> list[Pattern[T]]:
    """The patterns of one written entry: several where it is hyphened. Raises KeyError for an unknown
    class."""
    around = frozenset().union(*map(forms.of, near))
    against = frozenset().union(*map(forms.of, not_near))
    return [
        Pattern(
            entry,
            tuple(None if word == GAP else forms.of(word, is_noun=pos == "noun") for word in words),
            pos,
            around,
            against,
        )
        for words in _spellings(written)
    ]


def _spellings(written: str) -> Iterator[list[str]]:
    apart = [part for word in written.split() for part in _split_hyphens(word)]
    yield apart
    if any("-" in word and "|" not in word for word in written.split()):
        yield written.split()
        yield written.replace("-", "").split()


def _split_hyphens(word: str) -> list[str]:
    return [word] if "|" in word or word.startswith("<") else [part for part in word.split("-") if part]


class PatternIndex(Generic[T]):
    """Patterns by the forms of their first word; `find` goes over the tokens once."""

    def __init__(self, patterns: Iterable[Pattern[T]]) -> None:
        index: dict[str, list[Pattern[T]]] = {}
        for pattern in patterns:
            for form in pattern.steps[0] or ():
                index.setdefault(form, []).append(pattern)
        self._index = {form: tuple(found) for form, found in index.items()}

    def find(self, tokens: Sequence[TokenLike]) -> list[Found[T]]:
        """Every pattern found, in the order of the tokens; one entry at one place only once."""
        words = [token.text.lower() for token in tokens]
        lemmas = [token.lemma.lower() for token in tokens]
        found: dict[tuple[int, tuple[int, ...]], Found[T]] = {}
        for i, word in enumerate(words):
            for pattern in self._starting(word, lemmas[i]):
                if not _fits_pos(pattern.pos, tokens[i].pos, word):
                    continue
                matched = _match(pattern.steps, words, lemmas, i)
                if matched and _fits_near(pattern, words, lemmas, matched):
                    found.setdefault((id(pattern.entry), matched), Found(pattern.entry, matched))
        return list(found.values())

    def _starting(self, word: str, lemma: str) -> tuple[Pattern[T], ...]:
        by_word = self._index.get(word, ())
        if lemma == word or lemma not in self._index:
            return by_word
        by_lemma = self._index[lemma]
        return by_lemma if not by_word else by_word + tuple(p for p in by_lemma if p not in by_word)


def _match(steps: tuple[Step, ...], words: list[str], lemmas: list[str], at: int) -> tuple[int, ...] | None:
    """The tokens that match `steps` from `at`, the nearest where a gap leaves a choice."""
    matched, gap, i = [at], 0, at + 1
    for step in steps[1:]:
        if step is None:
            gap = MAX_GAP
            continue
        found = _next(step, words, lemmas, i, gap)
        if found is None:
            return None
        matched.append(found)
        gap, i = 0, found + 1
    return tuple(matched)


def _next(step: frozenset[str], words: list[str], lemmas: list[str], i: int, gap: int) -> int | None:
    while i < len(words):
        if words[i] in step or lemmas[i] in step:
            return i
        if words[i] in _STOPS:
            return None
        if words[i] not in _HYPHENS:
            gap -= 1
        if gap < 0:
            return None
        i += 1
    return None


def _fits_pos(wanted: Pos, pos: str, word: str) -> bool:
    if wanted == "any" or not pos:
        return True
    if wanted == "verb":
        return (
            pos in ("VERB", "AUX")
            or (pos == "ADJ" and word.endswith(("ed", "en", "wn", "ing")))
            or (pos in ("NOUN", "PROPN") and word.endswith("ing"))
        )
    if wanted == "noun":
        return pos in ("NOUN", "PROPN") or (pos in ("VERB", "ADJ") and word.endswith("ing"))
    return pos in ("ADJ", "VERB", "ADV")


def _fits_near(pattern: Pattern[T], words: list[str], lemmas: list[str], matched: tuple[int, ...]) -> bool:
    if not pattern.near and not pattern.not_near:
        return True
    around = set(_sentence_around(words, lemmas, matched))
    return (not pattern.near or not around.isdisjoint(pattern.near)) and around.isdisjoint(pattern.not_near)


def _sentence_around(words: list[str], lemmas: list[str], matched: tuple[int, ...]) -> Iterator[str]:
    """The words and lemmas of the sentence, up to 30 tokens either way, without the matched ones."""
    for step, start in ((-1, matched[0] - 1), (1, matched[-1] + 1)):
        for i in range(start, start + step * NEAR_TOKENS, step):
            if not 0 <= i < len(words) or words[i] in _STOPS:
                break
            yield words[i]
            yield lemmas[i]


def drop_covered(found: Iterable[Found[T]], covers: Callable[[T], bool] = lambda _: True) -> list[Found[T]]:
    """Without those whose tokens all lie among the tokens of a longer one: 'car bomb' covers 'bomb'."""
    everything = list(found)
    longest = sorted(
        (f for f in everything if len(f.tokens) > 1 and covers(f.entry)), key=lambda f: -len(f.tokens)
    )
    holders: dict[int, list[frozenset[int]]] = {}
    for f in longest:
        for token in f.tokens:
            holders.setdefault(token, []).append(frozenset(f.tokens))
    return [f for f in everything if not any(set(f.tokens) < held for held in holders.get(f.start, ()))]


@dataclass(frozen=True, slots=True)
class PlainToken:
    """A token of a bare text: nothing known but its words and where it stands (code points, end
    exclusive)."""

    text: str
    start: int
    end: int
    pos: str = ""

    @property
    def lemma(self) -> str:
        """The word itself: patterns hold the inflected forms."""
        return self.text.lower()


_TOKEN = re.compile(r"[^\W_]+|['’]s\b|[^\w\s]|_")


def plain_tokens(text: str) -> list[PlainToken]:
    """A bare text cut into words and marks, for examples and for use without a language model."""
    return [PlainToken(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
