"""Decisions are compared on reports they were not learned from, and kept only where they are no worse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("sklearn", reason="learning decisions needs scikit-learn: pip install 'dateline[train]'")

from dateline.code import kit as kits  # noqa: E402  # noqa: E402
from dateline.code.kit import Kit  # noqa: E402  # noqa: E402
from dateline.code.logistic import Logistic, load_logistics  # noqa: E402  # noqa: E402
from dateline.code.reader import SHIPPED, open_reader  # noqa: E402  # noqa: E402
from dateline.errors import InputError  # noqa: E402  # noqa: E402
from dateline.train.improve import Trial, blend, hold_back, try_decisions  # noqa: E402  # noqa: E402
from dateline.train.keep import keep_reader  # noqa: E402  # noqa: E402
from dateline.train.score import Score  # noqa: E402  # noqa: E402


def make_kit(weight: float = 1.0) -> Kit:
    """A kit of the shipped reader with one decision; what coding needs besides is not opened."""
    nothing: Any = None
    decisions = {"event": Logistic({"surest": weight}, 0.0)}
    return Kit(nothing, nothing, nothing, open_reader(), decisions, {"event": weight / 10})


@given(st.sets(st.text(min_size=1), max_size=30), st.sets(st.text(min_size=1), max_size=30))
def test_what_is_held_back_once_is_held_back_whatever_else_is_reviewed(a: set[str], b: set[str]) -> None:
    back = {r["id"] for r in hold_back([{"id": id} for id in sorted(a)])[1]}
    more = {r["id"] for r in hold_back([{"id": id} for id in sorted(a | b)])[1]}
    assert back == more & a


def test_about_a_fifth_is_held_back() -> None:
    learned, back = hold_back([{"id": f"report {n}"} for n in range(1000)])
    assert 150 < len(back) < 250 and len(learned) + len(back) == 1000


def test_too_little_to_compare_is_refused_before_anything_is_learned() -> None:
    with pytest.raises(InputError, match="are held back to compare"):
        try_decisions([{"id": "a", "text": "", "events": []}], make_kit(), make_kit(), print)


@pytest.mark.parametrize(
    ("typed", "earned", "worse"), [(5, 4.0, False), (6, 4.0, False), (4, 4.0, True), (6, 3.9, True)]
)
def test_worse_is_either_figure_lower(typed: int, earned: float, worse: bool) -> None:
    trial = Trial(make_kit(), Score(10, 10, 8, 5, 4.0), Score(10, 10, 8, typed, earned), 8, 2)
    assert trial.is_worse is worse


@given(st.floats(0, 1))
def test_a_blend_lies_between_what_was_known_and_what_is_learned(share: float) -> None:
    mixed = blend(make_kit(1.0), make_kit(3.0), share)
    assert 1.0 <= mixed.decisions["event"].weights["surest"] <= 3.0
    assert 0.1 <= mixed.floors["event"] <= 0.3


def test_a_kept_reader_is_taken_by_open_kit_and_names_what_it_was_taught(tmp_path: Path) -> None:
    version = keep_reader(make_kit(2.0), tmp_path / "reader", {"reviewed": 12})
    folder = kits._own_reader(tmp_path)
    assert folder == tmp_path / "reader"
    assert open_reader(folder).card["taught"] == {"reviewed": 12}
    assert open_reader(folder).name.endswith(version) and version != open_reader().card["version"]
    assert load_logistics(folder / "decisions.json")[0]["event"].weights == {"surest": 2.0}
    assert (folder / "trunk.onnx").read_bytes() == (SHIPPED / "trunk.onnx").read_bytes()


def test_keeping_again_replaces_and_leaves_nothing_beside(tmp_path: Path) -> None:
    first = keep_reader(make_kit(2.0), tmp_path / "reader", {})
    second = keep_reader(make_kit(2.5), tmp_path / "reader", {})
    again = keep_reader(make_kit(2.5), tmp_path / "reader", {})
    assert first != second == again
    assert [p.name for p in tmp_path.iterdir()] == ["reader"]
