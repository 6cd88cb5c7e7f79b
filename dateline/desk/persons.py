"""Which names are those of private persons: what looks like a person's name and carries no office.

It rather hides too much: an organisation that neither its name nor the codebook gives away looks like a
person; `never_hide` names it. Scripts without capitals give nothing away: `also_hide` names who is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dateline.codebook import Codebook
from dateline.desk.rules import Rules
from dateline.model import Event
from dateline.store.folding import fold

WORD = re.compile(r"[^\W\d_][\w’'.-]*")
LEAST_LETTERS = 3
BLOCK = "█"
NAMED_WORDS = range(2, 6)
IN_ORGANISATIONS = 3
"""A word in the names of so many actors of the codebook is one of organisations ('front', 'brigade')."""


@dataclass(frozen=True)
class Persons:
    """Tells private names from others, by a codebook's words and a record's rules."""

    book: Codebook
    rules: Rules

    @cached_property
    def _public(self) -> frozenset[str]:
        book, rules = self.book, self.rules
        kinds = [(id, kind.words) for id, kind in book.source_kinds.items()]
        kinds += [(id, kind.words) for id, kind in book.actor_kinds.items()]
        private = {*rules.private_sources, *rules.private_actors}
        said = [phrase for id, words in kinds if id not in private for phrase in words]
        said += [a for actor in book.generic_actors.values() for a in (actor.name, *actor.aliases)]
        said += [n for nation in book.nationalities.values() for n in (nation.name, *nation.demonyms)]
        own = {fold(word) for id, words in kinds if id in private for word in words}
        shared = Counter(w for actor in book.actors.values() for w in _words(actor.name, *actor.aliases))
        common = {word for word, count in shared.items() if count >= IN_ORGANISATIONS}
        return frozenset((_words(*said) | common) - own)

    @cached_property
    def _never(self) -> frozenset[str]:
        known = (name for actor in self.book.actors.values() for name in (actor.name, *actor.aliases))
        return frozenset(fold(name) for name in (*self.rules.never_hide, *known))

    def is_private(self, name: str) -> bool:
        """Whether `name` looks like a person's and carries no office, nation or word of an organisation."""
        if fold(name) in self._never:
            return False
        named = [w for w in WORD.findall(name) if w[0].isupper()]
        if len(named) not in NAMED_WORDS or all(w.isupper() for w in named):
            return False
        plain = [fold(w).strip(".'-") for w in WORD.findall(name)]
        return not any(w in self._public or w.removesuffix("s") in self._public for w in plain)

    def names_in(self, events: Iterable[Event]) -> frozenset[str]:
        """The private names that events hold, as written and in full."""
        found: set[str] = set(self.rules.also_hide)
        for event in events:
            for actor in (*event.actors, *event.targets):
                if actor.id is None:
                    found.update(n for n in (actor.name, actor.span.text) if self.is_private(n))
            for link in (link for chain in event.chains for link in chain):
                if link.kind in self.rules.private_sources:
                    found.update(n for n in (link.name, link.span.text) if self.is_private(n))
            found.update(t.who for t in event.toll if t.who and self.is_private(t.who))
        return frozenset(found)


def _words(*phrases: str) -> set[str]:
    return {word for phrase in phrases for word in fold(phrase).split() if len(word) >= LEAST_LETTERS}


def blacken(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds these names in a text, whole or by a capitalised word; None where there are none."""
    parts = {name for name in names if name.strip()}
    parts |= {w.strip(".'-") for n in parts for w in WORD.findall(n) if w[0].isupper()}
    wanted = sorted((p for p in parts if len(p) >= LEAST_LETTERS), key=lambda p: (-len(p), p))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)") if wanted else None


def black_out(text: str, found: re.Pattern[str] | None) -> str:
    """`text` with what was found blacked out, letter by letter: no offset moves."""
    return found.sub(lambda m: BLOCK * len(m[0]), text) if found else text
