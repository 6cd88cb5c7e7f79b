"""What is published: coded reports with their text, and from them occurrences, told once or often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.model import CodedReport, Event, ReportHead
from dateline.text.hashing import short_id

EventKey = tuple[str, str]
"""(report id, event id)."""


@dataclass(frozen=True, slots=True)
class Record:
    """A coded report and, where it is at hand, the report's whole text.

    `aside` are the report's events that were not asked for: not published, but whom they name is held back
    from the public all the same.
    """

    coded: CodedReport
    text: str | None = None
    aside: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one report tells it, with that report's head and what coded it."""

    report: ReportHead
    event: Event
    codebook: str = ""
    coder: str = ""

    @property
    def key(self) -> str:
        """'report id/event id', as the trace names it."""
        return f"{self.report.id}/{self.event.id}"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What is judged to have happened once: a single event, or the events of one incident.

    `id` is the incident's id; that of an event that stands alone is made of report and event as an incident's
    is of its first event, so that it stays when a second report tells the same. `tellings` is never empty and
    is sorted by report and place in the text, so that the order of the input changes nothing. `events` are
    the events alone.
    """

    id: str
    tellings: tuple[Telling, ...]
    events: tuple[Event, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "events", tuple([t.event for t in self.tellings]))

    @property
    def keys(self) -> tuple[str, ...]:
        """The events it is made of, as 'report/event'."""
        return tuple([t.key for t in self.tellings])

    @property
    def lead(self) -> Telling:
        """The telling the coder is surest of; of equals, the first."""
        return max(self.tellings, key=lambda t: t.event.confidence)


def tellings_of(record: Record) -> Iterator[Telling]:
    """Every event of a coded report, with its report."""
    coded = record.coded
    for event in coded.events:
        yield Telling(coded.report, event, coded.codebook, coded.coder)


def occurrences(
    records: Iterable[Record], incidents: Mapping[str, Iterable[EventKey]] | None = None
) -> Iterator[Occurrence]:
    """The occurrences that `records` tell of, as a stream.

    `incidents` maps an incident's id to its events. An event of no incident stands alone and comes out at
    once; an incident comes out with the last of its events, or at the end where some of them never came, so
    that only open incidents are held in memory.
    """
    members = {key: incident for incident, keys in (incidents or {}).items() for key in keys}
    waiting = {incident: set(keys) for incident, keys in (incidents or {}).items()}
    open_: dict[str, list[Telling]] = {}
    for telling in (t for record in records for t in tellings_of(record)):
        key = (telling.report.id, telling.event.id)
        incident = members.get(key)
        if incident is None:
            yield Occurrence(short_id(*key), (telling,))
            continue
        open_.setdefault(incident, []).append(telling)
        waiting[incident].discard(key)
        if not waiting[incident]:
            yield _occurrence(incident, open_.pop(incident))
    for incident in sorted(open_):
        yield _occurrence(incident, open_[incident])


def _occurrence(id: str, tellings: list[Telling]) -> Occurrence:
    order = sorted(tellings, key=lambda t: (t.report.id, t.event.mentions[:1], t.event.id))
    return Occurrence(id, tuple(order))
