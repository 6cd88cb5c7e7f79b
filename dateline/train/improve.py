"""Learning decisions from reviewed reports, and whether they are better than those in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.code.coder import draft_events
from dateline.code.compose import compose_events
from dateline.code.kit import Kit
from dateline.code.logistic import Logistic
from dateline.code.scene import Scene, read_scene
from dateline.errors import InputError
from dateline.model import Report
from dateline.model.wire import event_to_json
from dateline.read import find_debris
from dateline.text.hashing import sha256_hex
from dateline.train.decisions import Lesson, learn_decisions
from dateline.train.score import Score, add_scores, score_report

Gold = Mapping[str, Any]
Tell = Callable[[str], None]
PARTS = 5
LEAST_EVENTS = 10
"""Held-back events below which a comparison says nothing."""
SETTLED = 70
"""Reviewed reports at which what they teach and what was known before count the same."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Decisions learned and both scores on the same held-back reports."""

    kit: Kit
    now: Score
    then: Score
    learned: int
    held_back: int

    @property
    def is_worse(self) -> bool:
        """Whether the learned decisions find fewer events of the right type, or fill them worse."""
        return self.then.typed_f1 < self.now.typed_f1 or self.then.record_f1 < self.now.record_f1


def hold_back(reports: Sequence[Gold]) -> tuple[list[Gold], list[Gold]]:
    """The reports to learn from, and about a fifth to compare on: which, the hash of their ids decides alone.

    So a report once held back is never learned from, however many are reviewed later.
    """
    back = {r["id"] for r in reports if int(sha256_hex(str(r["id"]).encode())[:8], 16) % PARTS == 0}
    return [r for r in reports if r["id"] not in back], [r for r in reports if r["id"] in back]


def try_decisions(own: Sequence[Gold], current: Kit, fresh: Kit, tell: Tell) -> Trial:
    """Learn from four fifths of `own`; compare with `current` on the other fifth.

    `fresh` is the kit to learn for: `current`, or one with another reader. Where they share the reader, what
    is learned is weighed against what was known (see `blend`). Raises InputError where there is too little
    to compare.
    """
    ours, back = hold_back(own)
    events = sum(len(report["events"]) for report in back)
    if events < LEAST_EVENTS or not ours:
        raise InputError(
            f"{len(own)} reviewed reports: {len(back)} of them, with {events} events, are held back "
            f"to compare; expected at least {LEAST_EVENTS} events there",
            hint="review more reports, every event of each, and train again",
        )
    lessons = take_lessons(ours, fresh, tell)
    tell("learning the decisions …")
    learned = learn_decisions(lessons, fresh)
    if fresh.reader.folder == current.reader.folder:
        learned = blend(current, learned, len(ours) / (len(ours) + SETTLED))
    tell("comparing on the reports held back …")
    return Trial(learned, score_kit(back, current), score_kit(back, learned), len(ours), len(back))


def take_lessons(reports: Sequence[Gold], kit: Kit, tell: Tell) -> list[Lesson]:
    """Each report read, with its annotation."""
    lessons = []
    for number, gold in enumerate(reports, 1):
        tell(f"reading report {number} of {len(reports)}")
        lessons.append(Lesson(gold, read_scene(make_report(gold), kit)))
    return lessons


def make_report(gold: Gold) -> Report:
    """The report as a coder gets it, its debris marked."""
    known = {key: gold.get(key) or None for key in ("outlet", "title")}
    published = date.fromisoformat(gold["published"]) if gold.get("published") else None
    report = Report.of(gold["text"], id=gold["id"], published=published, **known)
    return replace(report, unread=find_debris(report.text))


def score_kit(reports: Sequence[Gold], kit: Kit) -> Score:
    """How far the kit's events agree with the annotated ones."""
    families = {name: type_.family for name, type_ in kit.codebook.types.items()}
    scores = []
    for gold in reports:
        coded = code_scene(read_scene(make_report(gold), kit), kit)
        scores.append(score_report(gold["events"], coded, families))
    return add_scores(scores)


def code_scene(scene: Scene, kit: Kit) -> list[dict[str, Any]]:
    """The events of a report already read, as its record has them."""
    return [event_to_json(e) for e in compose_events(scene, draft_events(scene, kit), kit)]


def blend(known: Kit, learned: Kit, share: float) -> Kit:
    """The kit with log odds and floors that are by `share` (0..1) those of `learned`, else those of `known`.

    A few reports say little; they should move what many reports taught, not replace it.
    """

    def mix(a: float, b: float) -> float:
        return round((1 - share) * a + share * b, 4)

    def mix_decisions(a: Logistic, b: Logistic) -> Logistic:
        names = sorted({*a.weights, *b.weights})
        weights = {n: mix(a.weights.get(n, 0.0), b.weights.get(n, 0.0)) for n in names}
        return Logistic({n: w for n, w in weights.items() if w}, mix(a.bias, b.bias))

    decisions = {
        name: mix_decisions(known.decisions.get(name, new), new) for name, new in learned.decisions.items()
    }
    floors = {name: mix(known.floors.get(name, new), new) for name, new in learned.floors.items()}
    return replace(learned, decisions=decisions, floors=floors)
