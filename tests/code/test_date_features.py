"""Which dates an event is offered, and what is said of those that stand far from it."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.code import Kit
from dateline.code.candidates import Candidate, list_candidates, near_dates
from dateline.code.date_features import frame_features
from dateline.code.role_features import Trigger, read_trigger
from dateline.code.scene import Scene, read_scene
from dateline.model import Report

TEXT = (
    "Shells fell on the port of Mocha on Tuesday. The market was hit twice. Shops stayed closed. Roads were "
    "empty. On Wednesday talks began in Aden. The minister spoke. The envoy spoke. The governor left. "
    "Troops arrested a smuggler."
)


@pytest.fixture(scope="module")
def scene(kit: Kit) -> Scene:
    return read_scene(Report.of(TEXT, published=date(2022, 3, 18)), kit)


def _trigger(scene: Scene, word: str) -> Trigger:
    at = TEXT.index(word)
    return read_trigger(scene.tree, at, at + len(word))


def _offered(scene: Scene, kit: Kit, word: str) -> list[Candidate]:
    dates = list_candidates(scene, kit, ()).dates
    return list(near_dates(dates, scene.tree, _trigger(scene, word)))


def test_an_event_far_down_is_offered_the_first_date_and_the_last_before_it(scene: Scene, kit: Kit) -> None:
    words = [c.span.text for c in _offered(scene, kit, "arrested")]
    assert [w.split()[-1] for w in words] == ["Tuesday", "Wednesday"]


def test_a_later_date_far_off_is_not_offered(scene: Scene, kit: Kit) -> None:
    assert [c.span.text.split()[-1] for c in _offered(scene, kit, "hit")] == ["Tuesday"]


def test_another_day_named_since_speaks_against_the_first(scene: Scene, kit: Kit) -> None:
    dates = list_candidates(scene, kit, ()).dates
    first, last = (frame_features(scene, _trigger(scene, "arrested"), c, dates, "custody") for c in dates)
    assert "date far=6 or more|other days between=1" in first
    assert "date far=3-5|other days between=0" in last


def test_the_age_of_a_day_is_counted_from_publication(scene: Scene, kit: Kit) -> None:
    dates = list_candidates(scene, kit, ()).dates
    ages = [frame_features(scene, _trigger(scene, "hit"), c, dates, "remote") for c in dates]
    assert "date age=week" in ages[0] and "date age=week" in ages[1]
    bare = read_scene(Report.of(TEXT), kit)
    loose = list_candidates(bare, kit, ()).dates[0]
    assert "date age=not known" in frame_features(bare, _trigger(bare, "hit"), loose, (loose,), "remote")
