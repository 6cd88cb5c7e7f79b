"""Which names readers do not see: what the public's rule holds back, and what a record's own rules add.

The rule itself stands in `publish.public`: a name is held back unless it is known to be public. Where a list
shows a name without the event that tells it, the record is asked whether all events that have it know it as
public.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import select

from dateline.codebook import Codebook
from dateline.desk.rules import Rules
from dateline.desk.spots import folded
from dateline.model import Actor, Event, Span
from dateline.publish.public import (
    WORD,
    Places,
    PublicRules,
    known_places,
    private_source,
    private_words,
)
from dateline.store import SqlStore
from dateline.store.engine import reading
from dateline.store.folding import fold
from dateline.store.tables import event_actors, event_sources, reports


@dataclass(frozen=True)
class Persons:
    """Tells private names from others, by a codebook's words, the public's rules and a record's own.

    `known`: the folded names that the record knows as public (`public_names`).
    """

    book: Codebook
    rules: Rules
    public: PublicRules
    known: Callable[[], frozenset[str]] = frozenset
    _held: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _never(self) -> frozenset[str]:
        book = self.book
        actors = (name for actor in book.actors.values() for name in (actor.name, *actor.aliases))
        return frozenset(fold(name) for name in (*self.rules.never_hide, *actors))

    def is_private(self, name: str, places: Places = frozenset()) -> bool:
        """Whether `name`, without its event, is held back; `places` are those of its incident."""
        return bool(self.words_in((name,), places))

    def words_in(self, names: Iterable[str], places: Places = frozenset()) -> frozenset[str]:
        """The words to hold back of names that stand without their event."""
        return frozenset(word for name in names for word in self._words(name, places))

    def _words(self, name: str, places: Places) -> tuple[str, ...]:
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = self._rule(name, frozenset())
        if not held or name in self.rules.also_hide:
            return held
        if fold(name) in self.known():
            return ()
        # A place of the incident may be all that the name holds.
        around = {word for place in places for word in place}
        return held if around.isdisjoint(folded(word) for word in held) else self._rule(name, places)

    def _rule(self, name: str, places: Places) -> tuple[str, ...]:
        if name in self.rules.also_hide:
            return tuple(WORD.findall(name))
        if fold(name) in self._never or self.book.find_source(name) is not None:
            return ()
        return private_words(Actor(Span(0, len(name), name), name), self.public, self.book, places)

    def names_in(self, events: Iterable[Event]) -> frozenset[str]:
        """The words that name private persons in events of one report."""
        events = tuple(events)
        places = known_places(events, self.public)
        found: set[str] = {word for name in self.rules.also_hide for word in WORD.findall(name)}
        for event in events:
            sides = (a for a in (*event.actors, *event.targets) if fold(a.name) not in self._never)
            links = (link for chain in event.chains for link in chain if fold(link.name) not in self._never)
            found.update(w for a in sides for w in private_words(a, self.public, self.book, places))
            found.update(w for link in links for w in private_source(link, self.public, self.book, places))
        return frozenset(found)


@lru_cache(maxsize=100_000)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in WORD.findall(name))


def places_of(places: Iterable[Mapping[str, Any]]) -> Places:
    """The names of located places and of their divisions, as the public's rule asks for them."""
    located = [place for place in places if place.get("lat") is not None]
    names = (name for place in located for name in (place["name"], *place.get("admin", ())))
    return frozenset(_name_words(name) for name in names) - {()}


def public_names(store: SqlStore, rules: PublicRules) -> frozenset[str]:
    """The folded names of outlets, known actors and public sources that are public wherever they stand."""
    sources = select(event_sources.c.folded, event_sources.c.kind).distinct()
    actors = select(event_actors.c.folded, event_actors.c.actor_id.is_not(None)).distinct()
    with reading(store.engine) as connection:
        said = [(name, kind in rules.public_source_kinds) for name, kind in connection.execute(sources)]
        said += [(name, bool(known)) for name, known in connection.execute(actors)]
        outlets = connection.execute(select(reports.c.outlet).distinct()).scalars().all()
    named = [(name.partition(" | ")[0], public) for name, public in said]
    private = {name for name, public in named if not public}
    hidden = {fold(name) for name in rules.hidden_sources}
    shown = {name for name, public in named if public} - private
    return frozenset((shown | {fold(outlet) for outlet in outlets if outlet}) - hidden)
