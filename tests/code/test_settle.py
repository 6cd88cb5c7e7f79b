"""Who and what an event has in each role, settled over its mentions and against other events."""

from __future__ import annotations

import pytest

from dateline.code import Kit, code_report
from dateline.code.coder import see_all
from dateline.code.join import join_sightings
from dateline.code.scene import Scene, read_scene
from dateline.code.settle import Claims, in_one_list, list_claims, list_entries
from dateline.model import Report
from tests.code.chain_case import voices_of

TEXT = (
    "Rebels shelled the market of Mocha on Sunday. The shelling by the rebels killed four people. "
    "Government troops arrested a smuggler in Aden on Monday."
)


@pytest.fixture(scope="module")
def scene(kit: Kit) -> Scene:
    return read_scene(Report.of(TEXT), kit)


def test_what_means_the_same_is_one_entry(kit: Kit, scene: Scene) -> None:
    seen = [s for s in see_all(scene, kit) if s.sighting.span.text.lower().startswith("shell")]
    assert len(seen) == 2
    names = [e.name for e in list_entries(seen, "actor")]
    assert names.count("rebels") <= 1 and len(names) == len(set(names))


def test_entries_come_surest_first(kit: Kit, scene: Scene) -> None:
    for seen in see_all(scene, kit):
        chances = [e.best.chance for e in list_entries([seen], "target")]
        assert chances == sorted(chances, reverse=True)


def test_a_rival_is_the_best_claim_of_another_event(kit: Kit, scene: Scene) -> None:
    groups = join_sightings(scene, see_all(scene, kit), kit).groups
    claims = list_claims(groups)
    entry = next(e for g in groups for e in list_entries(g, "actor"))
    head = entry.best.candidate.phrase.head
    alone = Claims({("actor", head): {0: 0.7}})
    assert alone.rival("actor", entry, 0) == 0.0
    assert alone.rival("actor", entry, 1) == 0.7
    assert all(0.0 <= claims.rival("actor", entry, n) <= 1.0 for n in range(len(groups)))


def test_words_joined_by_and_stand_in_one_list() -> None:
    tree = voices_of("Shells hit Mocha, Aden and Taiz. Then they hit Ibb.").tree
    at = tree.words.index
    assert in_one_list(tree, at("Mocha"), at("Taiz"))
    assert not in_one_list(tree, at("Mocha"), at("Ibb"))


def test_an_event_has_one_date_at_most_and_no_one_twice(kit: Kit) -> None:
    for event in code_report(Report.of(TEXT), kit).events:
        spans = [a.span for a in (*event.actors, *event.targets)]
        assert len(spans) == len(set(spans))
