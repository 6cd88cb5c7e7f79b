"""Which pairs of events are worth comparing: those that share a block key that is not too common.

A key joins a subject (place, side) with a slot of time and the kind of event; some join two subjects without
time, for the old occurrence that a report harks back to. A key that more than `CAP` events share tells
nothing apart and is left out, as a stop word is; finer keys still bring its events together. Of an event's
rare words a few are drawn by their hash (min-wise sampling, Broder 1997): two events that share many draw one
in common. Which pairs come out depends only on the set of events, never on their order.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.incidents.features.kind import groups
from dateline.incidents.features.place import name_words
from dateline.incidents.features.time import bounds
from dateline.incidents.record import LinkEvent
from dateline.incidents.words import rarity

CAP = 40
"""Events that may share a key before it is left out."""

RARE_CAP = 8
"""The same for the key of a rare word: one that many events share is not rare."""

DRAWN = 2
"""How many of an event's rare words are keys."""

CHUNK = 8_000_000
"""Pairs held at once while doubles are taken out."""

HANDED = 500_000
"""Pairs handed on at once, as numbers that Python can count with."""

Numbers = NDArray[Any]

RARE = "rare|"
"""How the key of a rare word begins."""

SLOT_DAYS = 10
LONGEST = 40
"""A stretch longer than this, in days, is blocked by its report's date and without time."""


def block_keys(event: LinkEvent) -> tuple[str, ...]:
    """The event's block keys, sorted, each once."""
    group = groups().get(event.type, event.family or "other")
    places = {p.key for p in event.places}
    sides = {a.key for a in (*event.actors, *event.targets) if a.own}
    slots = _slots(event)
    keys = {f"{group}|{slot}|{subject}" for slot in slots for subject in places | sides}
    keys |= {f"{event.type}|{slot}|{place}" for slot in slots for place in places}
    keys |= {f"{event.type}|{slot}|{place}|{side}" for slot in slots for place in places for side in sides}
    keys |= {f"{event.type}||{place}|{side}" for place in places for side in sides}
    keys |= {f"{event.type}||{x}|{y}" for x in sides for y in sides if x < y}
    keys |= {f"{event.type}||{place}" for place in places}
    keys |= {f"{event.type}||side {side}" for side in sides}
    for word in {word for p in event.places for word in name_words(p.name)}:
        keys |= {f"{event.type}||in {word}", *(f"{event.type}|{slot}|in {word}" for slot in slots)}
    keys |= {f"{RARE}{event.type}|{word}" for word in drawn_words(event)}
    keys |= {f"run|{run}" for run in sorted(event.runs)[:2]}
    return tuple(sorted(keys))


def drawn_words(event: LinkEvent) -> list[str]:
    """The rarest words around the event's mentions, drawn by their hash where many are equally rare."""
    return sorted(event.words, key=lambda word: (-rarity(word), zlib.crc32(word.encode())))[:DRAWN]


def _slots(event: LinkEvent) -> set[str]:
    days = bounds(event)
    slots: set[str] = set()
    if days and days[1] - days[0] <= LONGEST:
        for day in {*range(days[0], days[1] + 1, SLOT_DAYS), days[1]}:
            slots |= _slots_of(day)
    if event.report.published and not (days and slots):
        slots |= _slots_of(event.report.published)
    return slots


def _slots_of(day: int) -> set[str]:
    # Two rows of slots, half a slot apart: days within half a slot always share one.
    half = SLOT_DAYS // 2
    return {f"a{day // SLOT_DAYS}", f"b{(day + half) // SLOT_DAYS}"}


def key_number(key: str) -> int:
    """A block key as a 62-bit number, the same on every machine; it fits any database's integers. Odd: a rare
    word's."""
    number = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") >> 2
    return number | 1 if key.startswith(RARE) else number & ~1


def cap_of(block: int, cap: int = CAP) -> int:
    """How many events may share the block key of that number."""
    return min(cap, RARE_CAP) if block & 1 else cap


def candidate_pairs(events: Iterable[LinkEvent], *, cap: int = CAP) -> Iterator[tuple[LinkEvent, LinkEvent]]:
    """Every pair of events of different reports that share a key of at most `cap` events, once, in order."""
    ordered = sorted(events, key=lambda e: e.key)
    numbers = {id: n for n, id in enumerate(dict.fromkeys(e.key.report for e in ordered))}
    reports = np.array([numbers[e.key.report] for e in ordered], dtype=np.int64)
    for first, second in _unique_pairs(*_blocks(ordered, cap), reports):
        yield from ((ordered[a], ordered[b]) for a, b in zip(first.tolist(), second.tolist(), strict=True))


def _blocks(ordered: list[LinkEvent], cap: int) -> tuple[Numbers, Numbers, Numbers]:
    """Members by block, and each usable block's start and size among them."""
    keys, owners = array("q"), array("i")
    for n, event in enumerate(ordered):
        own = [key_number(key) for key in block_keys(event)]
        keys.extend(own)
        owners.extend([n] * len(own))
    blocks = np.frombuffer(keys, dtype=np.int64) if keys else np.zeros(0, np.int64)
    by_block = np.argsort(blocks, kind="stable")
    members = np.frombuffer(owners, dtype=np.int32)[by_block] if keys else np.zeros(0, np.int32)
    blocks = blocks[by_block]
    # Sorted already: where one key ends and the next begins is all that is asked.
    starts = np.flatnonzero(np.append(len(blocks) > 0, blocks[1:] != blocks[:-1]))
    sizes = np.diff(np.append(starts, len(blocks)))
    usable = (sizes > 1) & (sizes <= np.where(blocks[starts] & 1, min(cap, RARE_CAP), cap))
    return members, starts[usable], sizes[usable]


def _unique_pairs(
    members: Numbers, starts: Numbers, sizes: Numbers, reports: Numbers
) -> Iterator[tuple[Numbers, Numbers]]:
    total = max(1, len(reports))
    found: list[Numbers] = [np.zeros(0, np.int64)]
    for size in np.unique(sizes).tolist():
        rows = members[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        for part in np.array_split(rows, 1 + len(rows) * len(left) // CHUNK):
            a, b = part[:, left].ravel(), part[:, right].ravel()
            apart = reports[a] != reports[b]
            found.append(a[apart].astype(np.int64) * total + b[apart])
            if sum(map(len, found[1:])) > CHUNK:
                found = [_distinct(found)]
    codes = _distinct(found)
    for part in np.array_split(codes, 1 + len(codes) // HANDED):
        yield part // total, part % total


def _distinct(parts: list[Numbers]) -> Numbers:
    # Sorting beats hashing here by far, and the order is wanted anyway.
    codes = np.concatenate(parts)
    codes.sort()
    return codes[np.append(True, codes[1:] != codes[:-1])] if len(codes) else codes
