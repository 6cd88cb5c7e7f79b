"""Telling what kind of source a name or description is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dateline.codebook.actors import ActorFinder
from dateline.codebook.entries import SourceEntry, SourceKind
from dateline.codebook.fold import fold_name, fold_words
from dateline.codebook.inflect import inflect

UNNAMED = "unnamed"
PERSON = "person"
ARMED = frozenset({"rebel_group", "political_militia", "identity_militia"})


_PARTICLES = frozenset(
    [
        "al",
        "el",
        "de",
        "da",
        "del",
        "di",
        "van",
        "von",
        "der",
        "bin",
        "ibn",
        "ben",
        "abu",
        "bint",
        "ul",
        "ur",
        "du",
        "la",
        "le",
    ]
)


class SourceFinder:
    """Looks sources up by their words; made once for a codebook."""

    def __init__(
        self, sources: Iterable[SourceEntry], kinds: Collection[SourceKind], actors: ActorFinder
    ) -> None:
        self._actors = actors
        self._named: dict[str, SourceEntry] = {}
        for entry in sources:
            for name in (entry.name, *entry.aliases):
                self._named.setdefault(fold_name(name), entry)
        self._words = _kind_words(kinds)
        self._exact = {fold_name(word): kind.id for kind in kinds for word in kind.words}

    def find(self, name: str) -> SourceEntry | None:
        """The source known by that name, or None."""
        return self._named.get(fold_name(name))

    def kind_of(self, name: str) -> str:
        """The kind: of the known source, of the telling word that comes first in the codebook's order, of
        the actor.

        'unnamed' where nothing in it tells.
        """
        entry = self.find(name)
        if entry:
            return entry.kind
        exact = self._exact.get(fold_name(name))
        if exact:
            return exact
        words = fold_words(name)
        told = [self._words[phrase] for phrase in _phrases(words) if phrase in self._words]
        if told:
            return min(told)[1]
        actor = self._actors.find(name)
        if actor is None:
            return PERSON if _is_person(name) else UNNAMED
        return "armed_group" if actor.kind in ARMED else "official"


def _kind_words(kinds: Collection[SourceKind]) -> Mapping[str, tuple[int, str]]:
    words: dict[str, tuple[int, str]] = {}
    for rank, kind in enumerate(kinds):
        for word in kind.words:
            folded = fold_name(word)
            for form in inflect(folded, {}) if " " not in folded else {folded, folded + "s"}:
                words.setdefault(form, (rank, kind.id))
    return words


def _phrases(words: list[str]) -> Iterable[str]:
    for size in (1, 2, 3):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def _is_person(name: str) -> bool:
    """Whether every word is a name's: capitalised, or a particle such as 'al' or 'de'."""
    words = name.replace("-", " ").split()
    return bool(words) and all(word[0].isupper() or word in _PARTICLES for word in words)
