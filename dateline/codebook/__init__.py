"""The engine that loads, checks and matches a codebook; it knows no event type.

book = load_codebook()                       # 'conflict', shipped
book = load_codebook("my-types.yml")         # extends or replaces it
book.find_words(tokens)                      # candidates for events
book.find_actor("Syrian government forces")  # ActorEntry(id='forces:SY', …)
"""

from dateline.codebook.codebook import Codebook
from dateline.codebook.entries import (
    AcledCode,
    ActorEntry,
    ActorKind,
    Crosswalk,
    Cue,
    EventType,
    Example,
    Family,
    Nationality,
    PloverCode,
    ReportingVerb,
    SourceEntry,
    SourceKind,
    StateBody,
    WeaponEntry,
    Word,
    WordMatch,
)
from dateline.codebook.load import find_codebook, load_codebook
from dateline.codebook.numbers import Numbers, Vague
from dateline.codebook.patterns import Found, PlainToken, TokenLike, plain_tokens
from dateline.codebook.vocabularies import Vocabularies

__all__ = [
    "AcledCode",
    "ActorEntry",
    "ActorKind",
    "Codebook",
    "Crosswalk",
    "Cue",
    "EventType",
    "Example",
    "Family",
    "Found",
    "Nationality",
    "Numbers",
    "PlainToken",
    "PloverCode",
    "ReportingVerb",
    "SourceEntry",
    "SourceKind",
    "StateBody",
    "TokenLike",
    "Vague",
    "Vocabularies",
    "WeaponEntry",
    "Word",
    "WordMatch",
    "find_codebook",
    "load_codebook",
    "plain_tokens",
]
