"""What is kept from one start to the next gives what reading the whole record would give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dateline.desk.atlases as atlases_module
from dateline.desk import Desk
from dateline.desk.atlas import Asked, Atlas
from dateline.desk.judging import rule_incidents, take_back_ruling
from dateline.desk.summaries import keep_atlas, kept_atlas, summary_path
from dateline.desk.surveying import load_atlas, refresh_atlas
from dateline.desk.warming import warm_up
from dateline.model.incident import EventKey
from tests.desk.conftest import OpenDesk, fill


def assert_alike(one: Atlas, other: Atlas) -> None:
    """Both hold the same incidents, and are found by the same words, in the same order."""
    assert (list(one.spots), one.changed) == (list(other.spots), other.changed)
    assert all(np.array_equal(one.columns[n], other.columns[n], equal_nan=True) for n in other.columns)
    asked = Asked(words="nabuda", side="rebel")
    assert one.pick(asked).tolist() == other.pick(asked).tolist()


def split(desk: Desk) -> None:
    """Makes two incidents of the one shelling."""
    a, b = EventKey("a", "a-1"), EventKey("b", "b-1")
    rule_incidents(desk, "not_same", (a,), (b,), who="me", why="", seen={})


def test_what_was_kept_is_read_as_it_was(desk: Desk, tmp_path: Path) -> None:
    atlas = load_atlas(desk.store)
    keep_atlas(tmp_path / "s", atlas)
    kept = kept_atlas(tmp_path / "s")
    assert kept is not None
    assert_alike(kept, atlas)
    assert_alike(refresh_atlas(desk.store, kept), atlas)


def test_what_changed_since_is_read_again(desk: Desk) -> None:
    before = load_atlas(desk.store)
    fill(desk.store, "c")
    split(desk)
    assert_alike(refresh_atlas(desk.store, before), load_atlas(desk.store))


def test_a_summary_of_another_time_of_the_record_does_no_harm(desk: Desk) -> None:
    before = load_atlas(desk.store)
    split(desk)
    later = load_atlas(desk.store)
    assert len(later.spots) > len(before.spots)
    take_back_ruling(desk, 1, who="me")
    assert_alike(refresh_atlas(desk.store, later), load_atlas(desk.store))


@pytest.mark.parametrize("spoiled", [b"", b"PK\x03\x04 no archive", b"[]"])
def test_a_spoiled_file_is_passed_over(desk: Desk, spoiled: bytes) -> None:
    summary_path(str(desk.store)).write_bytes(spoiled)
    assert len(desk.atlas().spots) == 2


def test_the_desk_keeps_it_for_the_next_start(opened: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlases_module, "WORTH_KEEPING", 1)
    first = opened()
    warm_up(first)
    held = list(first.atlas().spots)
    monkeypatch.setattr(atlases_module, "load_atlas", None)
    again = opened()
    assert list(again.atlas().spots) == held


def test_no_file_is_left_beside_a_small_record(desk: Desk) -> None:
    warm_up(desk)
    assert not summary_path(str(desk.store)).exists()
