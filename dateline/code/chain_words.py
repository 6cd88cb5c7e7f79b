"""The words that lead from what is said to who says it, read once from `chain_words.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

import yaml


@dataclass(frozen=True, slots=True)
class CueWords:
    """Cue words by what they do; the meaning of each list stands beside it in the YAML."""

    verbs: dict[str, str]
    tell_objects: frozenset[str]
    tell_prepositions: frozenset[str]
    unsaid_passives: frozenset[str]
    adverbs: frozenset[str]
    papers: frozenset[str]
    hearsay: frozenset[str]
    reports: str
    accordings: dict[str, str | None]
    hearers: frozenset[str]
    outlet_words: frozenset[str]
    speaking_things: frozenset[str]
    outlet_kinds: frozenset[str]


class VerbLike(Protocol):
    """A reporting verb as a codebook lists it; `kind` says what it does ('says', 'denies' …)."""

    @property
    def kind(self) -> str: ...


def cue_words(verbs: Mapping[str, VerbLike]) -> CueWords:
    """The cue words, with a codebook's reporting verbs (by lemma) added under the class of their kind."""
    return _with_verbs(tuple(sorted((lemma, verb.kind) for lemma, verb in verbs.items())))


@cache
def _with_verbs(extra: tuple[tuple[str, str], ...]) -> CueWords:
    data: dict[str, Any] = yaml.safe_load(
        files("dateline.code").joinpath("chain_words.yml").read_text("utf-8")
    )
    listed = {lemma: kind for kind, lemmas in data["verbs"].items() for lemma in lemmas}
    sets = {
        key: frozenset(data[key])
        for key in ("tell_objects", "tell_prepositions", "unsaid_passives", "adverbs", "papers", "hearsay",
                    "hearers", "outlet_words", "speaking_things", "outlet_kinds")
    }  # fmt: skip
    return CueWords(
        verbs={**{lemma: data["kinds"][kind] for lemma, kind in extra if kind in data["kinds"]}, **listed},
        reports=data["reports"],
        accordings=data["accordings"],
        **sets,
    )
