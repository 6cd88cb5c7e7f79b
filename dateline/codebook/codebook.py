"""A loaded codebook, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from dateline.codebook.actors import ActorFinder
from dateline.codebook.entries import (
    STRENGTHS,
    ActorEntry,
    ActorKind,
    Cue,
    EventType,
    Family,
    Nationality,
    ReportingVerb,
    SourceEntry,
    SourceKind,
    StateBody,
    WeaponEntry,
    Word,
    WordMatch,
)
from dateline.codebook.numbers import Numbers
from dateline.codebook.patterns import (
    Forms,
    Found,
    Pattern,
    PatternIndex,
    Pos,
    TokenLike,
    drop_covered,
    make_patterns,
)
from dateline.codebook.sources import SourceFinder
from dateline.codebook.vocabularies import Vocabularies

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

BLOCK = Word(rule="block", type="", words="", part="any")
_POS: Mapping[str, Pos] = {"verb": "verb", "noun": "noun", "adjective": "adjective", "any": "any"}


@dataclass(frozen=True)
class Codebook:
    """Everything that decides how a report is coded, as data.

    `id` is 'name@version'. `blocks` are phrases that look like an event and are none ('heart attack').
    `effects` are the words for each effect of a toll. `pronouns` lead back to an actor named before;
    `filling` are words that may stand around an actor's name without changing it.
    """

    name: str
    version: str
    title: str = ""
    families: Mapping[str, Family] = field(default_factory=dict)
    types: Mapping[str, EventType] = field(default_factory=dict)
    forms: Forms = Forms({}, {})
    blocks: tuple[str, ...] = ()
    reporting_verbs: Mapping[str, ReportingVerb] = field(default_factory=dict)
    source_kinds: Mapping[str, SourceKind] = field(default_factory=dict)
    sources: Mapping[str, SourceEntry] = field(default_factory=dict)
    actor_kinds: Mapping[str, ActorKind] = field(default_factory=dict)
    actors: Mapping[str, ActorEntry] = field(default_factory=dict)
    generic_actors: Mapping[str, ActorEntry] = field(default_factory=dict)
    nationalities: Mapping[str, Nationality] = field(default_factory=dict)
    state_bodies: Mapping[str, StateBody] = field(default_factory=dict)
    filling: tuple[str, ...] = ()
    weapons: Mapping[str, WeaponEntry] = field(default_factory=dict)
    cues: Mapping[str, Cue] = field(default_factory=dict)
    numbers: Numbers = Numbers()
    effects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pronouns: tuple[str, ...] = ()
    vocabularies: Vocabularies = Vocabularies()

    @property
    def id(self) -> str:
        """'conflict@1.0'."""
        return f"{self.name}@{self.version}"

    def find_words(self, tokens: Sequence[TokenLike]) -> list[WordMatch]:
        """Every word of every type in `tokens`, in their order; `start`/`end` of a match are token numbers.

        A longer match covers those within it ('car bomb' covers 'bomb'), blocks cover what they hold. One
        place may match several types: `strongest` picks one, a reader that has learned may weigh them better.
        """
        found = drop_covered(self._words.find(tokens))
        return [_word_match(f, tokens) for f in found if f.entry is not BLOCK]

    def strongest(self, matches: Iterable[WordMatch]) -> list[WordMatch]:
        """One match for each place: the strongest, then the longest, then the type that stands first."""
        order = {type_id: i for i, type_id in enumerate(self.types)}
        ranked = sorted(
            matches, key=lambda m: (-STRENGTHS.index(m.strength), -len(m.tokens), order[m.type], m.start)
        )
        taken: set[int] = set()
        chosen = []
        for match in ranked:
            if taken.isdisjoint(match.tokens):
                chosen.append(match)
                taken.update(match.tokens)
        return sorted(chosen, key=lambda m: m.start)

    def find_weapons(self, tokens: Sequence[TokenLike]) -> list[Found[WeaponEntry]]:
        """Every weapon in `tokens`; the longest words win."""
        return drop_covered(self._weapon_words.find(tokens))

    def find_cues(self, tokens: Sequence[TokenLike]) -> list[Found[Cue]]:
        """Every status cue in `tokens`; the longest words win."""
        return drop_covered(self._cue_words.find(tokens))

    def find_effects(self, tokens: Sequence[TokenLike]) -> list[Found[str]]:
        """Every word for an effect on people in `tokens`: the entry is 'killed', 'injured' …"""
        return drop_covered(self._effect_words.find(tokens))

    def find_actor(self, text: str) -> ActorEntry | None:
        """The actor that `text` names: by name, by nationality and noun ('Syrian army'), or a generic one
        ('gunmen').

        None where the words name nobody the codebook knows. An entry made from a nationality has an id such
        as 'state:SY' or 'forces:SY'.
        """
        return self._actor_finder.find(text)

    def country_of(self, text: str) -> str | None:
        """The country (ISO 3166-1 alpha-2) that `text` names or calls by its people, where it is a single
        one."""
        return self._actor_finder.country_of(text)

    def actor_kind(self, text: str) -> str | None:
        """The kind of actor that `text` describes: that of the actor it names, else of its nouns; None if
        neither."""
        return self._actor_finder.kind_of(text)

    def find_source(self, name: str) -> SourceEntry | None:
        """The source known by that name, or None."""
        return self._source_finder.find(name)

    def source_kind(self, name: str) -> str:
        """The kind of source that a name or description tells of; 'unnamed' where nothing in it tells."""
        return self._source_finder.kind_of(name)

    @cached_property
    def _actor_finder(self) -> ActorFinder:
        return ActorFinder(
            self.actors.values(),
            self.generic_actors.values(),
            self.nationalities.values(),
            self.actor_kinds.values(),
            self.state_bodies.values(),
            self.filling,
        )

    @cached_property
    def _source_finder(self) -> SourceFinder:
        return SourceFinder(self.sources.values(), self.source_kinds.values(), self._actor_finder)

    @cached_property
    def _words(self) -> PatternIndex[Word]:
        patterns = [
            pattern
            for kind in self.types.values()
            for word in kind.words
            for pattern in self.patterns_of(word)
        ]
        blocks = [pattern for written in self.blocks for pattern in make_patterns(BLOCK, written, self.forms)]
        return PatternIndex(patterns + blocks)

    def patterns_of(self, word: Word) -> list[Pattern[Word]]:
        """The patterns of one word. Raises KeyError for a class that the codebook does not have."""
        return make_patterns(
            word, word.words, self.forms, pos=_POS[word.part], near=word.near, not_near=word.not_near
        )

    @cached_property
    def _weapon_words(self) -> PatternIndex[WeaponEntry]:
        return PatternIndex(
            p for entry in self.weapons.values() for w in entry.words for p in self._plain(entry, w)
        )

    @cached_property
    def _cue_words(self) -> PatternIndex[Cue]:
        return PatternIndex(
            p for entry in self.cues.values() for w in entry.words for p in self._plain(entry, w)
        )

    @cached_property
    def _effect_words(self) -> PatternIndex[str]:
        return PatternIndex(
            p for effect, words in self.effects.items() for w in words for p in self._plain(effect, w)
        )

    def _plain(self, entry: T, written: str) -> list[Pattern[T]]:
        return make_patterns(entry, written, self.forms)


def frozen(entries: Mapping[K, V]) -> Mapping[K, V]:
    """A mapping that nobody can write to."""
    return MappingProxyType(dict(entries))


def _word_match(found: Found[Word], tokens: Sequence[TokenLike]) -> WordMatch:
    word = found.entry
    text = " ".join(tokens[i].text for i in found.tokens)
    why = f"'{text}' tells of {word.type} ({word.rule})"
    return WordMatch(
        word.type, found.start, found.end, word.rule, why, word.strength, word.status, found.tokens
    )
