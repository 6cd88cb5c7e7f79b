"""The coder: a report in, its events out, from top to bottom."""

from __future__ import annotations

from dateline import CODER
from dateline.code.candidates import list_candidates
from dateline.code.compose import Draft, compose_events, draft_event
from dateline.code.join import join_sightings, see
from dateline.code.judge import group_features
from dateline.code.kit import Kit
from dateline.code.roles import explain, fill_roles
from dateline.code.scene import Scene, read_scene
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
    candidates = list_candidates(scene, kit)
    seen = [see(scene, s, fill_roles(scene, s, candidates, kit)) for s in find_sightings(scene, kit)]
    drafts = []
    for group in join_sightings(scene, seen, kit):
        features = group_features(scene, group, kit)
        decision = kit.decisions["event"]
        chance = decision.chance(features)
        if chance >= kit.floors["event"]:
            drafts.append(draft_event(group, chance, explain(decision.reasons(features), chance)))
    return tuple(drafts)
