"""What an annotation says of what the coder looks at: which event it is of, which candidates are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.code.candidates import Candidate
from dateline.code.join import Seen
from dateline.code.judge import group_type
from dateline.code.role_features import Features
from dateline.code.scene import Scene
from dateline.code.sightings import Sighting
from dateline.train.agree import is_same_name

Gold = Mapping[str, Any]
_FIELDS = {"actor": "actors", "target": "targets", "place": "places"}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A report's scene with its annotation."""

    gold: Gold
    scene: Scene


def event_of(sighting: Sighting, gold: Gold) -> int | None:
    """The annotated event that a sighting's words are a mention of."""
    for i, event in enumerate(gold["events"]):
        if any(m["start"] < sighting.span.end and sighting.span.start < m["end"] for m in event["mentions"]):
            return i
    return None


def label_candidates(
    role: str, some: Sequence[tuple[Candidate, Features]], sighting: Sighting, lesson: Lesson, number: int
) -> list[bool | None]:
    """For each candidate whether it fills the role; None where it is a farther mention of one that does."""
    event, scene = lesson.gold["events"][number], lesson.scene
    labels: list[bool | None] = [False] * len(some)
    for filler in fillers_of(role, event):
        agree = [i for i, (c, _) in enumerate(some) if agrees(role, filler, c, scene)]
        if not agree:
            continue
        tree, at = scene.tree, sighting.trigger.head

        def gap(i: int) -> tuple[int, int]:
            head = some[i][0].phrase.head
            return abs(tree.sents[head] - tree.sents[at]), abs(head - at)  # noqa: B023

        nearest = min(agree, key=gap)
        here = [i for i in agree if tree.sents[some[i][0].phrase.head] == tree.sents[at]] or [nearest]
        for i in agree:
            labels[i] = True if i in here else (labels[i] or None)
    return labels


def fillers_of(role: str, event: Gold) -> Sequence[Any]:
    if role in _FIELDS:
        return event[_FIELDS[role]]  # type: ignore[no-any-return]
    if role == "date":
        date = event.get("date") or {}
        return [date] if date.get("text") else []
    values: Sequence[Any] = event["toll"] if role == "toll" else event["weapons"]
    return values


def agrees(role: str, filler: Any, candidate: Candidate, scene: Scene) -> bool:
    span = candidate.span.text
    if role in ("actor", "target"):
        name = scene.voices.names.of_head(candidate.phrase.head).name
        return is_same_name((filler["text"], filler["name"]), (span, name))
    if role == "place":
        return is_same_name((filler["text"],), (span,))
    if role == "date":
        when = candidate.when
        if when is not None and "from" in filler:
            ends = (str(d) if d else None for d in (when.first, when.last))
            return tuple(ends) == (filler["from"], filler.get("to"))
        return is_same_name((filler["text"],), (span,))
    if role == "toll":
        tally = candidate.tally
        assert tally is not None
        wanted = tuple(filler.get(k) for k in ("effect", "low", "high"))
        return (tally.effect, tally.count.low, tally.count.high) == wanted
    text = filler if isinstance(filler, str) else filler["text"]
    return is_same_name((text,), (span, candidate.weapon))


def match_groups(groups: Sequence[Sequence[Seen]], gold: Gold) -> dict[int, int]:
    """Which annotated event each group tells of, one to one: like types first, then more mentions."""
    pairs = []
    for number, group in enumerate(groups):
        type_ = group_type(group)
        for event in {e for s in group if (e := event_of(s.sighting, gold)) is not None}:
            hits = sum(event_of(s.sighting, gold) == event for s in group)
            pairs.append((gold["events"][event]["type"] == type_, hits, -number, -event))
    matched: dict[int, int] = {}
    for _, _, number, event in sorted(pairs, reverse=True):
        if -number not in matched and -event not in matched.values():
            matched[-number] = -event
    return matched
