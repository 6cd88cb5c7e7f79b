"""What everyone at the desk shares: the open record and its incidents, the codebook, the coder, the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock

from dateline.codebook import Codebook, load_codebook
from dateline.desk.accounts import Accounts, Person, open_accounts
from dateline.desk.atlas import Asked, Atlas, Picked
from dateline.desk.atlases import Atlases
from dateline.desk.corrections import Standing, apply_judgements, by_event, subject_of
from dateline.desk.jobs import Jobs
from dateline.desk.ledger import Ledger
from dateline.desk.persons import public_names
from dateline.desk.regions import in_area, saved_areas
from dateline.desk.rules import Rules, load_rules
from dateline.desk.veil import Veil
from dateline.errors import UsageError
from dateline.model import CodedReport, Report
from dateline.publish.context import Context
from dateline.publish.public import PublicRules
from dateline.publish.public import load_rules as load_public_rules
from dateline.run import CoderOptions, open_coder
from dateline.run.identity import Identity, identify_coder
from dateline.store import SqlStore

Code = Callable[[Report], CodedReport]


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
    atlases: Atlases = field(init=False)
    _ledger: Ledger = field(default_factory=Ledger)

    def __post_init__(self) -> None:
        self.atlases = Atlases(self.store)

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook that types, titles and colours come from."""
        return load_codebook(self.options.codebook)

    @cached_property
    def context(self) -> Context:
        """What the shared page parts need to know."""
        return Context(codebook=self.codebook)

    @cached_property
    def code(self) -> Code:
        """The coder, opened when the first report is coded."""
        return open_coder(self.options)

    @cached_property
    def identity(self) -> Identity:
        """What the coder is known by."""
        return identify_coder(self.options)

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
        atlas = self.atlases.last()
        known: frozenset[str] | None = atlas.kept.get("public names")
        if known is None:
            known = atlas.kept["public names"] = public_names(self.store, self.public_rules)
        return known

    def atlas(self, veil: Veil | None = None) -> Atlas:
        """The incidents as the map and the timeline ask for them, read again where they changed."""
        return self.atlases.now(veil)

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

    def close(self) -> None:
        """Ends the jobs and gives back the database."""
        self.jobs.stop()
        self.atlases.keep()
        self.store.close()


def open_desk(store: SqlStore, options: CoderOptions, *, single_user: bool = True, user: str = "me") -> Desk:
    """The desk over an open record. With `single_user` there are no accounts; `user` signs decisions."""
    return Desk(store, options, None if single_user else open_accounts(str(store)), user)
