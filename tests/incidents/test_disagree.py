"""Values with who says them, origins that count once, and best values by rule."""

from __future__ import annotations

import pytest

from dateline.incidents.describe import best_of, describe
from dateline.incidents.link import link
from dateline.incidents.origins import find_origins
from dateline.incidents.reprints import find_reprints, fingerprints
from dateline.model.judgement import IncidentJudgement
from tests.incidents.making import event, report

TEXT = (
    "Fighter jets bombed a crowded fish market in the port on Sunday morning, killing twelve "
    "traders and wounding "
    "scores more, according to doctors at two hospitals. Rescue teams dug through the rubble of the "
    "collapsed hall "
    "for hours while relatives waited behind a cordon. A coalition officer said the hall had been "
    "used as a depot."
)
OTHER = (
    "Parliament met for the first time since the spring to debate a budget that leaves out the "
    "eastern provinces. "
    "Opposition members walked out before the vote, and the finance minister promised a second "
    "reading by autumn."
)


def incident(*reports):
    """The one incident of these reports, put together by hand."""
    known = {e.key: e for events in reports for e in events}
    same = IncidentJudgement(1, "same", tuple(known))
    (made,) = link(known.values(), judgements=[same])
    return describe(made, known)


def two(**kw):
    a = report("a", event("1", day="2020-05-03", killed=(12, 12), chains=(("medics",),)), outlet="Post")
    b = report("b", event("1", day="2020-05-03", **kw), outlet="Times", published="2020-05-06")
    return incident(a, b)


def test_each_figure_stands_with_who_says_it_and_the_range_over_them():
    killed = two(killed=(30, 40))["fields"]["toll.killed"]
    assert {(v["value"]["low"], *v["by"]) for v in killed["values"]} == {(12, "medics"), (30, "Times")}
    assert killed["range"] == [12, 40] and killed["contested"]


def test_a_toll_that_nobody_gives_is_no_zero():
    record = two()
    assert len(record["fields"]["toll.killed"]["values"]) == 1 and "toll.injured" not in record["fields"]


def test_figures_that_may_both_be_true_are_not_contested():
    assert not two(killed=(10, None))["fields"]["toll.killed"]["contested"]


@pytest.mark.parametrize(
    ("rule", "low"), [("lowest", 12), ("latest", 30), ("most_precise", 12), ("most_origins", 12)]
)
def test_the_best_value_follows_the_rule_and_erases_nothing(rule, low):
    record = two(killed=(30, 40))
    assert best_of(record, rule)["toll.killed"]["low"] == low
    assert len(record["fields"]["toll.killed"]["values"]) == 2


def test_a_denied_telling_makes_the_status_contested():
    assert "status" in two(status="denied")["contested"]


def test_the_value_of_most_origins_is_best_though_others_are_later_and_lower():
    told = [("a", 20, "medics"), ("b", 20, "police"), ("c", 9, "the army")]
    reports = [
        report(
            id, event("1", day="2020-05-03", killed=(n, n), chains=((who,),)), published=f"2020-05-0{4 + i}"
        )
        for i, (id, n, who) in enumerate(told)
    ]
    record = incident(*reports)
    assert record["best"]["toll.killed"]["low"] == 20
    assert (
        best_of(record, "lowest")["toll.killed"]["low"],
        best_of(record, "latest")["toll.killed"]["low"],
    ) == (9, 9)


def test_who_denies_an_incident_stands_against_its_status_and_is_never_its_best_value():
    told = report("a", event("1", day="2020-05-03", chains=(("residents",),)))
    denial = report("b", event("1", day="2020-05-03", status="denied", chains=(("the coalition",),)))
    known = {e.key: e for e in (*told, *denial)}
    tied = {i.id: i for i in link(known.values())}
    record = next(
        r for i in tied.values() if (r := describe(i, known, tied=tied))["best"]["status"] == "happened"
    )
    (said,), (against,) = record["fields"]["status"]["values"], record["fields"]["status"]["against"]
    assert (said["by"], against["by"]) == (["residents"], ["the coalition"]) and "status" in record[
        "contested"
    ]


def test_a_source_that_is_a_side_is_named():
    a = report("a", event("1", day="2020-05-03", chains=(("Saudi-led coalition",),)))
    assert incident(a, report("b", event("1", day="2020-05-03")))["parties_among_sources"] == [
        "Saudi-led coalition"
    ]


def test_two_prints_of_one_text_are_one_origin_and_an_own_text_another():
    a, b, c = (
        report(id, event("1"), text=t) for id, t in (("a", TEXT), ("b", "Blast! " + TEXT[:250]), ("c", OTHER))
    )
    assert [len(o.events) for o in find_origins([*a, *b, *c])] == [2, 1]


def test_two_reports_that_credit_one_agency_are_one_origin():
    a = report("a", event("1"), text="MARIB (Reuters) - " + TEXT)
    b = report("b", event("1"), text="(Reuters) " + OTHER)
    assert len(find_origins([*a, *b])) == 1


def test_two_reports_that_quote_one_source_are_one_origin_but_vague_ones_are_not():
    a, b = (report(id, event("1", chains=(("General Salim",),))) for id in "ab")
    c, d = (report(id, event("1", chains=(("reports",),))) for id in "cd")
    assert len(find_origins([*a, *b])) == 1 and len(find_origins([*c, *d])) == 2


@pytest.mark.parametrize("copy", [TEXT[120:], "Other head. " + TEXT, OTHER + " " + TEXT[:200], TEXT.upper()])
def test_a_cut_re_headlined_or_merged_copy_is_found(copy):
    assert find_reprints({"a": fingerprints(TEXT), "b": fingerprints(copy)})


def test_two_own_texts_are_no_reprints():
    assert not find_reprints({"a": fingerprints(TEXT), "b": fingerprints(OTHER)})
