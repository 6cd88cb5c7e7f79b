"""What needs a person first, and why: unsure, not located, contested, a new type, in a saved area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dateline.desk.atlas import Atlas, Flags
from dateline.desk.desk import Desk
from dateline.desk.ledger import EVENT, Ledger
from dateline.desk.regions import in_area, saved_areas
from dateline.model.incident import EventKey
from dateline.store import EventFilter, EventRow

UNSURE = 0.6
NEW = 5
REASONS = {
    "unsure": "Unsure",
    "unlocated": "Not located",
    "contested": "Contested",
    "new_type": "New type",
    "area": "In a saved area",
}
BATCH = 200


@dataclass(frozen=True, slots=True)
class Item:
    """An event that waits for a person: why, whose it is (None: nobody's), and which incident it is in."""

    row: EventRow
    reasons: tuple[str, ...]
    assigned: str | None
    incident: str | None


@dataclass(frozen=True)
class Queue:
    """The incidents that wait, by reason; 'unsure' is asked of the events themselves.

    An incident waits until all its events are decided. A type is new of which there are fewer than NEW.
    """

    desk: Desk
    atlas: Atlas
    ledger: Ledger
    flags: dict[str, Flags]

    def counts(self) -> dict[str, int]:
        """How many wait for each reason: events for 'unsure', incidents for the others."""
        unsure = self.desk.store.count_events(EventFilter(max_confidence=UNSURE))
        counts = {name: int(flags.sum()) for name, flags in self.flags.items()}
        return {"unsure": max(0, unsure - self.ledger.decided_unsure(UNSURE)), **counts}

    def waiting(self, reason: str) -> Iterator[Item]:
        """The events that wait for `reason`, the least sure or the newest first."""
        if reason == "unsure":
            yield from self._unsure()
            return
        for n in np.flatnonzero(self.flags[reason]):
            key = next((k for k in self.atlas.spots[int(n)].events if not self._is_decided(k)), None)
            yield from self._items(key) if key else ()

    def assigned_to(self, who: str) -> Iterator[Item]:
        """The events that were given to this person and that nobody decided about yet."""
        for subject, name in sorted(self.ledger.assigned.items()):
            key = subject.removeprefix(EVENT)
            if name == who and not self._is_decided(key):
                yield from self._items(key)

    def _is_decided(self, key: str) -> bool:
        return self.ledger.is_decided(EVENT + key)

    def _unsure(self) -> Iterator[Item]:
        asked, after = EventFilter(max_confidence=UNSURE), None
        while True:
            found = self.desk.store.events(asked, order="unsure", after=after, limit=BATCH)
            for row in found.rows:
                if not self._is_decided(f"{row.report.id}/{row.event.id}"):
                    yield self._item(row)
            if found.next is None:
                return
            after = found.next

    def _items(self, key: str) -> Iterator[Item]:
        report, event = EventKey.parse(key)
        asked = EventFilter(reports=(report,), ids=(event,))
        yield from (self._item(row) for row in self.desk.store.events(asked, limit=1).rows)

    def _item(self, row: EventRow) -> Item:
        key = f"{row.report.id}/{row.event.id}"
        position = self.atlas.terms["events"].first_bearing(key)
        reasons = ["unsure"] if row.event.confidence <= UNSURE else []
        if position is not None:
            reasons += [name for name, flags in self.flags.items() if flags[position]]
        incident = None if position is None else self.atlas.spots[position].id
        return Item(row, tuple(reasons), self.ledger.assigned.get(EVENT + key), incident)


def open_queue(desk: Desk) -> Queue:
    """The queue as it now is."""
    atlas, ledger = desk.atlas(), desk.ledger()
    types, columns = atlas.terms["type"], atlas.columns
    few = [name for name, count in types.commonest(len(types.known)) if count < NEW]
    nowhere = np.zeros(len(atlas.spots), dtype=bool)
    flags = {
        "unlocated": columns["unplaced"] > 0,
        "contested": columns["contested"] > 0,
        "new_type": types.having(few),
        "area": np.logical_or.reduce([nowhere, *(in_area(atlas, a) for a in saved_areas(desk.store))]),
    }
    decided = (s.removeprefix(EVENT) for s, said in list(ledger.standing.items()) if said)
    done = atlas.terms["events"].all_among(decided)
    return Queue(desk, atlas, ledger, {name: flag & ~done for name, flag in flags.items()})
