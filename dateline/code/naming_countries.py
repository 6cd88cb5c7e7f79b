"""Which countries a report speaks of, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from dateline.code.naming_phrases import fold
from dateline.code.naming_tree import Tree


class NationLike(Protocol):
    """A country with what its people and things are called."""

    @property
    def iso(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def demonyms(self) -> tuple[str, ...]: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class CountryWords:
    """Country by folded word or words, and the longest in words."""

    isos: dict[str, str]
    begins: frozenset[str]
    longest: int


@lru_cache(maxsize=8)
def country_words(nations: tuple[NationLike, ...]) -> CountryWords:
    """The words of `nations`, made once for a codebook."""
    isos: dict[str, str] = {}
    for nation in nations:
        for written in _written(nation):
            isos.setdefault(fold(written), nation.iso)
    begins = frozenset(word.split()[0] for word in isos if word)
    return CountryWords(isos, begins, max((len(word.split()) for word in isos), default=1))


def _written(nation: NationLike) -> Iterable[str]:
    yield from (nation.name, *nation.aliases, *nation.demonyms)
    yield from (people + "s" for people in nation.demonyms)


def countries_at(tree: Tree, known: CountryWords) -> dict[int, str]:
    """Country by word index, for each word that names one (every word of a longer name)."""
    found: dict[int, str] = {}
    i = 0
    while i < len(tree):
        size = _size_at(tree, i, known) if fold(tree.lowers[i]) in known.begins else 0
        if size:
            iso = known.isos[" ".join(fold(w) for w in tree.lowers[i : i + size])]
            found.update(dict.fromkeys(range(i, i + size), iso))
        i += size or 1
    return found


def _size_at(tree: Tree, i: int, known: CountryWords) -> int:
    for size in range(min(known.longest, len(tree) - i), 0, -1):
        if " ".join(fold(w) for w in tree.lowers[i : i + size]) in known.isos:
            short = size == 1 and len(tree.words[i]) <= 3
            return 0 if short and not tree.words[i].isupper() and "." not in tree.words[i] else size
    return 0


def leading_country(found: dict[int, str]) -> str | None:
    """The country a report speaks of far more than of any other (twice as often), or None."""
    counted = Counter(found.values()).most_common(2)
    if not counted or counted[0][1] < 2:
        return None
    if len(counted) > 1 and counted[0][1] < 2 * counted[1][1]:
        return None
    return counted[0][0]
