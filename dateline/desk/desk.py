"""What the desk works with: the record, its incidents, the coder, and the changes people make to them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from threading import RLock
from typing import Any

from dateline.codebook import Codebook, load_codebook
from dateline.desk.accounts import Accounts, Person, open_accounts
from dateline.desk.atlas import Asked, Atlas, Picked
from dateline.desk.corrections import Standing, apply_judgements, by_event, subject_of
from dateline.desk.jobs import Job, Jobs
from dateline.desk.ledger import ASSIGN, Ledger
from dateline.desk.persons import public_names
from dateline.desk.regions import in_area, saved_areas
from dateline.desk.rules import Rules, load_rules
from dateline.desk.summaries import keep_atlas, kept_atlas, summary_path
from dateline.desk.surveying import load_atlas, refresh_atlas
from dateline.desk.veil import Veil
from dateline.errors import JudgementError, UnreadableError, UsageError
from dateline.incidents.index import Index
from dateline.incidents.keep import judge as judge_incidents
from dateline.incidents.keep import open_index, take_back, update_incidents
from dateline.model import CodedReport, Report
from dateline.model.incident import EventKey
from dateline.publish.context import Context
from dateline.publish.public import PublicRules
from dateline.publish.public import load_rules as load_public_rules
from dateline.read import Incoming, Quarantined, read_bytes, read_source
from dateline.run import CoderOptions, open_coder
from dateline.run.identity import Identity, identify_coder
from dateline.store import IncidentFilter, Judgement, KeptJudgement, SqlStore

Code = Callable[[Report], CodedReport]
WORTH_KEEPING = 5000
"""So many incidents are worth a file that keeps them for the next start."""

log = logging.getLogger("dateline.desk")


class Moved(Exception):
    """An incident changed since its page was shown: what a person decided about may not be what is there."""


@dataclass
class Desk:
    """One open record. `accounts` is None in single-user mode, where whoever sits there may do everything."""

    store: SqlStore
    options: CoderOptions
    accounts: Accounts | None = None
    user: str = "me"
    jobs: Jobs = field(default_factory=Jobs)
    tiles: str | None = None
    public_rules: PublicRules = field(default_factory=load_public_rules)
    lock: RLock = field(default_factory=RLock)
    _ledger: Ledger = field(default_factory=Ledger)
    _atlases: dict[bool, Atlas] = field(default_factory=dict)
    _atlas_lock: RLock = field(default_factory=RLock)
    _kept: str = ""

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook that types, titles and colours come from."""
        return load_codebook(self.options.codebook)

    @cached_property
    def context(self) -> Context:
        """What the shared page parts need to know."""
        return Context(codebook=self.codebook)

    @cached_property
    def _code(self) -> Code:
        return open_coder(self.options)

    @cached_property
    def _identity(self) -> Identity:
        return identify_coder(self.options)

    # what is there

    @cached_property
    def rules(self) -> Rules:
        """What readers do not see, and what is folded."""
        return load_rules(str(self.store))

    def veil(self, person: Person) -> Veil | None:
        """What stands between this person and the record, if anything."""
        hidden = self.rules.veil and not person.may("coder")
        return self._veil if hidden else None

    @cached_property
    def _veil(self) -> Veil:
        return Veil(self.rules, self.codebook, self.public_rules, self._public_names)

    def _public_names(self) -> frozenset[str]:
        # Counted once for a state of the record: it takes a look at every name of every event.
        atlas = self._atlases.get(False) or self.atlas()
        known: frozenset[str] | None = atlas.kept.get("public names")
        if known is None:
            known = atlas.kept["public names"] = public_names(self.store, self.public_rules)
        return known

    def atlas(self, veil: Veil | None = None) -> Atlas:
        """The incidents as the map and the timeline ask for them, read again where they changed."""
        with self._atlas_lock:
            known = self._atlases.get(veil is not None)
            if known:
                found = load_atlas(self.store, known, seen=veil.spot if veil else None)
            elif veil:
                whole = self.atlas()
                found = Atlas.of(map(veil.spot, whole.spots), whole.changed)
            else:
                found = self._first_atlas()
            self._atlases[veil is not None] = found
            return found

    def _first_atlas(self) -> Atlas:
        kept = kept_atlas(summary_path(str(self.store)))
        if kept is None:
            return load_atlas(self.store)
        self._kept = kept.changed
        return refresh_atlas(self.store, kept)

    def keep_summary(self) -> None:
        """Keeps the atlas for the next start, where reading it anew would take long and something changed."""
        with self._atlas_lock:
            atlas = self._atlases.get(False)
            if atlas is None or atlas.changed == self._kept or len(atlas.spots) < WORTH_KEEPING:
                return
            try:
                keep_atlas(summary_path(str(self.store)), atlas)
            except OSError as error:
                log.warning("the summary of the incidents is not kept: %s", error)
            self._kept = atlas.changed

    def pick(self, atlas: Atlas, asked: Asked) -> Picked:
        """The positions of the incidents asked for. Raises UsageError where no area of that name is saved."""
        if not asked.area:
            return atlas.pick(asked)
        area = next((a for a in saved_areas(self.store) if a.name == asked.area), None)
        if area is None:
            raise UsageError(f"area: no area is saved as {asked.area!r}", hint="see the screen Areas")
        return atlas.pick(asked, in_area(atlas, area))

    def ledger(self) -> Ledger:
        """What people decided so far."""
        return self._ledger.read_on(self.store)

    def report(self, id: str) -> tuple[Report, CodedReport, dict[str, Standing]] | None:
        """A report, its record as people left it, and what they decided about its events."""
        report, coded = self.store.report(id), self.store.coded(id)
        if report is None or coded is None:
            return None
        decided = by_event(self.store.judgements(begins=subject_of(id, "")), id)
        return report, apply_judgements(coded, decided), decided

    # adding reports

    def add_bytes(self, data: bytes, *, name: str, media_type: str | None = None, **known: Any) -> Job:
        """Reads and codes a pasted text or an uploaded file; `known` is told of reports that do not say."""
        reads = read_bytes(data, origin=name, media_type=media_type)
        return self.jobs.start(name, lambda job: self._take_in(job, (_told(r, **known) for r in reads)))

    def add_samples(self) -> Job:
        """Reads and codes the sample reports that ship with the package."""
        folder = str(files("dateline").joinpath("samples"))
        wanted = (p for p in sorted(Path(folder).iterdir()) if p.name != "README.md")
        reads = (read for path in wanted for read in read_source(str(path)))
        named = (r if isinstance(r, Quarantined) else replace(r, origin=Path(r.origin).name) for r in reads)
        return self.jobs.start("the sample reports", lambda job: self._take_in(job, named))

    def catch_up(self) -> Job:
        """Lays corrections over whatever was coded again since, and links what is not linked yet."""
        return self.jobs.start("bringing the record up to date", self._catch_up)

    def _take_in(self, job: Job, reads: Iterator[Incoming | Quarantined]) -> None:
        for read in reads:
            if isinstance(read, Quarantined):
                self.store.set_aside(read.origin, read.reason, sha256=read.sha256)
                job.problems.append(f"{read.origin}: {read.reason}")
                continue
            try:
                self._take_in_one(job, replace(read, report=self.store.complete(read.report)))
            except UnreadableError as error:
                job.problems.append(f"{read.origin}: {error.message}")

    def _take_in_one(self, job: Job, incoming: Incoming) -> None:
        report, made_by = incoming.report, self._identity
        known = self.store.is_coded(
            report, codebook=made_by.codebook, coder=made_by.coder, settings=made_by.settings
        )
        if not known:
            self.store.add(incoming, self._code(report), settings=made_by.settings)
        self._relink(report.id)
        job.reports.append(report.id)

    def _catch_up(self, job: Job) -> None:
        judged = {
            k.judgement.subject.removeprefix("event ").rpartition("/")[0] for k in self._event_judgements()
        }
        for id in sorted(judged):
            self._settle(id)
        with self._linking() as index:
            update_incidents(self.store, index)

    def _event_judgements(self) -> Iterator[KeptJudgement]:
        return iter(self.store.judgements(kind="event."))

    # deciding

    def decide(
        self,
        kind: str,
        report_id: str,
        event_id: str,
        *,
        before: Any,
        after: Any,
        who: str,
        seen: int,
        why: str = "",
    ) -> KeptJudgement:
        """Keeps a decision about an event and lets the record, its lists and its incidents follow.

        Arguments: `before` and `after`, the event as JSON, None where there is none; `seen`, the number of
        the latest decision about the event that its form showed. Raises OvertakenError where there is a later
        one, be it from another process.
        """
        subject = subject_of(report_id, event_id)
        with self.lock:
            kept = self.store.judge(Judgement(who, kind, subject, before, after, why), seen=seen)
            self._settle(report_id)
            self._relink(report_id)
        return kept

    def assign(self, report_id: str, event_id: str, to: str, *, who: str) -> None:
        """Gives an event of the queue to a person, or to nobody where `to` is empty."""
        subject = f"queue {subject_of(report_id, event_id)}"
        self.store.judge(Judgement(who, ASSIGN, subject, None, {"to": to}))

    def rule(
        self,
        ruling: str,
        ours: tuple[EventKey, ...],
        theirs: tuple[EventKey, ...],
        *,
        who: str,
        why: str,
        seen: Mapping[str, int],
    ) -> None:
        """Keeps a decision about incidents: 'same' merges, 'not_same' splits. Raises JudgementError.

        `seen`: which version of which incident was shown. Raises Moved where one is another by now.
        """
        with self._linking() as index:
            for id, version in seen.items():
                now = self.store.incident(id)
                if now is None or now.version != version:
                    raise Moved(id)
            judge_incidents(self.store, index, ruling, ours, theirs, who=who, why=why)

    def take_back_ruling(self, number: int, *, who: str) -> None:
        """Takes a decision about incidents back. Raises JudgementError where none of that number stands."""
        with self._linking() as index:
            take_back(self.store, index, number, who=who)

    @contextmanager
    def _linking(self) -> Iterator[Index]:
        # An index belongs to the thread that opened it.
        with self.lock, closing(open_index(self.store)) as index:
            yield index

    def _settle(self, report_id: str) -> None:
        # The corrected coding is kept under the coder's own name, so that a later run knows the report. It is
        # looked at again once kept: another process may have decided about the same report in between.
        while not self._is_settled(report_id):
            pass

    def _is_settled(self, report_id: str) -> bool:
        found, original = self.report(report_id), self.store.original(report_id)
        if found is None or original is None:
            raise JudgementError(f"no report {report_id} in the record", hint="dateline events")
        report, coded, _ = found
        if coded == self.store.coded(report_id):
            return True
        retrieved = datetime.fromisoformat(original.retrieved) if original.retrieved else None
        incoming = Incoming(report, original.content, original.media_type, original.origin, retrieved)
        head = next(c for c in self.store.codings(report_id) if c.current)
        return self.store.add(incoming, coded, settings=head.settings) == "known"

    def _relink(self, report_id: str) -> None:
        with self._linking() as index:
            update_incidents(self.store, index, reports=[report_id])

    def close(self) -> None:
        """Ends the jobs and gives back the database."""
        self.jobs.stop()
        self.keep_summary()
        self.store.close()


def _told(
    read: Incoming | Quarantined,
    published: date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Incoming | Quarantined:
    if isinstance(read, Quarantined):
        return read
    own = read.report
    told = replace(
        own,
        published=own.published or published,
        outlet=own.outlet or outlet,
        title=own.title or title,
        url=own.url or url,
    )
    return replace(read, report=told)


def is_empty(store: SqlStore) -> bool:
    """Whether the record holds no report and no incident yet."""
    return next(store.each_report(), None) is None and not store.incidents(IncidentFilter(), limit=1)


def open_desk(store: SqlStore, options: CoderOptions, *, single_user: bool = True, user: str = "me") -> Desk:
    """The desk over an open record. With `single_user` there are no accounts; `user` signs decisions."""
    return Desk(store, options, None if single_user else open_accounts(str(store)), user)
