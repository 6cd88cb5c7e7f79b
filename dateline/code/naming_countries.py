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
    """Country by folded words; `begins`: how many words the names have that begin so, longest first."""

    isos: dict[str, str]
    begins: dict[str, tuple[int, ...]]


@lru_cache(maxsize=8)
def country_words(nations: tuple[NationLike, ...]) -> CountryWords:
    """The words of `nations`, made once for a codebook."""
    isos: dict[str, str] = {}
    for nation in nations:
        for written in _written(nation):
            isos.setdefault(fold(written), nation.iso)
    sizes: dict[str, set[int]] = {}
    for written in isos:
        if written:
            sizes.setdefault(written.split()[0], set()).add(len(written.split()))
    return CountryWords(isos, {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()})


def _written(nation: NationLike) -> Iterable[str]:
    yield from (nation.name, *nation.aliases, *nation.demonyms)
    yield from (people + "s" for people in nation.demonyms)


def countries_at(tree: Tree, known: CountryWords) -> dict[int, str]:
    """Country by word index, for each word that names one (every word of a longer name)."""
    found: dict[int, str] = {}
    for i, lower in enumerate(tree.lowers):
        if i not in found and lower in known.begins:
            size = _size_at(tree, i, known)
            if size:
                iso = known.isos[" ".join(fold(w) for w in tree.lowers[i : i + size])]
                found.update(dict.fromkeys(range(i, i + size), iso))
    return found


def _size_at(tree: Tree, i: int, known: CountryWords) -> int:
    for size in known.begins[tree.lowers[i]]:
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
