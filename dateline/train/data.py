"""Annotated reports as training pages: which words are triggers, of what type, and what their fillers are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from dateline.code.labels import BEGIN, INSIDE, REACH, ROLES
from dateline.code.words import IntArray, Window, Word, cut_windows, split_words
from dateline.model.event import EFFECTS, STATUSES

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One mention of an event within a window: word indices count from the window's first word."""

    first: int
    last: int
    type: int
    event: str
    crop: tuple[int, int]
    roles: IntArray
    """(words of the crop, roles): OUTSIDE, BEGIN or INSIDE."""


@dataclass(frozen=True, slots=True)
class Page:
    """One window of a report with all that is to be learned from it.

    `types` holds a type index + 1 a word, 0 for none, -1 where it is not annotated (an event with `untyped`);
    `statuses` a status index or -1.
    """

    report: str
    window: Window
    types: IntArray
    statuses: IntArray
    examples: tuple[Example, ...]


def load_reports(*paths: Path) -> list[dict[str, Any]]:
    """The annotated reports of JSON Lines files, in their order."""
    return [
        json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line
    ]


def make_pages(report: Gold, types: Sequence[str], tokenizer: Tokenizer) -> tuple[Page, ...]:
    """The training pages of one annotated report."""
    text = report["text"]
    words = split_words(text)
    triggers = list(_triggers(report, words))
    return tuple(
        _page(report["id"], text, words, window, triggers, types)
        for window in cut_windows(text, words, tokenizer)
    )


def _triggers(report: Gold, words: Sequence[Word]) -> Iterator[tuple[int, int, Gold, Gold]]:
    for event in report["events"]:
        for mention in event["mentions"]:
            inside = words_within(words, mention["start"], mention["end"])
            if inside:
                yield inside[0], inside[1], mention, event


def words_within(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    """The words (first, last exclusive) that share a code point with start..end, or None."""
    hit = [i for i, w in enumerate(words) if w.start < end and start < w.end]
    return (hit[0], hit[-1] + 1) if hit else None


def _page(
    id: str,
    text: str,
    words: Sequence[Word],
    window: Window,
    triggers: Sequence[tuple[int, int, Gold, Gold]],
    types: Sequence[str],
) -> Page:
    size = window.last - window.first
    type_of, status_of = np.zeros(size, np.int64), np.full(size, -1, np.int64)
    examples = []
    for first, last, mention, event in triggers:
        if first < window.first or last > window.last or event["type"] not in types:
            continue
        a, b = first - window.first, last - window.first
        type_of[a:b] = -1 if event.get("untyped") else types.index(event["type"]) + 1
        if event.get("status"):
            status_of[a:b] = STATUSES.index(event["status"])
        if window.decide <= first < window.until:
            examples.append(_example(text, words, window, (a, b), mention, event, types))
    return Page(id, window, type_of, status_of, tuple(examples))


def _example(
    text: str,
    words: Sequence[Word],
    window: Window,
    at: tuple[int, int],
    mention: Gold,
    event: Gold,
    types: Sequence[str],
) -> Example:
    crop = max(0, at[0] - REACH), min(window.last - window.first, at[1] + REACH)
    inside = words[window.first + crop[0] : window.first + crop[1]]
    roles = np.zeros((len(inside), len(ROLES)), np.int64)
    for role, phrase in _fillers(event):
        where = nearest(text, phrase, mention, inside)
        if where:
            _mark(roles, where, ROLES.index(role))
    for other in event["mentions"]:
        if other["start"] != mention["start"]:
            where = words_within(inside, other["start"], other["end"])
            if where:
                _mark(roles, where, ROLES.index("same"))
    return Example(at[0], at[1], types.index(event["type"]), str(event["id"]), crop, roles)


def _fillers(event: Gold) -> Iterator[tuple[str, str]]:
    for field, role in (("actors", "actor"), ("targets", "target"), ("places", "place")):
        for filler in event[field]:
            yield role, filler["text"]
    for weapon in event["weapons"]:
        yield "weapon", weapon if isinstance(weapon, str) else weapon["text"]
    if event.get("date") and event["date"].get("text"):
        yield "date", event["date"]["text"]
    for toll in event["toll"]:
        if toll["effect"] in EFFECTS and toll.get("text"):
            yield toll["effect"], toll["text"]
    for chain in event["chain"]:
        if chain:
            yield "source", chain[-1]


def _mark(roles: IntArray, where: tuple[int, int], role: int) -> None:
    roles[where[0] : where[1], role] = INSIDE
    roles[where[0], role] = BEGIN


def nearest(text: str, phrase: str, mention: Gold, inside: Sequence[Word]) -> tuple[int, int] | None:
    """The words of the occurrence of `phrase` nearest to the mention, among the words `inside`; or None.

    Sources are annotated by name; where the name as such is not in the text, its last word is looked for.
    """
    if not inside:
        return None
    lo, hi = inside[0].start, inside[-1].end
    found = list(_occurrences(text, phrase, lo, hi))
    if not found and " " in phrase:
        found = list(_occurrences(text, phrase.split()[-1], lo, hi))
    if not found:
        return None

    def distance(span: tuple[int, int]) -> tuple[int, int]:
        gap = max(span[0] - mention["end"], mention["start"] - span[1], 0)
        outside = not (mention["quote_start"] <= span[0] < mention["quote_end"])
        return (gap + (40 if outside else 0), span[0])

    start, end = min(found, key=distance)
    return words_within(inside, start, end)


def _occurrences(text: str, phrase: str, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    for match in re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)").finditer(text, lo, hi):
        yield match.start(), match.end()
