"""The other pairs of the same two reports weigh in on a pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents.compare import Weights, default_weights, probability, sigmoid
from dateline.incidents.context import levels_of, settle
from dateline.incidents.features import FEATURES
from dateline.incidents.features.time import compare as compare_times
from dateline.incidents.names import read_actor
from dateline.model.incident import EventKey
from tests.incidents.making import event, report

A, B, C, D = EventKey("r", "1"), EventKey("r", "2"), EventKey("s", "1"), EventKey("s", "2")
ODDS = st.floats(-2.4, 8, allow_nan=False)


def test_a_pair_without_others_is_alone_and_without_company():
    assert levels_of({(A, C): 1.0}) == {(A, C): ("alone", "none")}


def test_a_pair_whose_event_fits_another_far_better_is_beaten():
    levels = levels_of({(A, C): 4.0, (B, C): 1.0})
    assert levels[A, C][0] == "clear" and levels[B, C][0] == "beaten"


def test_another_occurrence_that_both_reports_share_is_company_and_a_rival_is_not():
    assert levels_of({(A, C): 0.0, (B, D): 3.0})[A, C] == ("alone", "some")
    assert levels_of({(A, C): 0.0, (A, D): 3.0})[A, C][1] == "none"


@given(ODDS, ODDS)
def test_company_lifts_a_pair_and_a_better_rival_lowers_it(own, other):
    weights = default_weights()
    alone = settle({(A, C): own}, weights)[A, C]
    assert settle({(A, C): own, (B, D): abs(other) + 1}, weights)[A, C] > alone
    assert settle({(A, C): own, (A, D): own + 1 + abs(other)}, weights)[A, C] < alone


@given(st.dictionaries(st.sampled_from([(A, C), (A, D), (B, C), (B, D)]), ODDS, min_size=1))
def test_the_order_in_which_pairs_are_found_changes_nothing(odds):
    turned = dict(reversed(odds.items()))
    assert settle(odds, default_weights()) == settle(turned, default_weights())


def test_weights_without_context_leave_the_features_to_decide():
    bare = Weights(0.0, {f.name: {} for f in FEATURES})
    assert settle({(A, C): 1.0, (A, D): 3.0}, bare) == {(A, C): sigmoid(1.0), (A, D): sigmoid(3.0)}


def test_a_plan_may_be_told_before_its_day_and_a_deed_may_not():
    for status, level in (("planned", "planned_before"), ("happened", "told_before")):
        (a,) = report("a", event("1", day="2020-05-09", status=status), published="2020-05-08")
        (b,) = report("b", event("1", status=status), published="2020-05-02")
        assert compare_times(a, b) == compare_times(b, a) == level


def test_two_names_of_one_side_in_the_codebook_are_one_side_without_ids():
    assert read_actor({"name": "ISIL"}).key == read_actor({"name": "Daesh"}).key
    assert read_actor({"name": "ISIL", "id": "own:1"}).key == "own:1"


def test_mere_kinds_of_people_are_no_one_side_for_sharing_a_codebook_entry():
    assert read_actor({"name": "villagers"}).key != read_actor({"name": "passengers"}).key


def test_reports_that_appeared_together_are_likelier_to_tell_of_one_occurrence():
    chances = []
    for day in ("2020-05-04", "2023-05-04"):
        (a,) = report("a", event("1", day="2020-05-03"))
        (b,) = report("b", event("1", day="2020-05-03"), published=day)
        chances.append(probability(a, b, default_weights()))
    assert chances[0] > chances[1]
