"""What people decided, kept in memory and read on from where it stood: no screen reads it all again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from dateline.store import KeptJudgement, SqlStore
from dateline.store.changes import FIELDS
from dateline.store.judgements import BEGINNING, hash_judgement
from dateline.store.rows import dump_json
from dateline.text.hashing import short_id

EVENT, ASSIGN = "event ", "queue.assign"
TAKE_BACK = "event.take_back"
BLIND = "reading.blind"
ADD = "event.add"
DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a person left an event: its type ('deleted' where it is none), status, and all it says, hashed."""

    number: int
    who: str
    kind: str
    type: str
    status: str
    whole: str
    confidence: float


@dataclass(slots=True)
class Ledger:
    """The chain so far: its length and last hash, where it is broken, and what stands about each event.

    `standing` holds, by subject ('event REPORT/EVENT'), the verdicts that were not taken back, oldest first;
    `blind` those of people who were not shown the others'.
    """

    number: int = 0
    hash: str = BEGINNING
    broken: int | None = None
    standing: dict[str, list[Verdict]] = field(default_factory=dict)
    assigned: dict[str, str] = field(default_factory=dict)
    blind: dict[str, list[Verdict]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def read_on(self, store: SqlStore) -> Ledger:
        """Takes in what was decided since; returns itself."""
        with self._lock:
            for kept in store.judgements(after=self.number):
                self._take(kept)
        return self

    def _take(self, kept: KeptJudgement) -> None:
        true_hash = hash_judgement(kept.seq, kept.at, kept.judgement, self.hash)
        fits = (kept.seq, kept.previous, kept.hash) == (self.number + 1, self.hash, true_hash)
        if not fits and self.broken is None:
            self.broken = self.number + 1
        self.number, self.hash = kept.seq, kept.hash
        said = kept.judgement
        if said.kind == ASSIGN:
            self._assign(said.subject.removeprefix("queue "), said.after)
        elif said.kind == BLIND:
            self.blind.setdefault(said.subject, []).append(_verdict(kept))
        elif said.kind == TAKE_BACK:
            left = [v for v in self.standing.get(said.subject, []) if v.number != said.after["number"]]
            self.standing[said.subject] = left
        elif said.kind.startswith("event."):
            self.standing.setdefault(said.subject, []).append(_verdict(kept))

    def _assign(self, subject: str, after: Mapping[str, Any]) -> None:
        if after.get("to"):
            self.assigned[subject] = after["to"]
        else:
            self.assigned.pop(subject, None)

    def is_decided(self, subject: str) -> bool:
        """Whether a decision about it stands."""
        return bool(self.standing.get(subject))

    def decided_unsure(self, most: float) -> int:
        """How many events of at most that confidence were decided and are still as unsure as they were."""
        latest = (said[-1] for said in list(self.standing.values()) if said)
        return sum(v.type != DELETED and v.confidence <= most for v in latest)

    def read_twice(self) -> Iterator[tuple[str, tuple[Verdict, ...]]]:
        """The events that several people decided about, each with the last verdict of every one of them."""
        for subject, said in sorted(self.standing.items()):
            by_person = {v.who: v for v in said}
            if len(by_person) > 1:
                yield subject, tuple(sorted(by_person.values(), key=lambda v: v.number))

    def is_added(self, subject: str) -> bool:
        """Whether a person added it: the coder left no such event."""
        said = self.standing.get(subject)
        return bool(said) and said is not None and said[0].kind == ADD

    def blind_verdicts(self) -> Iterator[Verdict]:
        """Every blind reading."""
        yield from (verdict for said in list(self.blind.values()) for verdict in said)

    def read_blind(self) -> Iterator[tuple[str, tuple[Verdict, ...]]]:
        """The events with a blind reading: the last verdict of the first who decided, and each blind one."""
        for subject, blind in sorted(self.blind.items()):
            said = self.standing.get(subject, [])
            first = [v for v in said if v.who == said[0].who][-1:]
            last = {v.who: v for v in blind if not first or v.who != first[0].who}
            verdicts = (*first, *last.values())
            if len(verdicts) > 1:
                yield subject, verdicts


def _verdict(kept: KeptJudgement) -> Verdict:
    said, event = kept.judgement, kept.judgement.after
    if not event:
        return Verdict(kept.seq, said.who, said.kind, DELETED, "", DELETED, 1.0)
    whole = short_id(dump_json([event.get(name) for name in FIELDS if name != "confidence"]))
    confidence = float(event.get("confidence", 1.0))
    return Verdict(kept.seq, said.who, said.kind, event["type"], event["status"], whole, confidence)
