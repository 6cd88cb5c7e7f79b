"""What the other groups of a report say of one group."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.code import Kit
from dateline.code.coder import see_all
from dateline.code.join import join_sightings
from dateline.code.judge import weigh_groups
from dateline.code.neighbours import Standing, neighbour_features
from dateline.code.scene import Scene, read_scene
from dateline.model import Report

TEXT = "The minister accused the rebels of shelling the market of Mocha. Troops arrested a smuggler in Aden."


@pytest.fixture(scope="module")
def scene(kit: Kit) -> Scene:
    return read_scene(Report.of(TEXT), kit)


def _standing(scene: Scene, word: str, type: str, family: str, chance: float) -> Standing:
    at = scene.tree.words.index(word)
    return Standing(chance, type, family, (at,), frozenset({scene.tree.sents[at]}))


def test_what_is_said_hangs_on_the_speech(scene: Scene) -> None:
    standings = [
        _standing(scene, "accused", "accuse", "speech", 0.9),
        _standing(scene, "shelling", "shelling", "remote", 0.8),
        _standing(scene, "arrested", "arrest", "custody", 0.9),
    ]
    said, apart = (neighbour_features(scene.tree, standings, np.zeros((3, 3)), i) for i in (1, 2))
    assert "under=speech" in said and "under=none" in apart
    assert "over=remote|speech" in neighbour_features(scene.tree, standings, np.zeros((3, 3)), 0)


def test_only_a_likelier_group_tells_it_already(scene: Scene) -> None:
    standings = [
        _standing(scene, "shelling", "shelling", "remote", 0.8),
        _standing(scene, "arrested", "shelling", "remote", 0.4),
    ]
    near = np.array([[0.0, 0.5], [0.5, 0.0]])
    first, second = (neighbour_features(scene.tree, standings, near, i) for i in (0, 1))
    assert first["told by=same"] == 0.0 and second["told by=same"] == pytest.approx(0.4)


def test_every_group_is_weighed_in_its_order(kit: Kit, scene: Scene) -> None:
    joined = join_sightings(scene, see_all(scene, kit), kit)
    weighed = weigh_groups(scene, joined, kit)
    assert len(weighed) == len(joined.groups) == len(joined.nearness)
    assert weighed[0]["first told"] == 1.0 and not any(f["first told"] for f in weighed[1:])
