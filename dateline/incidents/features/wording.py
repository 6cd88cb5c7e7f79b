"""In what words: around the mentions, in the mentions themselves, and in the reports as a whole."""

from __future__ import annotations

from dateline.incidents.features.base import Feature
from dateline.incidents.record import LinkEvent
from dateline.incidents.words import norm_of, rarity, weight_of

STEPS = ((0.60, "most"), (0.40, "much"), (0.25, "some"), (0.12, "little"), (0.05, "hardly"))
"""Cosines of the rarity-weighted words near the mentions."""

WORD_LEVELS = ("copied", *(name for _, name in STEPS), "none", "unknown")
STORY_STEPS = ((0.45, "one_story"), (0.30, "near_story"), (0.20, "related"), (0.12, "loosely"))
STORY_LEVELS = (*(name for _, name in STORY_STEPS), "elsewhere", "unknown")
TRIGGER_LEVELS = ("same", "shared", "different", "unknown")


def overlap(ours: frozenset[str], theirs: frozenset[str], norms: tuple[float, float]) -> float:
    """The cosine (0..1) of two sets of stems, each stem weighed by its rarity.

    `norms` are the summed squared rarities of either set.
    """
    shared = ours & theirs
    product = norms[0] * norms[1]
    return float(norm_of(shared) / product**0.5) if shared and product else 0.0


def compare_words(a: LinkEvent, b: LinkEvent) -> str:
    """How far the words near the mentions are shared; 'copied' where their sentences share a run of words."""
    if not a.words or not b.words:
        return "unknown"
    if a.runs & b.runs:
        return "copied"
    share = overlap(a.words, b.words, (a.norm, b.norm))
    return next((level for limit, level in STEPS if share >= limit), "none")


def say_words(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    shared = sorted(a.words & b.words, key=lambda s: (-rarity(s), s))[:8]
    lead = "a run of words recurs; " if level == "copied" else ""
    return f"{lead}shared words: {', '.join(shared) or 'none'}"


def compare_triggers(a: LinkEvent, b: LinkEvent) -> str:
    """Whether the words that tell of the event are the same."""
    if not a.trigger or not b.trigger:
        return "unknown"
    if a.trigger & b.trigger:
        return "same" if a.trigger == b.trigger else "shared"
    return "different"


def say_triggers(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    return (
        f"told as {', '.join(sorted(a.trigger)) or 'nothing'} / {', '.join(sorted(b.trigger)) or 'nothing'}"
    )


def compare_stories(a: LinkEvent, b: LinkEvent) -> str:
    """Whether the two reports as a whole are about the same story."""
    if not a.report.words or not b.report.words:
        return "unknown"
    share = overlap(a.report.words, b.report.words, (a.report.norm, b.report.norm))
    return next((level for limit, level in STORY_STEPS if share >= limit), "elsewhere")


def say_stories(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    share = weight_of(a.report.words & b.report.words)
    return f"the reports are {level.replace('_', ' ')}: shared words weigh {share:.1f}"


WORDS = Feature("words", WORD_LEVELS, compare_words, say_words, frozenset({"unknown"}))
TRIGGER = Feature("trigger", TRIGGER_LEVELS, compare_triggers, say_triggers, frozenset({"unknown"}))
STORY = Feature("story", STORY_LEVELS, compare_stories, say_stories, frozenset({"unknown"}))
