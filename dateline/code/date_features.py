"""What speaks for a date being an event's: what it hangs on, and where it stands in the report.

A report says once that it tells of Tuesday, and goes on. Whether an event further down is still Tuesday's
hangs on what other days were named since, on how far back the day lies, and on the tense of the telling.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.code.attribution import Attribution
from dateline.code.candidates import Candidate
from dateline.code.role_features import Features, Trigger
from dateline.code.scene import Scene

_AGES = ((-1, "to come"), (0, "that day"), (1, "the day before"), (7, "week"), (31, "month"), (366, "year"))
"""Days from a date to the report's publication, the most of each kind."""
_FAR = ((0, "0"), (1, "1"), (2, "2"), (5, "3-5"))
"""Sentences between a date and a trigger, the most of each kind."""


def telling_features(scene: Scene, candidate: Candidate, telling: Sequence[Attribution]) -> Features:
    """Whether a date hangs on the words that hand over the word ('said on Tuesday that …'), and its kind."""
    tree, at = scene.tree, candidate.phrase.head
    cues = {tree.word_at(a.cue.start) for a in telling}
    over = next((w for w in tree.above(at) if tree.tags[w][:1] == "V"), None)
    outside = not any(a.covers(candidate.span.start, candidate.span.end) for a in telling)
    return {
        f"dates the telling={over in cues}": 1.0,
        f"outside what is told={bool(telling) and outside}": 1.0,
        f"dated={candidate.when is not None and candidate.when.first is not None}": 1.0,
        f"date kind={candidate.tag}": 1.0,
        f"verb over date={tree.lemmas[over].lower() if over is not None else ''}": 1.0,
    }


def frame_features(
    scene: Scene, trigger: Trigger, candidate: Candidate, dates: Sequence[Candidate], family: str
) -> Features:
    """Where the date stands among the report's `dates`, how far from the trigger, and how long ago it was."""
    tree, at = scene.tree, candidate.phrase.head
    side = "before" if at < trigger.first else "after"
    far = _kind(abs(tree.sents[at] - tree.sents[trigger.head]), _FAR, "6 or more")
    between = [c for c in dates if min(at, trigger.head) < c.phrase.head < max(at, trigger.head)]
    others = len({c.means for c in between if c.means != candidate.means})
    here = any(tree.sents[c.phrase.head] == tree.sents[trigger.head] for c in dates if c is not candidate)
    means = [c.means for c in dates]
    days = "one" if len(set(means)) == 1 else "two" if len(set(means)) == 2 else "more"
    age = _age(candidate, scene.report.published)
    tense = tree.tags[trigger.head]
    lines = scene.text.count("\n", *sorted((candidate.span.start, tree.starts[trigger.head])))
    said = {
        f"date far={far}|{side}",
        f"date far={far}|{side}|{family}",
        f"date far={far}|first={candidate is dates[0]}",
        f"date far={far}|other days between={min(others, 2)}",
        f"date far={far}|other date here={here}",
        f"date far={far}|days in report={days}",
        f"date far={far}|age={age}",
        f"date far={far}|tense={tense}",
        f"date lines={min(lines, 3)}",
        f"date first={candidate is dates[0]}|days in report={days}",
        f"date said={min(means.count(candidate.means), 3)}|days in report={days}",
        f"date age={age}",
        f"date age={age}|tense={tense}",
        f"date age={age}|{family}",
        f"date age={age}|other date here={here}",
        f"date precision={candidate.when.precision if candidate.when else None}|{family}",
    }
    return dict.fromkeys(sorted(said), 1.0)


def _age(candidate: Candidate, published: date | None) -> str:
    if published is None or candidate.when is None or candidate.when.first is None:
        return "not known"
    return _kind((published - candidate.when.first).days, _AGES, "years")


def _kind(number: int, kinds: Sequence[tuple[int, str]], beyond: str) -> str:
    return next((name for most, name in kinds if number <= most), beyond)
