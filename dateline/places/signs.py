"""Stretches of a text that could be place names, and the signs for and against each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.model.place import Place
from dateline.places.fold import fold_name
from dateline.places.gazetteer import Gazetteer
from dateline.places.words import KINDS, WORDS, nationalities

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST = 5
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:[’'`-]\w+)*\.?|[^\w\s]", re.U)
_ABBREVIATED = re.compile(r"^(?:[A-Z]\.)+$|^(?:St|Ft|Mt|Sts|Pt|Ste)\.$")
_STREET = re.compile(
    r"(?:(?:[NSEW]\.|North|South|East|West)\s)?(?:[A-Z0-9][\w.'’-]*\s){1,3}"
    r"(?:St\.|Street|Road|Rd\.|Avenue|Ave\.|Boulevard|Blvd\.|Drive|Lane|Highway|Parkway|Turnpike|Freeway|Pike|Way)(?!\w)"
    r"|(?:Interstate|Highway|County Road|Route|State Route|U\.S\.|US)[ -]\d+\w?"
)
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_BESIDE: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in WORDS["beside"].items()}
_PREPOSITIONS, _TITLES, _LOCAL = _BESIDE["prepositions"], _BESIDE["titles"], _BESIDE["local"]
_SPEECH, _COMMON_KINDS = _BESIDE["speech"], _BESIDE["kinds"]


@dataclass(slots=True)
class Stretch:
    """A stretch that could be a place name: where it is, who bears the name, what stands around it."""

    start: int
    end: int
    text: str
    places: Sequence[Place]
    people: bool
    label: str
    fit: str
    before: tuple[str, str]
    after: tuple[str, str]
    elsewhere: Counter[str] = field(default_factory=Counter)
    street: bool = False
    tag: str = ""


Token = tuple[int, int, str]


def candidates_in(text: str, doc: Doc, gazetteer: Gazetteer) -> list[Stretch]:
    """Every stretch of `text` that could be a place name, in order; they may overlap."""
    tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
    entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    labelled = _label_lookup(entities)
    tags = {t.idx: t.tag_ for t in doc}
    spans = dict.fromkeys(_named(tokens, gazetteer))
    spans.update(dict.fromkeys((s, e) for s, e in _entity_spans(text, entities)))
    streets = {(m.start(), m.end()) for m in _STREET.finditer(text)}
    spans.update(dict.fromkeys(streets))
    starts = {t[0]: i for i, t in enumerate(tokens)}
    usage = _usage(text, entities)
    made = []
    for start, end in sorted(spans):
        if start in starts:
            made.append(_stretch(text, start, end, tokens, starts[start], labelled, tags, gazetteer, usage))
            made[-1].street = (start, end) in streets
    return made


def _named(tokens: list[Token], gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Stretches in capitals that the gazetteer has, and words for a people."""
    for i, (start, _, first) in enumerate(tokens):
        if not first[0].isupper():
            continue
        for n in range(1, LONGEST + 1):
            run = tokens[i : i + n]
            if len(run) < n or "\n" in _between(tokens, i, n):
                break
            last = run[-1][2]
            if n > 1 and not (last[0].isalnum()):
                continue
            if not last[0].isupper() and n > 1:
                continue
            yield from _known(run, start, gazetteer)


def _known(run: list[Token], start: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    words = [t[2] for t in run]
    ends = [run[-1][1]]
    if words[-1].endswith(".") and not _ABBREVIATED.match(words[-1]):
        ends = [run[-1][1] - 1, run[-1][1]]
    joined = " ".join(words)
    for end in ends:
        name = joined if end == run[-1][1] else joined[:-1]
        if len(name) < 2 and end == run[-1][1]:
            continue
        if _is_place_word(name, gazetteer):
            yield start, end
            return


def _is_place_word(name: str, gazetteer: Gazetteer) -> bool:
    if name.lower() in nationalities() or fold_name(name) in WORDS["abbreviations"] and name.endswith("."):
        return True
    return any(p for p in gazetteer.exact(name)) and fold_name(name) not in _FUNCTION


_FUNCTION = frozenset(WORDS["function"]) | _SPEECH


def _between(tokens: list[Token], i: int, n: int) -> str:
    return (
        "\n"
        if any(tokens[k + 1][0] - tokens[k][1] > 2 for k in range(i, min(i + n - 1, len(tokens) - 1)))
        else ""
    )


def _entity_spans(text: str, entities: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    for start, end, label in entities:
        if label not in PLACE_LABELS:
            continue
        words = text[start:end]
        lead = re.match(r"(?:the|The)\s+", words)
        start += lead.end() if lead else 0
        tail = re.search(r"(?:['’]s?|[.,])$", text[start:end])
        if tail and not _ABBREVIATED.match(text[start:end].rsplit(" ", 1)[-1]):
            end -= len(tail.group())
        if end > start and text[start].isupper():
            yield start, end


def _label_lookup(entities: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return sorted(entities)


def _label(start: int, end: int, entities: list[tuple[int, int, str]]) -> tuple[str, str]:
    for s, e, label in entities:
        if s < end and start < e:
            if (s, e) == (start, end):
                return label, "whole"
            return (
                label,
                "lead" if s >= start - 4 and e > end else "tail" if e <= end + 2 and s < start else "part",
            )
    return "none", "none"


def _usage(text: str, entities: list[tuple[int, int, str]]) -> dict[str, Counter[str]]:
    """How the report uses each word in its entities: as a place, a person's last name, an organisation."""
    usage: dict[str, Counter[str]] = {}
    for s, e, label in entities:
        words = text[s:e].split()
        if label == "PERSON" and len(words) > 1:
            usage.setdefault(words[-1].rstrip("’'s."), Counter())["surname"] += 1
            usage.setdefault(words[0], Counter())["given"] += 1
        usage.setdefault(re.sub(r"^[Tt]he |['’]s$", "", text[s:e]), Counter())[label] += 1
    return usage


def _stretch(
    text: str,
    start: int,
    end: int,
    tokens: list[Token],
    at: int,
    entities: list[tuple[int, int, str]],
    tags: dict[int, str],
    gazetteer: Gazetteer,
    usage: dict[str, Counter[str]],
) -> Stretch:
    words = text[start:end]
    label, fit = _label(start, end, entities)
    last = at
    while last + 1 < len(tokens) and tokens[last + 1][0] < end:
        last += 1
    before = tuple(tokens[k][2] if k >= 0 else "^" for k in (at - 2, at - 1))
    after = tuple(tokens[k][2] if k < len(tokens) else "$" for k in (last + 1, last + 2))
    return Stretch(
        start,
        end,
        words,
        tuple(gazetteer.exact(words)),
        words.lower() in nationalities(),
        label,
        fit,
        before,  # type: ignore[arg-type]
        after,  # type: ignore[arg-type]
        usage.get(words, Counter()),
        tag=tags.get(start, ""),
    )


def signs_of(s: Stretch, all_of_them: Sequence[Stretch]) -> Iterator[str]:
    """The names of the signs that hold for a stretch."""
    yield f"label={s.label}/{s.fit}"
    yield f"tag={s.tag}"
    words = s.text.split()
    yield f"words={min(len(words), 3)}"
    yield from _gazetteer_signs(s)
    yield from _neighbour_signs(s)
    if s.people:
        yield f"people/{s.label}"
    if s.street:
        yield "street"
    if s.text.isupper() and len(s.text) > 3:
        yield "capitals"
    last = fold_name(words[-1])
    if len(words) > 1 and last in KINDS:
        yield f"kind-last={last}" if last in _COMMON_KINDS else f"kind-last:{KINDS[last]}"
    for use in ("surname", "given", "GPE", "LOC", "ORG", "PERSON", "NORP", "FAC"):
        if s.elsewhere[use] - (1 if use == s.label and s.fit == "whole" else 0) > 0:
            yield f"elsewhere={use}"
            yield f"elsewhere={use}/{s.label}"


def _gazetteer_signs(s: Stretch) -> Iterator[str]:
    if not s.places:
        yield "unknown"
        yield f"unknown/{s.label}/{s.fit}"
        return
    people = max((p.population for p in s.places if p.level == "settlement"), default=-1)
    yield f"people={-1 if people < 0 else int(math.log10(people + 1))}"
    yield f"people={-1 if people < 0 else int(math.log10(people + 1))}/{s.label}"
    for level in ("country", "region", "district", "site"):
        if any(p.level == level for p in s.places):
            yield f"level={level}"
            yield f"level={level}/{s.label}"
    yield f"bearers={min(4, int(math.log2(len(s.places))))}"


def _neighbour_signs(s: Stretch) -> Iterator[str]:
    one, two = s.before[1].lower().rstrip("."), s.after[0].lower().rstrip(".")
    yield f"before={one}" if one in _PREPOSITIONS or one in ("the", ",", "(", "^", "—", "-", ".", "'s") else (
        "before=title" if one in _TITLES else "before=kind" if one in KINDS else
        "before=capital" if s.before[1][0].isupper() else "before=word"
    )  # fmt: skip
    if s.before[0].lower() in _PREPOSITIONS and one == "the":
        yield "before=in-the"
    if one == "of" and s.before[0].lower() in KINDS:
        yield "before=kind-of"
    yield f"after={two}" if two in (",", ".", "'", "’", "-", "—", "(", "and", ")", "’s", "$") else (
        "after=local" if two in _LOCAL else "after=speech" if two in _SPEECH else
        "after=capital" if s.after[0][0].isupper() else
        "after=number" if s.after[0][0].isdigit() else "after=word"
    )  # fmt: skip
    if two == "," and s.after[1][0].isupper():
        yield "after=area" if _is_area(s.after[1]) else "after=comma-capital"
    if one == "," and s.before[0][0].isupper():
        yield "before=comma-capital"


@lru_cache(maxsize=1)
def _areas() -> frozenset[str]:
    from dateline.places.builtin import divisions, read_table

    names = [row["name"] for row in read_table("countries.csv")]
    names += [d["name"] for d in divisions().values() if d["level"] == "1"]
    return frozenset(fold_name(n).split(" ")[0] for n in names)


def _is_area(word: str) -> bool:
    key = fold_name(word)
    return key in _areas() or key in WORDS["abbreviations"]


def signs_for(stretches: Sequence[Stretch]) -> list[list[str]]:
    """The signs of every stretch, for training."""
    return [list(signs_of(s, stretches)) for s in stretches]
