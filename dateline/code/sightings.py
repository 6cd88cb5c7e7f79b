"""Sightings: the places in a report where an event may be told, with what reader and codebook say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dateline.code.kit import Kit
from dateline.code.reading import FloatArray, RawMention
from dateline.code.role_features import Trigger, read_trigger
from dateline.code.scene import Scene
from dateline.codebook import WordMatch
from dateline.codebook.entries import STRENGTHS
from dateline.model import STATUSES, Span

FLOOR = 0.15
"""Runs of words that the reader finds less likely than this are left to the codebook."""
FAINT = 0.004
"""The least chance the reader is taken to give a type: its word may still win."""
WORD_WEIGHT: dict[str, float] = {"strong": 200.0, "plain": 25.0, "weak": 6.0}
"""How many times likelier a type becomes where the codebook has the word for it."""
UNTAUGHT: Mapping[str, float] = {"strong": 0.8, "plain": 0.6, "weak": 0.35}
"""The chance of a sighting of a type that only the codebook knows."""


@dataclass(frozen=True)
class Sighting:
    """One mention: its words, the chance that it tells of an event, the chances of each type and status.

    `types` maps type ids to chances; `raw` is what the reader marked around it (None where the codebook's
    words alone found it); `rule` names the codebook word behind it, if one is there.
    """

    span: Span
    trigger: Trigger
    chance: float
    types: Mapping[str, float]
    statuses: FloatArray
    raw: RawMention | None
    rule: str | None

    @cached_property
    def type(self) -> str:
        """The likeliest type."""
        return max(self.types, key=lambda t: (self.types[t], t))

    @cached_property
    def status(self) -> str:
        """The likeliest status."""
        return STATUSES[int(self.statuses.argmax())]


def find_sightings(scene: Scene, kit: Kit) -> tuple[Sighting, ...]:
    """Every sighting of a report in the order of the text.

    Runs of words that the trained reader spots, and words of the codebook that it passed over; which of them
    count is judged later. A type that the reader was never taught comes from the codebook's words alone.
    """
    matches = kit.codebook.find_words(scene.words)
    spotted = [
        s for raw in scene.raw.mentions if raw.chance >= FLOOR for s in _from_reader(scene, raw, kit, matches)
    ]
    taken = {i for s in spotted for i in range(s.trigger.first, s.trigger.last + 1)}
    passed = [
        m for m in kit.codebook.strongest(matches) if taken.isdisjoint(m.tokens) and m.strength != "weak"
    ]
    worded = [_from_word(scene, match, kit, matches) for match in passed]
    return tuple(sorted((*spotted, *worded), key=lambda s: s.span))


def _from_reader(scene: Scene, raw: RawMention, kit: Kit, matches: Sequence[WordMatch]) -> Iterator[Sighting]:
    span = Span.of(scene.report.text, scene.raw.words[raw.first].start, scene.raw.words[raw.last - 1].end)
    if not any(letter.isalnum() for letter in span.text):
        return
    trigger = read_trigger(scene.tree, span.start, span.end)
    here = [m for m in matches if any(trigger.first <= i <= trigger.last for i in m.tokens)]
    types = blend_types(dict(zip(kit.reader.types, raw.types.tolist(), strict=True)), here, kit)
    yield Sighting(span, trigger, raw.chance, types, raw.statuses, raw, _strongest(here))


def _from_word(scene: Scene, match: WordMatch, kit: Kit, matches: Sequence[WordMatch]) -> Sighting:
    """A word of the codebook that the reader did not spot, with what it thought of it all the same."""
    span = scene.tree.span(match.tokens[0], match.tokens[-1])
    trigger = read_trigger(scene.tree, span.start, span.end)
    here = [m for m in matches if set(m.tokens) & set(match.tokens)]
    words = [scene.reader_word(scene.tree.starts[i]) for i in match.tokens]
    triggers, statuses = scene.raw.triggers[words], scene.raw.statuses[words]
    best = int(triggers[:, 0].argmin())
    chance = max(FAINT, float(1.0 - triggers[best, 0]))
    thought = triggers[best, 1:] / chance
    taught = match.type in kit.reader.types
    types = (
        blend_types(dict(zip(kit.reader.types, thought.tolist(), strict=True)), here, kit)
        if taught
        else {match.type: 1.0}
    )
    chance = chance if taught else UNTAUGHT[match.strength]
    return Sighting(span, trigger, chance, types, _statuses(match.status, statuses[best]), None, match.rule)


def blend_types(read: Mapping[str, float], matches: Sequence[WordMatch], kit: Kit) -> dict[str, float]:
    """The reader's chances of each type with the codebook's words weighed in."""
    said = dict.fromkeys(read, 1.0)
    for match in matches:
        said[match.type] = max(said.get(match.type, 1.0), WORD_WEIGHT[match.strength])
    total = sum(max(read.get(t, 0.0), FAINT) * said[t] for t in said)
    return {t: max(read.get(t, 0.0), FAINT) * said[t] / total for t in said}


def _strongest(matches: Sequence[WordMatch]) -> str | None:
    best = max(matches, key=lambda m: STRENGTHS.index(m.strength), default=None)
    return best.rule if best else None


def _statuses(said: str | None, read: FloatArray) -> FloatArray:
    """The reader's chances, or the status that the codebook's word carries."""
    if said not in STATUSES:
        return read
    status = np.full(len(STATUSES), 0.02, np.float32)
    status[STATUSES.index(said)] = 0.92
    return status


def reader_chance(sighting: Sighting, role: int, words: range) -> float:
    """How sure the reader is that the given reader words play a role for this sighting: the best word's."""
    raw = sighting.raw
    if raw is None:
        return 0.0
    first, last = max(words.start, raw.crop[0]) - raw.crop[0], min(words.stop, raw.crop[1]) - raw.crop[0]
    return 1.0 - min(raw.roles[first:last, role, 0].tolist()) if first < last else 0.0
