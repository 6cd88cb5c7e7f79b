"""The nouns that stand for people and bodies, read once from `naming_words.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

PERSON_PRONOUNS = {"he": "male", "him": "male", "his": "male", "himself": "male",
                   "she": "female", "her": "female", "hers": "female", "herself": "female"}  # fmt: skip
SPEAKER_PRONOUNS = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
GROUP_PRONOUNS = frozenset(["they", "them", "their", "theirs", "themselves"])
THING_PRONOUNS = frozenset(["it", "its", "itself"])
RELATIVES = frozenset(["who", "whom", "whose", "which", "that"])
POSSESSIVES = frozenset(["his", "her", "its", "their", "my", "our", "your", "whose"])
DEMONSTRATIVES = frozenset(["the", "this", "that", "these", "those", "both"])


@dataclass(frozen=True, slots=True)
class NamingWords:
    """Nouns by what they stand for; the meaning of each list stands beside it in the YAML."""

    persons: frozenset[str]
    last_names: frozenset[str]
    honorifics: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    bodies: dict[str, str]
    country_names: dict[str, str]
    body_names: frozenset[str]
    place_names: frozenset[str]
    name_links: frozenset[str]
    own_bodies: frozenset[str]
    quantities: frozenset[str]
    nobody: frozenset[str]


_SETS = ("persons", "last_names", "honorifics", "female", "male", "body_names", "place_names", "name_links",
         "own_bodies", "quantities", "nobody")  # fmt: skip


@cache
def naming_words() -> NamingWords:
    """The words of `naming_words.yml`."""
    data: dict[str, Any] = yaml.safe_load(
        files("dateline.code").joinpath("naming_words.yml").read_text("utf-8")
    )
    sets = {key: frozenset(data[key]) for key in _SETS}
    bodies = {noun: kind for kind, nouns in reversed(data["bodies"].items()) for noun in nouns}
    return NamingWords(bodies=bodies, country_names=data["country_names"], **sets)
