"""Learning the small decisions (roles, joining, what counts) from annotated reports that the reader has read.

The readings must come from a reader that was not trained on the same reports, or the decisions would trust it
too much.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dateline.code.candidates import Candidate, list_candidates
from dateline.code.join import Seen, join_sightings, pair_features, see
from dateline.code.judge import group_features, group_types
from dateline.code.kit import Kit
from dateline.code.logistic import Logistic
from dateline.code.role_features import Features
from dateline.code.roles import DECIDED, fill_roles, weigh_candidates
from dateline.code.scene import Scene
from dateline.code.sightings import Sighting, find_sightings
from dateline.train.agree import is_same_name

log = logging.getLogger(__name__)

Gold = Mapping[str, Any]
FOLDS = 3
RARE = 3
"""A feature seen fewer times is left out."""
STRICTER: Mapping[str, float] = {
    "actor": 1.6,
    "target": 1.4,
    "place": 1.0,
    "date": 1.0,
    "weapon": 1.8,
    "toll": 1.0,
}
"""What the floor best for single mentions is raised by: over an event's mentions, wrong fillers add up."""
_FIELDS = {"actor": "actors", "target": "targets", "place": "places"}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A report's scene with its annotation."""

    gold: Gold
    scene: Scene


@dataclass(frozen=True, slots=True)
class Row:
    """One decision to learn from."""

    features: Features
    right: bool


def learn_decisions(lessons: Sequence[Lesson], kit: Kit) -> Kit:
    """The kit with decisions and floors learned from `lessons`."""
    rows = {id(lesson): list(_role_rows(lesson, kit)) for lesson in lessons}
    roles, floors = _fit_roles([r for lesson in lessons for r in rows[id(lesson)]])
    seen: dict[int, list[Seen]] = {}
    for part in range(FOLDS):
        rest = [r for i, lesson in enumerate(lessons) if i % FOLDS != part for r in rows[id(lesson)]]
        crossed = replace(kit, decisions=_fit_roles(rest)[0], floors=floors)
        for lesson in lessons[part::FOLDS]:
            seen[id(lesson)] = _see_all(lesson, crossed)
    pairs = [r for lesson in lessons for r in _pair_rows(lesson, seen[id(lesson)], kit)]
    join = fit([r.features for r in pairs], [r.right for r in pairs], strength=0.05)
    kit = replace(kit, decisions={**roles, "join": join}, floors={**floors, "join": 0.5, "event": 0.0})
    return _fit_event(lessons, seen, kit)


def _fit_event(lessons: Sequence[Lesson], seen: Mapping[int, list[Seen]], kit: Kit) -> Kit:
    """Choose the joining floor and learn which groups count: the pair that gives the best typed F1."""
    best: tuple[float, Kit] | None = None
    for floor in (0.3, 0.4, 0.5, 0.6):
        tried = replace(kit, floors={**kit.floors, "join": floor})
        rows, missed = _group_rows(lessons, seen, tried)
        event = fit([r.features for r in rows], [r.right for r in rows], strength=0.05)
        chances = _crossed([r.features for r in rows], [r.right for r in rows], strength=0.05)
        right = np.array([r.right for r in rows])
        gold = int(right.sum()) + missed
        score, at = max(_f1(chances, right, gold, cut) for cut in np.arange(0.1, 0.7, 0.02))
        log.info("joined from %.1f: typed F1 %.3f at %.2f", floor, score, at)
        if best is None or score > best[0]:
            made = {**tried.decisions, "event": event}
            best = (
                score,
                replace(tried, decisions=made, floors={**tried.floors, "event": round(float(at), 2)}),
            )
    assert best is not None
    return best[1]


def _f1(chances: np.ndarray, right: np.ndarray, gold: int, cut: float) -> tuple[float, float]:
    kept = chances >= cut
    hits = int((kept & right).sum())
    return 2 * hits / max(1, int(kept.sum()) + gold), float(cut)


def _see_all(lesson: Lesson, kit: Kit) -> list[Seen]:
    candidates = list_candidates(lesson.scene, kit)
    scene = lesson.scene
    return [see(scene, s, fill_roles(scene, s, candidates, kit)) for s in find_sightings(scene, kit)]


def _event_of(sighting: Sighting, gold: Gold) -> int | None:
    """The annotated event that a sighting's words are a mention of."""
    for i, event in enumerate(gold["events"]):
        if any(m["start"] < sighting.span.end and sighting.span.start < m["end"] for m in event["mentions"]):
            return i
    return None


def _role_rows(lesson: Lesson, kit: Kit) -> Iterator[tuple[str, Row]]:
    candidates = list_candidates(lesson.scene, kit)
    for sighting in find_sightings(lesson.scene, kit):
        number = _event_of(sighting, lesson.gold)
        if number is None:
            continue
        weighed = list(weigh_candidates(lesson.scene, sighting, candidates, kit))
        for role in DECIDED:
            some = [(c, f) for r, c, f in weighed if r == role]
            for (_, features), right in zip(some, _label(role, some, sighting, lesson, number), strict=True):
                if right is not None:
                    yield role, Row(features, right)


def _label(
    role: str, some: Sequence[tuple[Candidate, Features]], sighting: Sighting, lesson: Lesson, number: int
) -> list[bool | None]:
    """For each candidate whether it fills the role; None where it is a farther mention of one that does."""
    event, scene = lesson.gold["events"][number], lesson.scene
    labels: list[bool | None] = [False] * len(some)
    for filler in _fillers(role, event):
        agree = [i for i, (c, _) in enumerate(some) if _agrees(role, filler, c, scene)]
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


def _fillers(role: str, event: Gold) -> Sequence[Any]:
    if role in _FIELDS:
        return event[_FIELDS[role]]  # type: ignore[no-any-return]
    if role == "date":
        date = event.get("date") or {}
        return [date] if date.get("text") else []
    values: Sequence[Any] = event["toll"] if role == "toll" else event["weapons"]
    return values


def _agrees(role: str, filler: Any, candidate: Candidate, scene: Scene) -> bool:
    span = candidate.span.text
    if role in ("actor", "target"):
        name = scene.voices.names.of_head(candidate.phrase.head).name
        return is_same_name((filler["text"], filler["name"]), (span, name))
    if role == "place":
        return is_same_name((filler["text"],), (span,))
    if role == "date":
        when = candidate.when
        if filler.get("from") and when is not None:
            return str(when.first) == filler["from"] and str(when.last) == str(filler.get("to"))
        return is_same_name((filler["text"],), (span,))
    if role == "toll":
        tally = candidate.tally
        assert tally is not None
        wanted = tuple(filler.get(k) for k in ("effect", "low", "high"))
        return (tally.effect, tally.count.low, tally.count.high) == wanted
    text = filler if isinstance(filler, str) else filler["text"]
    return is_same_name((text,), (span, candidate.weapon))


def _fit_roles(rows: Sequence[tuple[str, Row]]) -> tuple[dict[str, Logistic], dict[str, float]]:
    made, floors = {}, {}
    for role in DECIDED:
        some = [r for name, r in rows if name == role]
        features, right = [r.features for r in some], np.array([r.right for r in some])
        made[role] = fit(features, right, strength=0.1)
        chances = _crossed(features, right, strength=0.1)
        score, floors[role] = max(
            _f1(chances, right, int(right.sum()), cut) for cut in np.arange(0.14, 0.6, 0.02)
        )
        floors[role] = round(min(0.6, floors[role] * STRICTER[role]), 2)
        log.info("%s: %d of %d, F1 %.3f from %.2f", role, right.sum(), len(right), score, floors[role])
    return made, floors


def _pair_rows(lesson: Lesson, seen: Sequence[Seen], kit: Kit) -> Iterator[Row]:
    numbers = [_event_of(s.sighting, lesson.gold) for s in seen]
    for i, a in enumerate(seen):
        for j in range(i + 1, len(seen)):
            if numbers[i] is not None and numbers[j] is not None:
                yield Row(pair_features(lesson.scene, a, seen[j], kit), numbers[i] == numbers[j])


def _group_rows(lessons: Sequence[Lesson], seen: Mapping[int, list[Seen]], kit: Kit) -> tuple[list[Row], int]:
    """A row for each group, right where it takes an annotated event of its type; how many none took."""
    rows, missed = [], 0
    for lesson in lessons:
        groups = join_sightings(lesson.scene, seen[id(lesson)], kit)
        taken: set[int] = set()
        by_chance = sorted(groups, key=lambda g: -max(s.sighting.chance for s in g))
        for group in by_chance:
            types = group_types(group)
            type_ = max(types, key=lambda t: (types[t], t))
            numbers = {_event_of(s.sighting, lesson.gold) for s in group} - {None} - taken
            hit = [
                n
                for n in sorted(x for x in numbers if x is not None)
                if lesson.gold["events"][n]["type"] == type_
            ]
            if hit:
                taken.add(hit[0])
            rows.append(Row(group_features(lesson.scene, group, kit), bool(hit)))
        missed += len(lesson.gold["events"]) - len(taken)
    return rows, missed


def fit(features: Sequence[Features], right: Sequence[bool] | Any, *, strength: float) -> Logistic:
    """A logistic decision fitted to labelled features; `strength` is the inverse of the pull towards zero."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(features)
    often = np.asarray((matrix != 0).sum(axis=0))[0] >= RARE
    model = LogisticRegression(C=strength, max_iter=500, solver="liblinear", random_state=0)
    model.fit(matrix[:, often], np.asarray(right))
    names = np.asarray(vectors.get_feature_names_out())[often]
    weights = {
        str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.005
    }
    return Logistic(weights, round(float(model.intercept_[0]), 3))


def _crossed(features: Sequence[Features], right: Any, *, strength: float) -> np.ndarray:
    """Each row's chance by a decision fitted to the other parts."""
    right = np.asarray(right)
    chances = np.zeros(len(features))
    size = -(-len(features) // 5)
    for start in range(0, len(features), size):
        inside = np.zeros(len(features), bool)
        inside[start : start + size] = True
        rest = [f for f, out in zip(features, ~inside, strict=True) if out]
        model = fit(rest, right[~inside], strength=strength)
        chances[inside] = [model.chance(f) for f, in_ in zip(features, inside, strict=True) if in_]
    return chances


def save_decisions(kit: Kit, path: Path) -> None:
    """Write the kit's decisions and floors as JSON, weights in the order of their names."""
    data = {
        "floors": dict(sorted(kit.floors.items())),
        "decisions": {
            name: {"bias": d.bias, "weights": dict(sorted(d.weights.items()))}
            for name, d in sorted(kit.decisions.items())
        },
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
