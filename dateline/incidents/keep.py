"""Keep the incidents of a record: its events into the index, what changes into the store, judgements
applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import JudgementError
from dateline.incidents.compare import default_weights
from dateline.incidents.describe import describe, span_of_days
from dateline.incidents.disagree import Rule
from dateline.incidents.grow import Grower, Growth
from dateline.incidents.index import Index
from dateline.incidents.link import link_scored, score_pairs
from dateline.incidents.read_events import link_events
from dateline.incidents.record import LinkEvent
from dateline.model import CodedReport, Report
from dateline.model.incident import EventKey, Incident
from dateline.model.judgement import RULINGS, IncidentJudgement
from dateline.model.wire import dump_line
from dateline.settings import home_folder
from dateline.store import IncidentChanges, IncidentRow, Judgement, KeptJudgement, Store
from dateline.text.hashing import short_id

KIND = "incident."
TAKE_BACK = "incident.take_back"


@dataclass(frozen=True, slots=True)
class Kept:
    """What bringing the incidents up to date did: reports newly linked, and incidents new, changed, gone."""

    reports: int = 0
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def plus(self, changes: IncidentChanges) -> Kept:
        """With one more report's changes."""
        return Kept(
            self.reports + 1, self.new + changes.new, self.changed + changes.changed, self.gone + changes.gone
        )


def open_index(store: Store) -> Index:
    """The index beside the record's SQLite file, or in Dateline's own folder for a database server."""
    where = str(store)
    if "://" in where:
        folder = home_folder() / "links"
        folder.mkdir(parents=True, exist_ok=True)
        return Index(str(folder / f"{short_id(where)}.sqlite"))
    return Index(where if where == ":memory:" else f"{Path(where)}.links")


def update_incidents(
    store: Store, index: Index, *, reports: Iterable[str] | None = None, rule: Rule = "most_origins"
) -> Kept:
    """Links what is not linked yet and keeps the incidents that changed.

    Arguments: `reports`, ids of those just added; without it every report of the record whose standing coding
    is not the one that was linked; an empty index takes in the whole record. Safe to stop and run again.
    """
    judgements = standing_judgements(store)
    if index.is_empty():
        return _link_all(store, index, judgements, rule)
    done, known = Kept(), index.codings() if reports is None else {}
    grower = Grower(index, judgements=judgements)
    for report, coded in _codings(store, reports):
        label = short_id(dump_line(coded))
        if known.get(report.id) == label:
            continue
        growth = grower.add(link_events(coded, report.text), report=report.id, coding=label)
        done = done.plus(save_growth(store, growth, rule))
    return done


def _link_all(store: Store, index: Index, judgements: Sequence[IncidentJudgement], rule: Rule) -> Kept:
    """Fills an empty index at once: much quicker than one report after the other, with the same result."""
    codings: dict[str, str] = {}
    known: dict[EventKey, LinkEvent] = {}
    for report, coded in _codings(store, None):
        codings[report.id] = short_id(dump_line(coded))
        known.update((event.key, event) for event in link_events(coded, report.text))
    edges = score_pairs(known, default_weights())
    tied = {i.id: i for i in link_scored(known, edges, judgements=judgements)}
    gone = [id for id in _standing(store) if id not in tied]
    rows = (to_row(incident, known, rule, tied) for incident in tied.values())
    changes = store.save_incidents(rows, gone=gone)
    index.fill(tuple(known.values()), edges, {key: i.id for i in tied.values() for key in i.events}, codings)
    return Kept(len(codings), changes.new, changes.changed, changes.gone)


def _standing(store: Store) -> Iterator[str]:
    after: str | None = None
    while page := store.incidents(after=after, limit=500):
        yield from (version.id for version in page)
        after = page[-1].id


def _codings(store: Store, ids: Iterable[str] | None) -> Iterator[tuple[Report, CodedReport]]:
    if ids is None:
        yield from ((kept.report, kept.coded) for kept in store.each_report())
        return
    for id in ids:
        report, coded = store.report(id), store.coded(id)
        if report and coded:
            yield report, coded


def save_growth(store: Store, growth: Growth, rule: Rule) -> IncidentChanges:
    """Keeps what a change made of the incidents."""
    rows = [to_row(incident, growth.events, rule, growth.tied) for incident in growth.incidents]
    return store.save_incidents(rows, gone=growth.gone)


def to_row(
    incident: Incident,
    known: Mapping[EventKey, LinkEvent],
    rule: Rule = "most_origins",
    tied: Mapping[str, Incident] | None = None,
) -> IncidentRow:
    """The incident as the store keeps it; see `describe` for the arguments."""
    record = describe(incident, known, rule=rule, tied=tied)
    events = [known[key] for key in incident.events]
    earliest, latest = span_of_days(events)
    where = next((p for e in events for p in e.places if p.lat is not None), None)
    country = next((p.country for e in events for p in e.places if p.country), None)
    return IncidentRow(
        id=incident.id,
        events=tuple((key.report, key.event) for key in incident.events),
        record=record,
        type=record["best"]["type"],
        family=next((e.family for e in events if e.type == record["best"]["type"]), ""),
        status=record["best"]["status"],
        earliest=earliest,
        latest=latest,
        country=country,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        reports=record["reports"],
        origins=len(record["origins"]),
        confidence=1.0 if incident.cohesion is None else incident.cohesion,
    )


def standing_judgements(store: Store) -> tuple[IncidentJudgement, ...]:
    """The decisions about incidents that have not been taken back, oldest first."""
    kept = store.judgements(kind=KIND)
    back = {k.judgement.after["number"] for k in kept if k.judgement.kind == TAKE_BACK}
    return tuple(_read(k) for k in kept if k.judgement.kind != TAKE_BACK and k.seq not in back)


def _read(kept: KeptJudgement) -> IncidentJudgement:
    said = kept.judgement
    ruling = said.kind.removeprefix(KIND)
    events, others = (tuple(EventKey(*key) for key in said.after[side]) for side in ("events", "others"))
    return IncidentJudgement(kept.seq, ruling, events, others, said.who, said.why)  # type: ignore[arg-type]


def judge(
    store: Store,
    index: Index,
    ruling: str,
    events: Sequence[EventKey],
    others: Sequence[EventKey] = (),
    *,
    who: str,
    why: str = "",
) -> Kept:
    """Keeps a person's decision and groups again what it touches.

    Arguments: `ruling`, 'same', 'not_same' or 'part_of'; see IncidentJudgement for `events` and `others`.
    Raises JudgementError where an event is not in the record or the decision contradicts itself.
    """
    _check(index, ruling, events, others)
    after = {"events": [list(k) for k in events], "others": [list(k) for k in others]}
    subject = f"event {events[0]}"
    store.judge(Judgement(who, KIND + ruling, subject, None, after, why))
    return _regroup(store, index, (*events, *others))


def take_back(store: Store, index: Index, number: int, *, who: str, why: str = "") -> Kept:
    """Takes back the decision of that number; what was decided before holds again.

    Raises JudgementError where there is no such standing decision.
    """
    judgement = next((j for j in standing_judgements(store) if j.number == number), None)
    if judgement is None:
        raise JudgementError(
            f"no standing judgement about incidents has the number {number}",
            hint="dateline incidents --judgements",
        )
    subject = f"event {judgement.events[0]}"
    store.judge(Judgement(who, TAKE_BACK, subject, {"number": number}, {"number": number}, why))
    return _regroup(store, index, (*judgement.events, *judgement.others))


def _regroup(store: Store, index: Index, keys: Sequence[EventKey]) -> Kept:
    growth = Grower(index, judgements=standing_judgements(store)).judge_again(keys)
    changes = save_growth(store, growth, "most_origins")
    return Kept(0, changes.new, changes.changed, changes.gone)


def _check(index: Index, ruling: str, events: Sequence[EventKey], others: Sequence[EventKey]) -> None:
    if ruling not in RULINGS:
        raise JudgementError(f"{ruling!r} is no ruling", hint=f"one of: {', '.join(RULINGS)}")
    missing = [str(key) for key in (*events, *others) if index.number(key) is None]
    if missing:
        raise JudgementError(f"no event {missing[0]} in the record", hint="dateline events --format jsonl")
    if ruling == "same" and len(set(events)) < 2:
        raise JudgementError("one event alone cannot be the same", hint="name two events or incidents")
    if ruling != "same" and (not others or set(events) & set(others)):
        raise JudgementError(f"{ruling} needs two sides that share no event", hint="name both")


def members(store: Store, id: str) -> tuple[EventKey, ...]:
    """The events of the standing incident `id`. Raises JudgementError where there is none."""
    found = store.incident(id)
    if found is None or not found.standing:
        raise JudgementError(f"no incident {id} stands", hint="dateline incidents")
    return tuple(EventKey(*key) for key in found.record["events"])


def record_at(store: Store, at: str) -> tuple[Mapping[str, Any], ...]:
    """The incidents as they stood at the time `at` (ISO 8601, UTC), by id."""
    return tuple(version.record for version in store.incidents_as_of(at))
