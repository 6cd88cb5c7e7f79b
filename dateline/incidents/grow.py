"""Add a report to the record's incidents: only what it touches is compared and grouped again.

The result is the same as linking everything at once: which pairs are compared depends on the set of events
(`block.CAP` included), and every connected part is grouped by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.incidents.block import CAP, cap_of
from dateline.incidents.compare import Weights, default_weights, likely_odds, odds_of, sigmoid
from dateline.incidents.context import settle
from dateline.incidents.explain import odds_between
from dateline.incidents.group import Pair, order
from dateline.incidents.index import Index
from dateline.incidents.judged import Rulings, read_rulings
from dateline.incidents.link import FLOOR, group_events, make_incident
from dateline.incidents.record import LinkEvent, LinkReport
from dateline.incidents.relate import are_related, relate
from dateline.model.incident import EventKey, Incident
from dateline.model.judgement import IncidentJudgement


@dataclass(frozen=True, slots=True)
class Growth:
    """What a change did: the incidents that may have changed, their events, the ids that are gone.

    `tied` holds these incidents and those that relations lead to, by id.
    """

    incidents: tuple[Incident, ...]
    events: Mapping[EventKey, LinkEvent]
    gone: tuple[str, ...]
    tied: Mapping[str, Incident]


class Grower:
    """Keeps the incidents of an index up to date."""

    def __init__(
        self,
        index: Index,
        *,
        weights: Weights | None = None,
        judgements: Sequence[IncidentJudgement] = (),
        cap: int = CAP,
    ) -> None:
        self._index = index
        self._weights = weights or default_weights()
        self._floor = odds_of(FLOOR)
        self._judgements = tuple(judgements)
        self._ties = _ties(judgements)
        self._cap = cap

    def add(self, events: Sequence[LinkEvent], *, report: str | None = None, coding: str = "") -> Growth:
        """Adds the events of one report, in place of any it had before.

        Arguments: `events`, all of one report; `report`, its id, needed only where it has no events;
        `coding`,
        which coding of it this is. Returns what may have changed.
        """
        id = events[0].key.report if events else report or ""
        self._index.begin()
        try:
            touched, gone = self._drop(id)
            touched |= self._insert(id, events, coding)
            growth = self._regroup(touched, gone)
            self._index.commit()
        except BaseException:
            self._index.rollback()
            raise
        return growth

    def judge_again(self, keys: Iterable[EventKey]) -> Growth:
        """Groups again what judgements about these events touch."""
        numbers = {n for key in keys if (n := self._index.number(key)) is not None}
        self._index.begin()
        try:
            growth = self._regroup(numbers, set())
            self._index.commit()
        except BaseException:
            self._index.rollback()
            raise
        return growth

    def _drop(self, report: str) -> tuple[set[int], set[str]]:
        old = self._index.numbers_of(report)
        gone = {id for n in old if (id := self._index.incident_of(n))}
        touched = {other for n in old for other in self._index.edges_of(n)}
        touched |= {n for id in gone for n in self._index.events_in(id)}
        blocks = {block for n in old for block in self._index.blocks_of(n)}
        before = {block: len(self._members(block)) for block in blocks}
        self._index.drop_report(report)
        for block, count in before.items():
            now, cap = self._members(block), cap_of(block, self._cap)
            if count > cap >= len(now):
                touched |= self._compare(combinations(sorted(now), 2))
        return touched - set(old), gone

    def _insert(self, report: str, events: Sequence[LinkEvent], coding: str) -> set[int]:
        self._index.put_report(events[0].report if events else LinkReport(report), coding)
        fresh = [self._index.put_event(event) for event in events]
        of_block: dict[int, list[int]] = {}
        for n in fresh:
            for block in self._index.blocks_of(n):
                of_block.setdefault(block, []).append(n)
        pairs: set[tuple[int, int]] = set()
        touched = set(fresh)
        for block, own in of_block.items():
            cap = cap_of(block, self._cap)
            members = self._index.members(block, cap + len(own) + 1)
            if len(members) <= cap:
                pairs |= {(min(n, m), max(n, m)) for n in own for m in members if m != n}
            elif len(members) - len(own) <= cap:
                touched |= self._uncompare(sorted(set(members) - set(own)))
        # Each of these pairs has an end in the new report: regrouping finds from there all that they change.
        self._compare(sorted(pairs))
        return touched

    def _compare(self, pairs: Iterable[tuple[int, int]]) -> set[int]:
        found = []
        for n, m in pairs:
            a, b = self._index.event(n), self._index.event(m)
            if a.report.id != b.report.id:
                odds = likely_odds(*_in_order(a, b), self._weights, self._floor)
                if odds is not None:
                    found.append((n, m, sigmoid(odds), are_related(a, b)))
        self._index.put_edges(found)
        return {n for pair in found for n in pair[:2]} | self._settle((n, m) for n, m, *_ in found)

    def _settle(self, pairs: Iterable[tuple[int, int]]) -> set[int]:
        """Weighs the likely pairs of the same reports against one another again; returns the events whose
        chances that changes."""
        reports = {(self._index.event(n).key.report, self._index.event(m).key.report) for n, m in pairs}
        return {n for one, others in _by_hub(reports).items() for n in self._settle_of(one, others)}

    def _settle_of(self, report: str, others: set[str]) -> set[int]:
        between = odds_between(self._index, report, others, self._weights)
        settled = {pair: p for odds in between.values() for pair, p in settle(odds, self._weights).items()}
        keys = {key for pair in settled for key in pair}
        numbers = {key: n for key in sorted(keys) if (n := self._index.number(key)) is not None}
        return self._index.set_chances((numbers[a], numbers[b], p) for (a, b), p in settled.items())

    def _uncompare(self, members: Sequence[int]) -> set[int]:
        """The block has become too common: pairs that no other key brings together are forgotten."""
        dropped = set()
        for n in members:
            partners = set(members) & self._index.edges_of(n).keys()
            if partners:
                usable = self._usable_partners(n)
                for m in partners - usable:
                    self._index.drop_edge(n, m)
                    dropped.add((n, m))
        return {n for pair in dropped for n in pair} | self._settle(dropped)

    def _usable_partners(self, n: int) -> set[int]:
        found: set[int] = set()
        for block in self._index.blocks_of(n):
            members = self._members(block)
            if len(members) <= cap_of(block, self._cap):
                found |= set(members)
        return found

    def _members(self, block: int) -> list[int]:
        """The events of a block, one more than may share it at most."""
        return self._index.members(block, cap_of(block, self._cap) + 1)

    def _regroup(self, touched: set[int], gone: set[str]) -> Growth:
        part = self._connected(touched)
        known = {self._index.event(n).key: n for n in part}
        events = {key: self._index.event(n) for key, n in known.items()}
        rulings = read_rulings(self._judgements, events)
        before = gone | {id for n in part if (id := self._index.incident_of(n))}
        edges = self._edges_among(part)
        groups = group_events(events, edges, self._weights, rulings)
        alone = events.keys() - {key for members in groups for key in members}
        made = [
            make_incident(events, m, edges, rulings) for m in (*groups, *((key,) for key in sorted(alone)))
        ]
        for incident in made:
            self._index.set_incident([known[key] for key in incident.events], incident.id)
        return self._describe_around(part, made, before)

    def _connected(self, start: set[int]) -> set[int]:
        part, queue = set(start), sorted(start)
        for n in queue:
            key = self._index.event(n).key
            for m, chance in self._index.edges_of(n).items():
                if chance >= self._weights.threshold and m not in part:
                    part.add(m)
                    queue.append(m)
            for other in self._ties.get(key, ()):
                tied = self._index.number(other)
                if tied is not None and tied not in part:
                    part.add(tied)
                    queue.append(tied)
        return part

    def _describe_around(self, part: set[int], made: Sequence[Incident], before: set[str]) -> Growth:
        """The made incidents and those that relations tie to them, with their relations."""
        near = {m for n in part for m in self._index.related_to(n)} - part
        ids = {id for m in near if (id := self._index.incident_of(m))}
        numbers = part | {n for id in ids for n in self._index.events_in(id)}
        rim = {m for n in numbers - part for m in self._index.related_to(n)} - numbers
        outer = {id for m in rim if (id := self._index.incident_of(m))}
        everyone = numbers | {n for id in outer for n in self._index.events_in(id)}
        events = {(e := self._index.event(n)).key: e for n in everyone}
        edges = self._edges_among(everyone)
        rulings = read_rulings(self._judgements, events)
        new = {i.id for i in made}
        others = [self._incident(id, events, edges, rulings) for id in sorted((ids | outer) - new)]
        related = relate(events, [*made, *others], edges, rulings)
        shown = tuple(i for i in related if i.id in new or i.id in ids)
        return Growth(shown, events, tuple(sorted(before - new)), {i.id: i for i in related})

    def _edges_among(self, numbers: set[int]) -> dict[Pair, float]:
        keys = {n: self._index.event(n).key for n in numbers}
        return {
            order(keys[n], keys[m]): chance
            for n in numbers
            for m, chance in self._index.edges_of(n).items()
            if m in numbers and n < m
        }

    def _incident(
        self,
        id: str,
        events: Mapping[EventKey, LinkEvent],
        edges: Mapping[Pair, float],
        rulings: Rulings,
    ) -> Incident:
        keys = [self._index.event(n).key for n in self._index.events_in(id)]
        return make_incident(events, keys, edges, rulings)


def _in_order(a: LinkEvent, b: LinkEvent) -> tuple[LinkEvent, LinkEvent]:
    return (a, b) if a.key <= b.key else (b, a)


def _by_hub(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Each pair under that of its two that is in more pairs: all pairs of a new report under the new one."""
    listed = sorted({(min(pair), max(pair)) for pair in pairs})
    counts = Counter(name for pair in listed for name in pair)
    hubs: dict[str, set[str]] = {}
    for one, two in listed:
        hub, other = (one, two) if counts[one] >= counts[two] else (two, one)
        hubs.setdefault(hub, set()).add(other)
    return hubs


def _ties(judgements: Sequence[IncidentJudgement]) -> dict[EventKey, set[EventKey]]:
    """Which events a person has tied together: they are grouped together whatever their scores."""
    ties: dict[EventKey, set[EventKey]] = {}
    for judgement in judgements:
        named = set(judgement.events) | (set(judgement.others) if judgement.ruling == "part_of" else set())
        for key in named:
            ties.setdefault(key, set()).update(named - {key})
    return ties
