"""Words of a text as comparison needs them: folded, stemmed, without the ones that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from sys import intern

import snowballstemmer
from anyascii import anyascii

from dateline.incidents.data import load_json, load_yaml

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+|\n+")
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word folded to lower-case ASCII without its ending: 'Bombings' and 'bombing' give the same."""
    folded = anyascii(word).lower().split("'")[0]
    return intern(str(_stemmer.stemWord(folded)))


def stems(text: str) -> Iterator[str]:
    """Each word of `text` as its stem, in order; stop words included."""
    return (stem(w) for w in WORD.findall(text))


def content_stems(text: str) -> tuple[str, ...]:
    """The distinct stems of `text` that carry meaning, in alphabetical order."""
    return tuple(sorted({s for s in stems(text) if s not in stop_stems() and (len(s) > 1 or s.isdigit())}))


@cache
def stop_stems() -> frozenset[str]:
    """Stems that say nothing about which occurrence is meant."""
    return frozenset(stem(w) for w in load_yaml("stop.yml")["stop"].split())


@cache
def generic_stems() -> frozenset[str]:
    """Stems that name a kind of people and not which ones."""
    return frozenset(stem(w) for w in load_yaml("generic.yml")["generic"])


@cache
def _rarity_table() -> dict[str, float]:
    return {intern(word): float(weight) for word, weight in load_json("rarity.json").items()}


def rarity(stem_: str) -> float:
    """How much a shared stem tells, 0..1: its inverse document frequency over news, 1 where it is not
    common."""
    return _rarity_table().get(stem_, 1.0)


def weight_of(stems_: Iterable[str]) -> float:
    """The summed rarity of `stems_`."""
    table = _rarity_table()
    return sum(table.get(s, 1.0) for s in stems_)


def norm_of(stems_: Iterable[str]) -> float:
    """The summed squared rarity of `stems_`."""
    table = _rarity_table()
    return sum(table.get(s, 1.0) ** 2 for s in stems_)


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) code points, end exclusive; good enough to cut out a
    context."""
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
