"""A group of sightings made into an event: every value with its words, whom or what it means, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dateline.code.chain_weigh import Occasion, chains_of_event
from dateline.code.join import Seen
from dateline.code.judge import group_type, group_types, surest_of
from dateline.code.kit import Kit
from dateline.code.labels import ROLES
from dateline.code.roles import explain
from dateline.code.scene import Scene
from dateline.code.settle import Settled
from dateline.code.sightings import reader_chance
from dateline.code.status import decide_status
from dateline.code.toll_find import Tally
from dateline.code.toll_numbers import number_at
from dateline.model import Actor, Chain, Event, PlaceRef, Span, Toll, Weapon, When
from dateline.model.event import event_id
from dateline.places import PlaceContext, resolve_places

Roles = Mapping[str, Sequence[Settled]]
_SOURCE = ROLES.index("source")


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before its places are resolved, which is done for all of a report's events together."""

    group: tuple[Seen, ...]
    type: str
    confidence: float
    confidence_why: str
    roles: Roles


def draft_event(group: Sequence[Seen], roles: Roles, confidence: float, why: str) -> Draft:
    """The draft of an event that was judged to count."""
    return Draft(tuple(group), group_type(group), confidence, why, roles)


def compose_events(scene: Scene, drafts: Sequence[Draft], kit: Kit) -> tuple[Event, ...]:
    """The events of a report, in the order of their first mention."""
    spans = sorted({s.filled.candidate.span for d in drafts for s in d.roles["place"]})
    countries = _countries(scene)
    context = PlaceContext(
        published=scene.report.published,
        outlet=scene.report.outlet,
        title=scene.report.title,
        countries=countries,
        mentions=spans,
    )
    found = dict(zip(spans, resolve_places(scene.text, spans, kit.gazetteer, context=context), strict=True))
    return tuple(_compose(scene, draft, found, kit) for draft in drafts)


def _countries(scene: Scene) -> dict[str, float]:
    leading = scene.voices.names.cast.leading
    return {leading: 0.5} if leading else {}


def _compose(scene: Scene, draft: Draft, places: dict[Span, PlaceRef], kit: Kit) -> Event:
    mentions = _mentions(scene, draft.group)
    status, status_why = _status(scene, draft, kit)
    family = kit.codebook.types[draft.type].family
    actors = actors_of(scene, draft.roles["actor"])
    occasion = occasion_of(scene, draft, status, actors, kit)
    chains = chains_of_event(scene.voices, occasion, kit.decisions["chain"], kit.floors)
    return Event(
        id=event_id(scene.report.sha256, kit.codebook.id, draft.type, mentions),
        type=draft.type,
        family=family,
        status=status,  # type: ignore[arg-type]
        confidence=draft.confidence,
        mentions=mentions,
        actors=actors,
        targets=_without(actors_of(scene, draft.roles["target"]), actors),
        places=_places(scene, draft.roles["place"], places),
        date=_date(scene, draft.roles["date"]),
        toll=_toll(scene, draft.roles["toll"], kit),
        weapons=_weapons(scene, draft.roles["weapon"]),
        chains=tuple(_chain_in_report(scene, chain) for chain in chains),
        type_why=_type_why(draft, kit),
        status_why=status_why,
        confidence_why=draft.confidence_why,
    )


def occasion_of(scene: Scene, draft: Draft, status: str, actors: Sequence[Actor], kit: Kit) -> Occasion:
    """An event as its chains are decided by."""
    family = kit.codebook.types[draft.type].family
    return Occasion(
        mentions=_mentions(scene, draft.group),
        type=draft.type,
        family=family,
        status=status,
        speech=family == "speech",
        actors=tuple(a.span for a in actors),
        actor_names=tuple(a.name for a in actors),
        read=partial(_read_source, scene, draft.group),
    )


def _read_source(scene: Scene, group: Sequence[Seen], span: Span) -> float:
    """The reader's chance that the words of `span` are a source of what a group of sightings tells."""
    starts = [w.start for w in scene.raw.words]
    words = scene.reader_words(span.start, span.end, starts)
    return max(reader_chance(s.sighting, _SOURCE, words) for s in group)


def _mentions(scene: Scene, group: Sequence[Seen]) -> tuple[Span, ...]:
    """The mentions in the order of the text; those that touch ('re' and '-positioned') are one."""
    merged: list[Span] = []
    for span in sorted(s.sighting.span for s in group):
        last = merged[-1] if merged else None
        if (
            last is not None
            and span.start <= last.end + 1
            and "\n" not in scene.report.text[last.end : span.start]
        ):
            merged[-1] = Span.of(scene.report.text, last.start, max(last.end, span.end))
        else:
            merged.append(_in_report(scene, span))
    return tuple(merged)


def _in_report(scene: Scene, span: Span) -> Span:
    return Span.of(scene.report.text, span.start, span.end)


def _type_why(draft: Draft, kit: Kit) -> str:
    best = surest_of(draft.group).sighting
    rule = f"; the codebook's {best.rule}" if best.rule else ""
    if best.raw is None:
        return f"{best.span.text!r} is a word of {draft.type}{rule}"
    chance = group_types(draft.group)[draft.type]
    return f"{best.span.text!r} read as {draft.type} with chance {chance:.2f} by {kit.reader.name}{rule}"


def _status(scene: Scene, draft: Draft, kit: Kit) -> tuple[str, str]:
    status, chance, reasons = decide_status(scene, draft.group, kit)
    return status, explain(reasons, chance)


def _chain_in_report(scene: Scene, chain: Chain) -> Chain:
    return tuple(replace(link, span=_in_report(scene, link.span)) for link in chain)


def actors_of(scene: Scene, settled: Sequence[Settled]) -> tuple[Actor, ...]:
    names = scene.voices.names
    found: list[Actor] = []
    for one in settled:
        candidate = one.filled.candidate
        named = names.of_head(candidate.phrase.head)
        why = f"{one.why}; {named.why}"
        found.append(Actor(_in_report(scene, candidate.span), named.name, named.id, named.country, why))
    return _without_nested(found)


def _without_nested(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Without those that lie within another's words ('the army' in 'members of the army')."""
    return tuple(
        a
        for a in actors
        if not any(b is not a and b.span.covers(a.span) and b.span != a.span for b in actors)
    )


def _without(targets: Sequence[Actor], actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Targets that are not already actors by the same words."""
    taken = {a.span for a in actors}
    return tuple(t for t in targets if t.span not in taken)


_FINE = {"site": 0, "settlement": 1, "district": 2, "region": 3, "country": 4}


def _places(scene: Scene, settled: Sequence[Settled], found: dict[Span, PlaceRef]) -> tuple[PlaceRef, ...]:
    """The event's places, the most specific first; one that repeats another's words or entry is left out."""
    refs: list[PlaceRef] = []
    spans = [s.filled.candidate.span for s in settled]
    for one, span in zip(settled, spans, strict=True):
        ref = found[span]
        known = any(r.id == ref.id and ref.id is not None for r in refs)
        if not known and not any(o.covers(span) and o != span for o in spans):
            refs.append(replace(ref, span=_in_report(scene, ref.span), why=f"{one.why}; {ref.why}"))
    return tuple(sorted(refs, key=lambda r: (_FINE[r.level], r.span)))


def _date(scene: Scene, settled: Sequence[Settled]) -> When | None:
    for one in settled:
        when = one.filled.candidate.when
        if when is not None:
            return replace(when, span=_in_report(scene, when.span), why=f"{one.why}; {when.how}")
    return None


def _toll(scene: Scene, settled: Sequence[Settled], kit: Kit) -> tuple[Toll, ...]:
    tolls: dict[tuple[str, int | None, int | None], Toll] = {}
    for one in settled:
        tally = one.filled.candidate.tally
        if tally is not None:
            span = _in_report(scene, one.filled.candidate.span)
            low, high = tally.count.low, tally.count.high
            who = _counted(scene, tally, kit)
            why = f"{one.why}; {tally.count.rule}"
            tolls.setdefault((tally.effect, low, high), Toll(span, tally.effect, low, high, who, why))
    return tuple(tolls.values())


def _counted(scene: Scene, tally: Tally, kit: Kit) -> str | None:
    """Who is counted, without the count: what they were counted as before may be another count."""
    tree, name = scene.tree, scene.voices.names.of_head(tally.head).name
    words = name.lower().split()
    if all(number_at(words, i, kit.codebook.numbers) is None for i in range(len(words))):
        return name
    counts = [w for w in range(tally.first, tally.last + 1) if tree.tags[w] == "CD"]
    first = counts[-1] + 1 if counts else tally.first
    return tree.span(first, tally.head).text if first <= tally.head else None


def _weapons(scene: Scene, settled: Sequence[Settled]) -> tuple[Weapon, ...]:
    found: dict[str, Weapon] = {}
    for one in settled:
        candidate = one.filled.candidate
        name = candidate.weapon or candidate.span.text
        found.setdefault(name, Weapon(_in_report(scene, candidate.span), name, one.why))
    return tuple(found.values())
