"""A group of sightings made into an event: every value with its words, whom or what it means, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dateline.code.chain_weigh import Occasion, chains_of_event
from dateline.code.join import Seen
from dateline.code.judge import group_types
from dateline.code.kit import Kit
from dateline.code.naming_tree import Tree
from dateline.code.roles import Filled
from dateline.code.scene import Scene
from dateline.model import STATUSES, Actor, Chain, Event, PlaceRef, Span, Toll, Weapon, When
from dateline.model.event import event_id
from dateline.places import PlaceContext, resolve_places

EVENT_SHARE = 0.8
"""The part of the surest filler's chance that another must have, over all mentions of an event."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before its places are resolved, which is done for all of a report's events together."""

    group: tuple[Seen, ...]
    type: str
    confidence: float
    confidence_why: str
    places: tuple[Filled, ...]


def draft_event(group: Sequence[Seen], confidence: float, why: str) -> Draft:
    """The draft of an event that was judged to count."""
    types = group_types(group)
    type_ = max(types, key=lambda t: (types[t], t))
    return Draft(tuple(group), type_, confidence, why, tuple(_gather(group, "place", _words)))


def compose_events(scene: Scene, drafts: Sequence[Draft], kit: Kit) -> tuple[Event, ...]:
    """The events of a report, in the order of their first mention."""
    spans = sorted({f.candidate.span for d in drafts for f in d.places})
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
    actors = _actors(scene, draft.group, "actor")
    occasion = Occasion(
        mentions=mentions,
        type=draft.type,
        family=family,
        status=status,
        speech=family == "speech",
        actors=tuple(a.span for a in actors),
        actor_names=tuple(a.name for a in actors),
    )
    return Event(
        id=event_id(scene.report.sha256, kit.codebook.id, draft.type, mentions),
        type=draft.type,
        family=family,
        status=status,  # type: ignore[arg-type]
        confidence=draft.confidence,
        mentions=mentions,
        actors=actors,
        targets=_without(_actors(scene, draft.group, "target"), actors),
        places=_places(scene, draft.places, places),
        date=_date(scene, draft.group),
        toll=_toll(scene, draft.group),
        weapons=_weapons(scene, draft.group),
        chains=tuple(_chain_in_report(scene, chain) for chain in chains_of_event(scene.voices, occasion)),
        type_why=_type_why(draft, kit),
        status_why=status_why,
        confidence_why=draft.confidence_why,
    )


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
    best = max(draft.group, key=lambda s: (s.sighting.chance, -s.sighting.span.start)).sighting
    rule = f"; the codebook's {best.rule}" if best.rule else ""
    if best.raw is None:
        return f"{best.span.text!r} is a word of {draft.type}{rule}"
    chance = group_types(draft.group)[draft.type]
    return f"{best.span.text!r} read as {draft.type} with chance {chance:.2f} by {kit.reader.name}{rule}"


def _status(scene: Scene, draft: Draft, kit: Kit) -> tuple[str, str]:
    if draft.type != "refuse" and all(_is_negated(scene.tree, s.sighting.trigger.head) for s in draft.group):
        return "denied", "its words stand under a 'not' or 'no'"
    weights = [s.sighting.chance for s in draft.group]
    total = np.average([s.sighting.statuses for s in draft.group], axis=0, weights=weights)
    best = int(total.argmax())
    return STATUSES[best], f"chance {float(total[best]):.2f} by {kit.reader.name}"


def _is_negated(tree: Tree, head: int) -> bool:
    """'did not enter', 'no group claimed', 'no deal was reached'."""
    if tree.child(head, "neg") is not None:
        return True
    subject = tree.child(head, "nsubj", "nsubjpass")
    return any(tree.lowers[k] == "no" for w in (head, subject) if w is not None for k in tree.kids[w])


def _chain_in_report(scene: Scene, chain: Chain) -> Chain:
    return tuple(replace(link, span=_in_report(scene, link.span)) for link in chain)


def _gather(group: Sequence[Seen], role: str, key: Callable[[Filled], str]) -> Iterable[Filled]:
    """The fillers of a role over all mentions, each once, in the text's order; the surest words of each."""
    best: dict[str, Filled] = {}
    for seen in group:
        for filled in seen.roles[role]:
            name = key(filled)
            if name not in best or filled.chance > best[name].chance:
                best[name] = filled
    surest = max((f.chance for f in best.values()), default=0.0)
    kept = [f for f in best.values() if f.chance >= EVENT_SHARE * surest]
    return sorted(kept, key=lambda f: f.candidate.first)


def _words(filled: Filled) -> str:
    return filled.candidate.span.text.lower()


def _actors(scene: Scene, group: Sequence[Seen], role: str) -> tuple[Actor, ...]:
    names = scene.voices.names
    found: list[Actor] = []
    for filled in _gather(group, role, lambda f: names.of_head(f.candidate.phrase.head).name.lower()):
        named = names.of_head(filled.candidate.phrase.head)
        why = f"{filled.why}; {named.why}"
        found.append(
            Actor(_in_report(scene, filled.candidate.span), named.name, named.id, named.country, why)
        )
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


def _places(scene: Scene, filled: Sequence[Filled], found: dict[Span, PlaceRef]) -> tuple[PlaceRef, ...]:
    """The event's places, the most specific first; one that repeats another's words or entry is left out."""
    refs: list[PlaceRef] = []
    for f in filled:
        ref = found[f.candidate.span]
        known = any(r.id == ref.id and ref.id is not None for r in refs)
        if not known and not any(
            o is not f and o.candidate.span.covers(f.candidate.span) and o.candidate.span != f.candidate.span
            for o in filled
        ):
            refs.append(replace(ref, span=_in_report(scene, ref.span), why=f"{f.why}; {ref.why}"))
    return tuple(sorted(refs, key=lambda r: (_FINE[r.level], r.span)))


def _date(scene: Scene, group: Sequence[Seen]) -> When | None:
    dated = [f for s in group for f in s.roles["date"] if f.candidate.when is not None]
    if not dated:
        return None
    best = max(dated, key=lambda f: (f.chance, -f.candidate.first))
    when = best.candidate.when
    assert when is not None
    return replace(when, span=_in_report(scene, when.span), why=f"{best.why}; {when.how}")


def _toll(scene: Scene, group: Sequence[Seen]) -> tuple[Toll, ...]:
    tolls: dict[tuple[str, int | None, int | None], Toll] = {}
    for filled in _gather(group, "toll", lambda f: f"{f.candidate.tag} {f.candidate.span.start}"):
        tally = filled.candidate.tally
        if tally is not None:
            span = _in_report(scene, filled.candidate.span)
            low, high = tally.count.low, tally.count.high
            who = scene.voices.names.of_head(tally.head).name
            why = f"{filled.why}; {tally.count.rule}"
            tolls.setdefault((tally.effect, low, high), Toll(span, tally.effect, low, high, who, why))
    return tuple(tolls.values())


def _weapons(scene: Scene, group: Sequence[Seen]) -> tuple[Weapon, ...]:
    return tuple(
        Weapon(_in_report(scene, f.candidate.span), f.candidate.weapon or f.candidate.span.text, f.why)
        for f in _gather(group, "weapon", lambda f: f.candidate.weapon or _words(f))
    )
