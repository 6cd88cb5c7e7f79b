"""Learning the small decisions from annotated reports that the reader has read.

In the order in which the coder takes them: who plays which role, which sightings are one occurrence, what
counts, its status, who has which role over all mentions, who says so. The readings must come from a reader
that was not trained on the same reports, or the decisions would trust it too much.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.code.candidates import list_candidates
from dateline.code.chain_weigh import candidates as chain_candidates
from dateline.code.chain_weigh import features as chain_features
from dateline.code.coder import see_all
from dateline.code.compose import actors_of, draft_event, occasion_of
from dateline.code.join import Joined, Seen, group_sightings, join_sightings, pair_chances, pair_features
from dateline.code.judge import group_type, weigh_groups
from dateline.code.kit import Kit
from dateline.code.logistic import Logistic
from dateline.code.roles import DECIDED, weigh_candidates
from dateline.code.scene import Scene
from dateline.code.settle import list_claims, settle_roles, weigh_entries
from dateline.code.sightings import find_sightings
from dateline.code.status import status_features
from dateline.model import STATUSES
from dateline.train.agree import is_same_name
from dateline.train.label import Lesson, agrees, event_of, fillers_of, label_candidates, match_groups
from dateline.train.weigh import Row, best_floor, fit_rows

__all__ = ["Lesson", "learn_decisions", "save_decisions"]

log = logging.getLogger(__name__)

FOLDS = 3
STRICTER: Mapping[str, float] = {
    "actor": 1.6,
    "target": 1.4,
    "place": 1.0,
    "date": 1.0,
    "weapon": 1.8,
    "toll": 1.0,
}
"""What the floor best for single mentions is raised by: sightings are compared by their surest fillers."""

STRENGTH = 0.1
"""How freely the decision what counts may lean on single features."""

Looks = Mapping[int, Sequence[Seen]]
"""The sightings of each lesson, by its id()."""


def learn_decisions(lessons: Sequence[Lesson], kit: Kit) -> Kit:
    """The kit with decisions and floors learned from `lessons`."""
    rows = {id(lesson): list(_role_rows(lesson, kit)) for lesson in lessons}
    roles, floors = _fit_roles([r for lesson in lessons for r in rows[id(lesson)]])
    looks: dict[int, Sequence[Seen]] = {}
    for part in range(FOLDS):
        rest = [r for i, lesson in enumerate(lessons) if i % FOLDS != part for r in rows[id(lesson)]]
        crossed = replace(kit, decisions=_fit_roles(rest)[0], floors=floors)
        for lesson in lessons[part::FOLDS]:
            looks[id(lesson)] = see_all(lesson.scene, crossed)
    pairs = [r for lesson in lessons for r in _pair_rows(lesson, looks[id(lesson)], kit)]
    join = fit_rows(pairs, strength=0.05)
    kit = replace(kit, decisions={**roles, "join": join}, floors=floors)
    for learn in (_fit_event, _fit_status, _fit_settled, _fit_chain):
        kit = learn(lessons, looks, kit)
    return kit


def _taught(kit: Kit, decisions: Mapping[str, Logistic], floors: Mapping[str, float]) -> Kit:
    return replace(kit, decisions={**kit.decisions, **decisions}, floors={**kit.floors, **floors})


def _role_rows(lesson: Lesson, kit: Kit) -> Iterator[tuple[str, Row]]:
    sightings = find_sightings(lesson.scene, kit)
    candidates = list_candidates(lesson.scene, kit, sightings)
    for sighting in sightings:
        number = event_of(sighting, lesson.gold)
        if number is None:
            continue
        weighed = list(weigh_candidates(lesson.scene, sighting, candidates, kit))
        for role in DECIDED:
            some = [(c, f) for r, c, f in weighed if r == role]
            labels = label_candidates(role, some, sighting, lesson, number)
            for (_, features), right in zip(some, labels, strict=True):
                if right is not None:
                    yield role, Row(features, right)


def _fit_roles(rows: Sequence[tuple[str, Row]]) -> tuple[dict[str, Logistic], dict[str, float]]:
    made, floors = {}, {}
    for role in DECIDED:
        some = [r for name, r in rows if name == role]
        made[role] = fit_rows(some, strength=0.1)
        score, floor = best_floor(some, strength=0.1, most=0.6)
        floors[role] = round(min(0.6, floor * STRICTER[role]), 2)
        log.info("%s: %d of %d, F1 %.3f", role, sum(r.right for r in some), len(some), score)
    return made, floors


def _pair_rows(lesson: Lesson, seen: Sequence[Seen], kit: Kit) -> Iterator[Row]:
    numbers = [event_of(s.sighting, lesson.gold) for s in seen]
    for i, a in enumerate(seen):
        for j in range(i + 1, len(seen)):
            if numbers[i] is not None and numbers[j] is not None:
                yield Row(pair_features(lesson.scene, a, seen[j], kit), numbers[i] == numbers[j])


def _fit_event(lessons: Sequence[Lesson], looks: Looks, kit: Kit) -> Kit:
    """Choose the floors of joining and learn which groups count: those that give the best typed F1."""
    chances = {id(x): pair_chances(x.scene, looks[id(x)], kit) for x in lessons}
    best: tuple[float, Kit] | None = None
    for join in (0.3, 0.4, 0.5, 0.6):
        for apart in (0.0, 0.05, 0.15):
            floors = {"join": join, "apart": apart}
            groups = {id(x): group_sightings(looks[id(x)], chances[id(x)], floors) for x in lessons}
            rows, missed = _group_rows(lessons, groups, kit)
            score, at = best_floor(rows, strength=STRENGTH, missed=missed)
            log.info("joined from %.1f, apart below %.2f: typed F1 %.3f at %.2f", join, apart, score, at)
            if best is None or score > best[0]:
                event = fit_rows(rows, strength=STRENGTH)
                best = score, _taught(kit, {"event": event}, {**floors, "event": at})
    assert best is not None
    return best[1]


def _group_rows(lessons: Sequence[Lesson], joined: Mapping[int, Joined], kit: Kit) -> tuple[list[Row], int]:
    """A row for each group, right where it takes an annotated event of its type; how many none took."""
    rows, missed = [], 0
    for lesson in lessons:
        taken: set[int] = set()
        here = joined[id(lesson)]
        weighed = zip(here.groups, weigh_groups(lesson.scene, here, kit), strict=True)
        for group, features in sorted(weighed, key=lambda g: -max(s.sighting.chance for s in g[0])):
            type_ = group_type(group)
            numbers = {n for s in group if (n := event_of(s.sighting, lesson.gold)) is not None} - taken
            hit = [n for n in sorted(numbers) if lesson.gold["events"][n]["type"] == type_]
            if hit:
                taken.add(hit[0])
            rows.append(Row(features, bool(hit)))
        missed += len(lesson.gold["events"]) - len(taken)
    return rows, missed


def counting_groups(scene: Scene, seen: Sequence[Seen], kit: Kit) -> list[tuple[Seen, ...]]:
    """The groups of sightings that count as events."""
    decision, floor = kit.decisions["event"], kit.floors["event"]
    joined = join_sightings(scene, seen, kit)
    weighed = zip(joined.groups, weigh_groups(scene, joined, kit), strict=True)
    return [g for g, features in weighed if decision.chance(features) >= floor]


def _fit_status(lessons: Sequence[Lesson], looks: Looks, kit: Kit) -> Kit:
    """Learn the status of an event, one status against the others, from the groups that count."""
    features, statuses = [], []
    for lesson in lessons:
        groups = counting_groups(lesson.scene, looks[id(lesson)], kit)
        for number, event in match_groups(groups, lesson.gold).items():
            features.append(status_features(lesson.scene, groups[number], kit))
            statuses.append(lesson.gold["events"][event]["status"])
    pairs = [(f, s) for f, s in zip(features, statuses, strict=True)]
    made = {
        f"status {name}": fit_rows([Row(f, s == name) for f, s in pairs], strength=0.1) for name in STATUSES
    }
    return _taught(kit, made, {})


def _fit_settled(lessons: Sequence[Lesson], looks: Looks, kit: Kit) -> Kit:
    """Learn what an event has in each role, from the groups that count and take an annotated event."""
    rows: dict[str, list[Row]] = {role: [] for role in DECIDED}
    missed = dict.fromkeys(DECIDED, 0)
    for lesson in lessons:
        for role, made, left in _settled_rows(lesson, looks[id(lesson)], kit):
            rows[role] += made
            missed[role] += left
    learned, floors = {}, {}
    for role, some in rows.items():
        name = f"settled {role}"
        learned[name] = fit_rows(some, strength=0.1)
        score, floors[name] = best_floor(some, strength=0.1, missed=missed[role])
        log.info("%s: %d of %d, F1 %.3f", name, sum(r.right for r in some), len(some), score)
    return _taught(kit, learned, floors)


def _settled_rows(lesson: Lesson, seen: Sequence[Seen], kit: Kit) -> Iterator[tuple[str, list[Row], int]]:
    """For each counting group and role the entries offered, right where annotated; how many were not."""
    scene = lesson.scene
    groups = counting_groups(scene, seen, kit)
    claims = list_claims(groups)
    for number, event in match_groups(groups, lesson.gold).items():
        for role in DECIDED:
            some = list(weigh_entries(scene, groups[number], role, number, claims, kit))
            right = [False] * len(some)
            left = 0
            for filler in fillers_of(role, lesson.gold["events"][event]):
                agree = (i for i, (e, _) in enumerate(some)
                         if not right[i] and agrees(role, filler, e.best.candidate, scene))  # fmt: skip
                hit = next(agree, None)
                if hit is None:
                    left += 1
                else:
                    right[hit] = True
            yield role, [Row(f, r) for (_, f), r in zip(some, right, strict=True)], left


def _fit_chain(lessons: Sequence[Lesson], looks: Looks, kit: Kit) -> Kit:
    """Learn under which attributions an event is told, and from which chance it is told under any."""
    rows = [r for lesson in lessons for r in _chain_rows(lesson, looks[id(lesson)], kit)]
    chain = fit_rows(rows, strength=0.2)
    score, _ = best_floor(rows, strength=0.2)
    log.info("chain: %d of %d, F1 %.3f", sum(r.right for r in rows), len(rows), score)
    return _taught(kit, {"chain": chain}, {"chain": 0.5, "chain also": 0.5})


def _chain_rows(lesson: Lesson, seen: Sequence[Seen], kit: Kit) -> Iterator[Row]:
    """Each attribution that may tell of an event; where one is annotated and none agrees, any is right."""
    scene, voices = lesson.scene, lesson.scene.voices
    groups = counting_groups(scene, seen, kit)
    claims = list_claims(groups)
    for number, event in match_groups(groups, lesson.gold).items():
        gold = lesson.gold["events"][event]
        draft = draft_event(groups[number], settle_roles(scene, groups[number], number, claims, kit), 1.0, "")
        occasion = occasion_of(scene, draft, gold["status"], actors_of(scene, draft.roles["actor"]), kit)
        some = list(chain_candidates(voices, occasion))
        inner = [chain[-1] for chain in gold["chain"] if chain]
        right = [is_same_name(inner, (c[-1].name, c[-1].span.text)) for _, c in some]
        if inner and not any(right):
            right = [True] * len(some)
        for (i, chain), hit in zip(some, right, strict=True):
            yield Row(chain_features(voices, occasion, i, chain), hit)


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
