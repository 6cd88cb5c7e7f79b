"""What a codebook holds: types, families, words, sources, actors, weapons, cues. Plain frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Strength = Literal["weak", "plain", "strong"]
STRENGTHS: tuple[Strength, ...] = ("weak", "plain", "strong")
PARTS: dict[str, str] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective", "phrases": "any"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase that tells of a type.

    `rule` is its id ('armed_clash/verb/clash'). A weak word needs more to go by than itself; a strong one
    hardly errs. `status` is set where the word itself decides it. `near` and `not_near` are words (or
    <classes>) of the same sentence that must be there, or must not.
    """

    rule: str
    type: str
    words: str
    part: str
    strength: Strength = "plain"
    status: str | None = None
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that is run as a test. An example holds `finds`, where the type must be found; a
    counterexample says in `because` why it must not."""

    text: str
    where: str
    finds: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class AcledCode:
    """ACLED event and sub-event type, for those kinds of actors and targets; empty kinds mean any."""

    event_type: str
    sub_event_type: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PloverCode:
    """PLOVER event type and, where one fits, its mode."""

    event: str
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What a type is called elsewhere.

    `acled`: the first line that fits actors and targets counts; none: not in ACLED. `ucdp`: the types of
    violence it can be (1 state-based, 2 non-state, 3 one-sided), by who fought whom; empty: not in UCDP.
    """

    acled: tuple[AcledCode, ...] = ()
    ucdp: tuple[int, ...] = ()
    plover: PloverCode | None = None

    def acled_for(self, actors: str | None = None, targets: str | None = None) -> AcledCode | None:
        """The ACLED code for those kinds of actors and targets (ids of actor kinds)."""
        for code in self.acled:
            if (not code.actors or actors in code.actors) and (not code.targets or targets in code.targets):
                return code
        return None


@dataclass(frozen=True, slots=True)
class Family:
    """A group of types that are told in one colour (hex, colour-blind safe)."""

    id: str
    title: str
    colour: str
    definition: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of occurrence: what it is, how it is told, and what it is called elsewhere.

    `learned` says whether the shipped reader knows it; a type that it does not know is found by its words
    alone.
    """

    id: str
    family: str
    title: str
    definition: str
    where: str
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    roles: Mapping[str, str] | None = None
    words: tuple[Word, ...] = ()
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    crosswalk: Crosswalk = Crosswalk()
    learned: bool = False


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Where a word of a type stands in a report.

    `start`, `end`: tokens, end exclusive; `tokens` leaves gaps out. `why` is the reason in words.
    """

    type: str
    start: int
    end: int
    rule: str
    why: str
    strength: Strength
    status: str | None
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A verb or cue that leads a statement back to its source ('according to').

    `use`: 'chain' only names the source; 'speech' may itself be the news (accuse, threaten …); 'both'.
    `type` is the speech type it then tells of.
    """

    lemma: str
    kind: str
    use: Literal["chain", "speech", "both"]
    type: str | None = None


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source, and the words that give it away in a name or description."""

    id: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source known by name. `country` is ISO 3166-1 alpha-2 or None."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ActorKind:
    """A kind of actor; `inter` is ACLED's code 1-8, None where it has none."""

    id: str
    title: str
    inter: int | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An armed or political actor. `country` is where it mainly comes from (ISO 3166-1 alpha-2), None if
    several."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class StateBody:
    """A body that every state has: the words that make one of a nationality, and its name ('Military of
    {country}')."""

    id: str
    name: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nationality:
    """A country, what its people and things are called, and the capital that stands for its government."""

    iso: str
    name: str
    demonyms: tuple[str, ...]
    capital: str | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeaponEntry:
    """A weapon, its kind, and the words for it."""

    id: str
    name: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that decide an event's status. `side`: where the cue stands, seen from the event's word."""

    id: str
    status: str
    kind: str
    words: tuple[str, ...]
    side: Literal["before", "after", "either"]
    note: str = ""
