"""Reports one by one give what all at once give, in whatever order they arrive."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.incidents.compare import default_weights
from dateline.incidents.explain import explain
from dateline.incidents.grow import Grower
from dateline.incidents.index import Index
from dateline.incidents.link import link, link_scored, score_pairs
from dateline.incidents.record import LinkEvent, LinkReport
from dateline.model.incident import EventKey, Incident
from dateline.model.judgement import IncidentJudgement
from tests.incidents.making import event, report

EVENTS = st.builds(
    lambda type, day, at, actor, status, killed: {
        "type": type,
        "day": day and f"2020-05-{day:02}",
        "at": at,
        "actors": (actor,),
        "status": status,
        "killed": killed and (killed, killed),
    },
    st.sampled_from(["air_strike", "shelling", "accuse"]),
    st.none() | st.integers(1, 4),
    st.sampled_from(["Marib", "Taiz", None]),
    st.sampled_from(["Saudi-led coalition", "Houthi movement"]),
    st.sampled_from(["happened", "happened", "planned", "denied"]),
    st.none() | st.sampled_from([3, 12]),
)
REPORTS = st.lists(st.lists(EVENTS, min_size=1, max_size=3), min_size=2, max_size=7)


def made(plan: list[list[dict[str, object]]]) -> list[tuple[LinkEvent, ...]]:
    """The reports of a plan."""
    return [
        report(
            f"r{n}", *(event(f"e{i}", **kw) for i, kw in enumerate(events)), published=f"2020-05-{n + 3:02}"
        )
        for n, events in enumerate(plan)
    ]


def grown(reports: Sequence[tuple[LinkEvent, ...]], **kw: object) -> dict[str, Incident]:
    """What stands after the reports were added in this order."""
    index, standing = Index(), {}
    grower = Grower(index, **kw)  # type: ignore[arg-type]
    for events in reports:
        growth = grower.add(events)
        for id in growth.gone:
            standing.pop(id, None)
        standing.update({i.id: i for i in growth.incidents})
    return standing


def groups(incidents: Sequence[Incident]) -> set[tuple[EventKey, ...]]:
    """Which events are together."""
    return {i.events for i in incidents}


def filled(reports: Sequence[tuple[LinkEvent, ...]]) -> Index:
    """An index that took in all these reports at once."""
    index, known = Index(), {e.key: e for r in reports for e in r}
    edges = score_pairs(known, default_weights())
    incidents = link_scored(known, edges)
    codings = {r[0].report.id: "first" for r in reports if r}
    index.fill(tuple(known.values()), edges, {k: i.id for i in incidents for k in i.events}, codings)
    return index


def held(index: Index) -> dict[EventKey, object]:
    """What an index holds of each event, whatever numbers it gave out."""
    key = {n: index.event(n).key for n in index.all_numbers()}
    return {
        key[n]: (
            index.event(n),
            index.incident_of(n),
            sorted(index.blocks_of(n)),
            {key[m]: round(chance, 12) for m, chance in index.edges_of(n).items()},
            {key[m] for m in index.related_to(n)},
            sorted(key[m] for m in index.events_in(index.incident_of(n) or "")),
        )
        for n in key
    }


slow = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(REPORTS, st.randoms(use_true_random=False))
def test_reports_one_by_one_in_any_order_give_what_all_at_once_give(plan, random):
    reports = made(plan)
    together = link(e for r in reports for e in r)
    random.shuffle(reports)
    assert {i.id: i for i in together} == grown(reports)


@slow
@given(REPORTS, st.integers(0, 6))
def test_an_index_filled_at_once_grows_on_as_one_that_took_in_every_report_by_itself(plan, count):
    reports = made(plan)
    index, other = filled(reports[:count]), Index()
    for events in reports[:count]:
        Grower(other).add(events)
    assert held(index) == held(other)
    for events in reports[count:]:
        Grower(index).add(events)
        Grower(other).add(events)
    assert held(index) == held(other)


def test_the_codings_of_an_index_are_looked_up_by_report():
    index = filled([report("a", event("1")), report("b", event("1"))])
    index.put_report(LinkReport("c"), "second")
    assert dict(index.codings()) == {"a": "first", "b": "first", "c": "second"}
    assert "d" not in index.codings() and len(index.codings()) == 3


@slow
@given(REPORTS, st.integers(0, 6))
def test_a_report_coded_again_leaves_no_trace_of_its_first_coding(plan, which):
    reports = made(plan)
    again = reports[which % len(reports)]
    other = tuple(report(again[0].key.report, event("e9", day="2020-05-02"), published="2020-05-09"))
    index = Index()
    grower = Grower(index)
    for events in (other, *(r for r in reports)):
        grower.add(events)
    final = {index.incident_of(n) for n in index.all_numbers()}
    assert final == {i.id for i in link(e for r in reports for e in r)}


@slow
@given(REPORTS, st.randoms(use_true_random=False))
def test_a_block_that_grew_too_common_is_dropped_as_if_it_always_had_been(plan, random):
    reports = made(plan)
    first = grown(reports, cap=3)
    random.shuffle(reports)
    assert first == grown(reports, cap=3)


def test_a_judgement_holds_when_the_reports_are_added_anew():
    reports = [report("a", event("1", day="2020-05-03")), report("b", event("1", day="2020-05-03"))]
    keys = (EventKey("a", "1"),), (EventKey("b", "1"),)
    assert len(grown(reports)) == 1
    apart = IncidentJudgement(1, "not_same", *keys, who="Ann")
    assert len(grown(reports, judgements=(apart,))) == 2


@slow
@given(REPORTS)
def test_what_explains_a_pair_adds_up_to_the_chance_it_is_linked_by(plan):
    index = Index()
    for events in made(plan):
        Grower(index).add(events)
    for n in (n for id in index.codings() for n in index.numbers_of(id)):
        for m, chance in index.edges_of(n).items():
            found = explain(index, n, m, default_weights())
            assert abs(found.probability - chance) < 1e-12 and all(f.why for f in found.findings)
