"""How many independent origins an incident has: tellings that rest on one text, agency or source count
once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.incidents.features.sides import match
from dateline.incidents.names import fold, read_actor
from dateline.incidents.record import LinkActor, LinkEvent
from dateline.incidents.reprints import Reprint, find_reprints
from dateline.model.incident import EventKey

MOSTLY = 0.5
"""From this share (0..1) of the shorter text on, all that two reports tell rests on one text."""

VAGUE = frozenset(
    {"reports", "report", "media reports", "local media", "media", "unnamed", "sources", "source"}
)
"""Sources that are no one in particular: sharing them makes no common origin."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Tellings that count once, and why they do."""

    events: tuple[EventKey, ...]
    why: tuple[str, ...] = ()


def find_origins(events: Sequence[LinkEvent]) -> tuple[Origin, ...]:
    """The independent origins among an incident's tellings, in order of their first event."""
    events = sorted(events, key=lambda e: e.key)
    held = {e.key: e.key for e in events}

    def find(key: EventKey) -> EventKey:
        while held[key] != key:
            key = held[key]
        return key

    copies = _copies(events)
    reasons: dict[EventKey, list[str]] = {e.key: [] for e in events}
    for a, b in combinations(events, 2):
        why = common_origin(a, b, copies)
        if why:
            x, y = sorted((find(a.key), find(b.key)))
            held[y] = x
            reasons[a.key].append(why)
    members: dict[EventKey, list[EventKey]] = {}
    for event in events:
        members.setdefault(find(event.key), []).append(event.key)
    return tuple(
        Origin(tuple(keys), tuple(dict.fromkeys(why for key in keys for why in reasons[key])))
        for _, keys in sorted(members.items())
    )


def _copies(events: Sequence[LinkEvent]) -> dict[frozenset[str], Reprint]:
    prints = {e.report.id: e.report.prints for e in events}
    return {frozenset((r.a, r.b)): r for r in find_reprints(prints, share=MOSTLY)}


def common_origin(a: LinkEvent, b: LinkEvent, copies: Mapping[frozenset[str], Reprint]) -> str | None:
    """Why two tellings rest on one origin, or None where they are independent as far as can be seen.

    `copies`: the reports that mostly share their text, by their two ids.
    """
    if a.report.id == b.report.id:
        return f"both in {a.report.id}"
    if a.runs and b.runs and len(a.runs & b.runs) * 2 >= min(len(a.runs), len(b.runs)):
        return f"{a.key} and {b.key} tell it in the same words"
    copy = copies.get(frozenset((a.report.id, b.report.id)))
    if copy:
        return (
            f"{copy.b} and {copy.a} are one text ({copy.kind}: {max(copy.share_a, copy.share_b):.0%} shared)"
        )
    agency = sorted(a.report.credits & b.report.credits)
    if agency:
        return f"both rest on {agency[0]}"
    sources = sorted(_sources(a) & _sources(b))
    if sources and len(_sources(a)) == len(_sources(b)) == 1:
        return f"both rest on {sources[0]}"
    return None


def _sources(event: LinkEvent) -> set[str]:
    """Who the telling rests on: the innermost source of each chain."""
    return {name for chain in event.chains if chain and (name := fold(chain[-1].name)) not in VAGUE}


def source_kinds(events: Sequence[LinkEvent]) -> Mapping[str, int]:
    """How many tellings rest on each kind of source; 'outlet' where the outlet asserts it in its own
    voice."""
    counts: dict[str, int] = {}
    for event in events:
        kinds = {link.kind or "source" for chain in event.chains for link in chain} or {"outlet"}
        for kind in kinds:
            counts[kind] = counts.get(kind, 0) + 1
    return dict(sorted(counts.items()))


def parties_among_sources(events: Sequence[LinkEvent]) -> tuple[str, ...]:
    """The sources that are themselves a side of the incident, by name, in order."""
    sides = {a.key: a for e in events for a in (*e.actors, *e.targets) if a.own}
    names = {link.name for e in events for chain in e.chains for link in chain}
    return tuple(sorted(name for name in names if _is_side(read_actor({"name": name}), sides)))


def _is_side(source: LinkActor, sides: Mapping[str, LinkActor]) -> bool:
    return any(match(source, side) in ("same", "alike") for side in sides.values())


def sayers(event: LinkEvent) -> Iterator[str]:
    """Who says so: each chain as 'outermost, citing …'; the outlet (or report) in its own voice without
    one."""
    outlet = event.report.outlet or event.report.id
    if not event.chains:
        yield outlet
    for chain in event.chains:
        yield " citing ".join(link.name for link in chain)
