"""The rules of debris.yml against their own examples, and the laws of what is set aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.debris import DebrisRule, find_debris, load_rules
from tests.read.makers import MORE, NEWS

EXAMPLES = [pytest.param(r, e, id=f"{r.id}: {e}") for r in load_rules() for e in r.examples]
COUNTEREXAMPLES = [pytest.param(r, e, id=f"{r.id}: {e}") for r in load_rules() for e in r.counterexamples]


def _set_aside(text: str) -> list[str]:
    return [text[u.start : u.end] for u in find_debris(text)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_set_aside_whole_by_its_rule_and_the_news_around_it_is_not(
    rule: DebrisRule, example: str
) -> None:
    text = f"{NEWS}\n\n{example}\n\n{MORE}"
    assert rule.pattern.fullmatch(example)
    assert _set_aside(text) == [example]


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_nothing_in_a_counterexample_is_set_aside(rule: DebrisRule, example: str) -> None:
    assert _set_aside(f"{NEWS}\n\n{example}\n\n{MORE}") == []


def test_every_rule_has_a_reason_examples_and_counterexamples() -> None:
    assert all(r.reason and r.examples and r.counterexamples for r in load_rules())
    assert len({r.id for r in load_rules()}) == len(load_rules())


def test_the_reason_names_the_rule() -> None:
    assert [u.why for u in find_debris(f"{NEWS}\nvideo\n{MORE}")] == [
        "label: a label of the page, standing alone"
    ]


def test_titles_under_a_heading_for_other_stories_go_with_it() -> None:
    text = f"{NEWS}\nRelated stories\nTalks resume in the capital\nFive held after raid in the north\n{MORE}"
    assert _set_aside(text) == [
        "Related stories",
        "Talks resume in the capital",
        "Five held after raid in the north",
    ]


def test_a_sentence_under_a_heading_for_other_stories_stays() -> None:
    text = f"Read also\nFive people were held after a raid in the north.\n{MORE}"
    assert _set_aside(text) == ["Read also"]


def test_headings_of_a_strike_list_stay() -> None:
    assert (
        _set_aside("Syria\nNear Dar Azza, two strikes hit a bridge.\nIraq\nNear Rawa, one strike hit a boat.")
        == []
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_end_in_any_way_and_their_ends_are_not_set_aside(end: str) -> None:
    assert _set_aside(f"{NEWS}{end}  Advertisement  {end}{MORE}") == ["Advertisement"]


def test_ids_inside_a_line_are_set_aside_and_its_words_stay() -> None:
    ids = "3f2b6c1e-77aa-4b0d-9c3e-0a1b2c3d4e5f 00aa11bb-22cc-33dd-44ee-55ff66aa77bb"
    assert _set_aside(f"{NEWS} {ids} {MORE}") == [ids]


PIECES = st.sampled_from(
    [NEWS, "video", "Share", "\n", "\r\n", " ", "By Jane Doe", "[AFP]", "Related stories", "é\u202e"]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("\n".join), st.lists(PIECES).map("".join))


@given(TEXTS)
def test_stretches_lie_within_the_text_in_order_and_apart(text: str) -> None:
    at = 0
    for stretch in find_debris(text):
        assert at <= stretch.start < stretch.end <= len(text)
        at = stretch.end


@given(TEXTS)
def test_a_text_after_it_changes_nothing_before(text: str) -> None:
    alone = find_debris(text)
    assert find_debris(f"{text}\n\n{NEWS}")[: len(alone)] == alone
