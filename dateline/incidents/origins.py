"""How many independent origins an incident has: tellings that rest on one text, agency or source count
once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.incidents.features.sides import match
from dateline.incidents.record import LinkActor, LinkEvent, fold, read_actor
from dateline.incidents.reprints import COPIED, LEAST
from dateline.model.incident import EventKey

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

    reasons: dict[EventKey, list[str]] = {e.key: [] for e in events}
    for a, b in combinations(events, 2):
        why = common_origin(a, b)
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


def common_origin(a: LinkEvent, b: LinkEvent) -> str | None:
    """Why two tellings rest on one origin, or None where they are independent as far as can be seen."""
    if a.report.id == b.report.id:
        return f"both in {a.report.id}"
    if a.runs and b.runs and len(a.runs & b.runs) * 2 >= min(len(a.runs), len(b.runs)):
        return f"{a.key} and {b.key} tell it in the same words"
    share = _shared_text(a, b)
    if share >= COPIED * 2:
        return f"{b.report.id} and {a.report.id} share {share:.0%} of their text"
    agency = sorted(a.report.credits & b.report.credits)
    if agency:
        return f"both rest on {agency[0]}"
    sources = sorted(_sources(a) & _sources(b))
    if sources and len(_sources(a)) == len(_sources(b)) == 1:
        return f"both rest on {sources[0]}"
    return None


def _shared_text(a: LinkEvent, b: LinkEvent) -> float:
    ours, theirs = a.report.prints, b.report.prints
    common = len(ours & theirs)
    return common / min(len(ours), len(theirs)) if common >= LEAST else 0.0


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
