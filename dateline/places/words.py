"""The words around place names, and what they say: the tables of `data/words.yml`, and words for peoples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import yaml

from dateline.model.place import Level
from dateline.places.builtin import read_table

WORDS = yaml.safe_load(resources.files("dateline.places").joinpath("data/words.yml").read_text("utf-8"))
# Of a word that stands at two levels ("republic", "port") the later level here counts.
_LEVELS: tuple[Level, ...] = ("country", "site", "region", "district", "settlement")
KINDS: dict[str, Level] = {word: level for level in _LEVELS for word in WORDS["kinds"][level]}
DIRECTIONS: dict[str, float] = WORDS["directions"]
FUNCTION: frozenset[str] = frozenset(WORDS["function"])
MIDDLE: frozenset[str] = frozenset(WORDS["middle"])
COUNTRYSIDE: frozenset[str] = frozenset(WORDS["countryside"])
NEAR: frozenset[str] = frozenset(WORDS["near"])
BORDER: frozenset[str] = frozenset(WORDS["border"])
TOKEN = re.compile(r"[\w][\w.'’`´ʿʾ-]*", re.U)


@lru_cache(maxsize=1)
def nationalities() -> dict[str, str]:
    """Nationality words, lower case, with the country's name."""
    rows = read_table("countries.csv")
    return {w.lower(): row["name"] for row in rows for w in row["people"].split("|") if w}


def words_in(text: str) -> set[str]:
    """The words of a text, in lower case and without full stops around them."""
    return {w.lower().strip(".") for w in TOKEN.findall(text)}


def any_of(words: Iterable[str]) -> str:
    """A pattern's alternatives for words, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
