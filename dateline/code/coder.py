"""The coder: a report in, its events out, from top to bottom."""

from __future__ import annotations

from dateline import CODER
from dateline.code.candidates import list_candidates
from dateline.code.compose import Draft, compose_events, draft_event
from dateline.code.join import Seen, join_sightings, see
from dateline.code.judge import weigh_groups
from dateline.code.kit import Kit
from dateline.code.roles import explain, weigh_roles
from dateline.code.scene import Scene, read_scene
from dateline.code.settle import list_claims, settle_roles
from dateline.code.sightings import find_sightings
from dateline.model import CodedReport, Event, Report, ReportHead


def code_report(report: Report, kit: Kit) -> CodedReport:
    """The record of one report. Pure: the same report and kit give the same record.

    A text without words has no events. Raises nothing of its own for any text; the libraries may.
    """
    events: tuple[Event, ...] = ()
    if report.text.strip():
        scene = read_scene(report, kit)
        events = compose_events(scene, draft_events(scene, kit), kit)
    return CodedReport(ReportHead.of(report), events, report.unread, kit.codebook.id, CODER)


def draft_events(scene: Scene, kit: Kit) -> tuple[Draft, ...]:
    """The groups of sightings that count as events, in the order of their first mention."""
    decision = kit.decisions["event"]
    joined = join_sightings(scene, see_all(scene, kit), kit)
    weighed = zip(joined.groups, weigh_groups(scene, joined, kit), strict=True)
    judged = [(g, f, decision.chance(f)) for g, f in weighed]
    counting = [(g, f, chance) for g, f, chance in judged if chance >= kit.floors["event"]]
    claims = list_claims([g for g, _, _ in counting])
    return tuple(
        draft_event(
            g, settle_roles(scene, g, number, claims, kit), chance, explain(decision.reasons(f), chance)
        )
        for number, (g, f, chance) in enumerate(counting)
    )


def see_all(scene: Scene, kit: Kit) -> tuple[Seen, ...]:
    """Every sighting of a report with its candidates weighed, in the order of the text."""
    sightings = find_sightings(scene, kit)
    candidates = list_candidates(scene, kit, sightings)
    return tuple(see(scene, s, weigh_roles(scene, s, candidates, kit), kit) for s in sightings)
