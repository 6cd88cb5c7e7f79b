"""What is linked, what stays apart, and what is tied by name instead."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dateline.incidents.compare import compare, default_weights, probability
from dateline.incidents.features import FEATURES
from dateline.incidents.group import group
from dateline.incidents.judged import read_rulings
from dateline.incidents.link import link
from dateline.model.incident import EventKey
from dateline.model.judgement import IncidentJudgement
from tests.incidents.making import event, report

K = [EventKey(f"r{n}", "e") for n in range(6)]


def parts(*reports):
    return {frozenset(k.report for k in i.events) for i in link(e for r in reports for e in r)}


def ties(*reports):
    return {r.kind for i in link(e for r in reports for e in r) for r in i.relations}


def test_two_reports_of_one_strike_are_one_incident():
    a = report("a", event("1", day="2020-05-03", killed=(12, 12)))
    b = report("b", event("1", day="2020-05-03", killed=(12, None)))
    assert parts(a, b) == {frozenset("ab")}


def test_the_same_town_the_week_after_stays_apart():
    a = report("a", event("1", day="2020-05-03"))
    b = report("b", event("1", day="2020-05-10"), published="2020-05-11")
    assert len(parts(a, b)) == 2


def test_the_same_day_in_another_town_stays_apart():
    a, b = report("a", event("1", day="2020-05-03")), report("b", event("1", day="2020-05-03", at="Goma"))
    assert len(parts(a, b)) == 2


def test_two_events_of_one_report_are_never_one_incident():
    a = report("a", event("1", day="2020-05-03"), event("2", day="2020-05-03"))
    b = report("b", event("1", day="2020-05-03"))
    assert all(len({k.report for k in i.events}) == len(i.events) for i in link((*a, *b)))


def test_a_denial_is_tied_to_what_it_denies_and_not_merged():
    a = report("a", event("1", day="2020-05-03"))
    b = report("b", event("1", day="2020-05-03", status="denied"))
    assert len(parts(a, b)) == 2 and ties(a, b) == {"denies"}


def test_a_plan_and_its_coming_true_are_tied_and_not_merged():
    a = report("a", event("1", day="2020-05-06", status="planned"), published="2020-05-04")
    b = report("b", event("1", day="2020-05-06"), published="2020-05-07")
    assert len(parts(a, b)) == 2 and ties(a, b) == {"fulfils"}


def test_what_had_happened_before_it_was_planned_fulfils_no_plan():
    a = report("a", event("1", day="2020-05-09", status="planned"), published="2020-05-08")
    b = report("b", event("1", day="2020-05-07"), published="2020-05-08")
    assert "fulfils" not in ties(a, b)


def test_a_day_of_a_week_long_offensive_is_tied_as_its_part():
    a = report("a", event("1", "armed_clash", day=("2020-05-01", "2020-05-20"), killed=(80, 80)))
    b = report("b", event("1", "armed_clash", day="2020-05-12", killed=(3, 3)), published="2020-05-13")
    assert len(parts(a, b)) == 2 and ties(a, b) == {"part_of"}


def test_every_feature_says_why_and_the_scores_add_up():
    (a,) = report("a", event("1", day="2020-05-03"), text="Jets bombed a market in Marib.")
    (b,) = report("b", event("1", day="2020-05-03"), text="A market in Marib was bombed by jets.")
    found = compare(a, b, default_weights())
    assert all(f.why for f in found.findings) and len(found.findings) == len(FEATURES)
    assert abs(found.probability - probability(a, b, default_weights())) < 1e-12


@given(st.integers(1, 28), st.integers(1, 28), st.sampled_from(["Marib", "Taiz", None]))
def test_comparing_is_the_same_from_either_side(day, other, at):
    (a,) = report("a", event("1", day=str(date(2020, 5, day)), killed=(day, None)))
    (b,) = report("b", event("1", day=str(date(2020, 5, other)), at=at, killed=(3, other + 3)))
    assert probability(a, b, default_weights()) == probability(b, a, default_weights())


def test_a_and_c_that_contradict_are_not_chained_through_b():
    scores = {(K[0], K[1]): 0.9, (K[1], K[2]): 0.85, (K[0], K[2]): 0.001}
    assert group(scores, lambda a, b: scores[a, b], threshold=0.4) == [(K[0], K[1])]


@given(st.permutations(list(itertools.combinations(range(5), 2))), st.integers(0, 2**10 - 1))
def test_grouping_does_not_depend_on_the_order_of_the_pairs(pairs, bits):
    chance = {p: 0.3 + 0.6 * ((bits >> i) & 1) for i, p in enumerate(itertools.combinations(range(5), 2))}
    scores = {(K[i], K[j]): chance[i, j] for i, j in pairs}
    ordered = {(K[i], K[j]): chance[i, j] for i, j in sorted(pairs)}
    assert group(scores, lambda a, b: scores[a, b], threshold=0.5) == group(
        ordered, lambda a, b: scores[a, b], threshold=0.5
    )


def test_what_is_called_the_same_holds_against_the_scores_and_the_later_decision_wins():
    far = report("a", event("1", day="2020-05-03")), report("b", event("1", day="2021-01-03", at="Goma"))
    keys = [e.key for r in far for e in r]
    same = IncidentJudgement(1, "same", tuple(keys))
    apart = IncidentJudgement(2, "not_same", (keys[0],), (keys[1],))
    events = [e for r in far for e in r]
    assert len(link(events, judgements=[same])) == 1
    assert len(link(events, judgements=[same, apart])) == 2


def test_a_later_bar_cuts_the_oldest_tie_on_the_way_between_its_sides():
    decided = [
        IncidentJudgement(1, "same", (K[0], K[1])),
        IncidentJudgement(2, "same", (K[1], K[2])),
        IncidentJudgement(3, "not_same", (K[0],), (K[2],)),
    ]
    assert read_rulings(decided, set(K)).same == ((K[1], K[2]),)
