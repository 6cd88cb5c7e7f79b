"""Do no harm: what is held back from the public, and the record without it.

A person's name is held back unless it is known to be public: an actor or source of the codebook, an
organisation, an official. Where it is unsure, it is held back. What is masked keeps its length, so that every
offset still leads to its place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dateline.codebook import Codebook
from dateline.errors import PublishError
from dateline.model import Actor, Event, PlaceRef, ReportHead, SourceLink, Span
from dateline.publish.record import Record
from dateline.publish.trace import TraceLine
from dateline.store.folding import fold

MASK = "█"
HELD_BACK = "[name held back]"
SITE = "[site held back]"
KM_PER_DEGREE = 111.32
WORD = re.compile(r"[^\W\d_]+")

Places = frozenset[tuple[str, ...]]
"""The names of places, each as its folded words."""


@dataclass(frozen=True, slots=True)
class PublicRules:
    """What a project holds back; each field is explained in data/public.yml."""

    public_actor_kinds: tuple[str, ...]
    public_source_kinds: tuple[str, ...]
    sensitive_sites: tuple[str, ...]
    coarsen_km: float
    hidden_sources: tuple[str, ...]
    titles: tuple[str, ...]


def load_rules(path: Path | None = None) -> PublicRules:
    """The shipped rules, with what the YAML file `path` sets anew.

    Raises PublishError where the file is not YAML or holds an unknown key or a value of another kind.
    """
    shipped = _read(files("dateline.publish").joinpath("data", "public.yml").read_text("utf-8"), "public.yml")
    own = _read(path.read_text("utf-8"), str(path)) if path else {}
    for key, value in own.items():
        if key not in shipped:
            raise PublishError(f"{path}: unknown rule {key!r}", hint=f"one of {', '.join(shipped)}")
        if isinstance(shipped[key], list) != isinstance(value, list):
            raise PublishError(f"{path}: {key} is {value!r}", hint="a list, or for coarsen_km a number")
    values = {k: tuple(map(str, v)) if isinstance(v, list) else float(v) for k, v in (shipped | own).items()}
    return PublicRules(**values)  # type: ignore[arg-type]


def _read(text: str, where: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PublishError(f"{where}: not YAML: {error}", hint="a file like data/public.yml") from error
    if not isinstance(data, dict):
        raise PublishError(f"{where}: found {type(data).__name__}, expected rules by name")
    return data


def make_public(record: Record, rules: PublicRules, book: Codebook) -> tuple[Record, list[TraceLine]]:
    """The record as the public may see it, and a trace of what was held back, which names none of it."""
    found = list(_findings(record, rules, book))
    if not found:
        return record, []
    mask = make_mask(words for finding in found for words in finding.words)
    coded = record.coded
    places = known_places((*coded.events, *record.aside), rules)
    events = tuple(_masked_event(e, rules, book, mask, places) for e in coded.events)
    public = replace(coded, report=_masked_head(coded.report, rules, mask), events=events)
    return Record(public, mask(record.text) if record.text is not None else None), list(
        _trace(found, coded.report.id)
    )


def held_back(record: Record, rules: PublicRules, book: Codebook) -> tuple[str, ...]:
    """The words that `make_public` masks in a record: what nobody of the public may find it by."""
    words = (word for finding in _findings(record, rules, book) for word in finding.words)
    return tuple(dict.fromkeys(words))


def known_places(events: Iterable[Event], rules: PublicRules) -> Places:
    """Names of the places of `events` that a gazetteer knows and of their divisions; no sensitive site."""
    known = [p for e in events for p in e.places if p.id is not None and not is_sensitive(p, rules)]
    names = (name for place in known for name in (place.name, place.span.text, *place.admin))
    return frozenset(words for name in names if (words := _folded(WORD.findall(name))))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to hold back: by which rule, in which event ('' for the report), and the words to mask."""

    rule: str
    event: str
    words: tuple[str, ...]


def _findings(record: Record, rules: PublicRules, book: Codebook) -> Iterator[Finding]:
    head = record.coded.report
    places = known_places((*record.coded.events, *record.aside), rules)
    if is_hidden(head.outlet, rules):
        yield Finding("hidden source", "", (head.outlet or "",))
    for event in (*record.coded.events, *record.aside):
        for actor in (*event.actors, *event.targets):
            if words := private_words(actor, rules, book, places):
                yield Finding("private person", event.id, words)
        for place in event.places:
            if is_sensitive(place, rules):
                yield Finding("sensitive site", event.id, (place.name, place.span.text))
        for link in (link for chain in event.chains for link in chain):
            if words := private_source(link, rules, book, places):
                rule = "hidden source" if is_hidden(link.name, rules) else "private person"
                yield Finding(rule, event.id, words)


def private_words(
    actor: Actor, rules: PublicRules, book: Codebook, places: Places = frozenset()
) -> tuple[str, ...]:
    """The words that name a private person in an actor; none where it is public or names nobody."""
    if actor.id is not None or _role_of(actor.name, book) in rules.public_actor_kinds:
        return ()
    return name_words((actor.name, actor.span.text), rules, book, places)


def private_source(
    link: SourceLink, rules: PublicRules, book: Codebook, places: Places = frozenset()
) -> tuple[str, ...]:
    """The words that name a source which may not be shown; none where it speaks in public."""
    if is_hidden(link.name, rules):
        return (link.name, link.span.text)
    if link.kind in rules.public_source_kinds or book.find_source(link.name) is not None:
        return ()
    return name_words((link.name, link.span.text), rules, book, places)


def name_words(
    texts: Iterable[str], rules: PublicRules, book: Codebook, places: Places = frozenset()
) -> tuple[str, ...]:
    """The words in `texts` that may be part of a name: not in lower case, no title, people or kind.

    Nor a place of `places` where it stands alone: 'residents of Douma' names nobody, 'Ali Douma' a person.
    """
    runs = (run for text in texts for run in _runs(text) if not _is_place(run, rules, places))
    return tuple(dict.fromkeys(w for run in runs for w in run if _may_name(w, rules, book)))


def _runs(text: str) -> Iterator[list[str]]:
    """The stretches of words that stand together with none in lower case, and no comma or bracket between."""
    run: list[str] = []
    end = 0
    for match in WORD.finditer(text):
        apart = not re.fullmatch(r"[\s.'’-]*", text[end : match.start()])
        if run and (apart or match[0].islower()):
            yield run
            run = []
        if not match[0].islower():
            run.append(match[0])
        end = match.end()
    if run:
        yield run


def _is_place(run: list[str], rules: PublicRules, places: Places) -> bool:
    bare = run[1:] if run[0].casefold() in rules.titles else run
    return _folded(run) in places or _folded(bare) in places


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def _may_name(word: str, rules: PublicRules, book: Codebook) -> bool:
    if word.islower() or len(word) < 2 or word.casefold() in rules.titles:
        return False
    return book.country_of(word) is None and _role_of(word, book) is None


def _role_of(name: str, book: Codebook) -> str | None:
    # Only the words for a kind count ('police officer'): a movement's name may be a person's first name.
    words = {form for word in name.casefold().split() for form in (word, word.removesuffix("s"))}
    return next((kind.id for kind in book.actor_kinds.values() if words.intersection(kind.words)), None)


def is_hidden(name: str | None, rules: PublicRules) -> bool:
    """Whether this source or outlet asked not to be shown."""
    return name is not None and name.casefold() in {hidden.casefold() for hidden in rules.hidden_sources}


def is_sensitive(place: PlaceRef, rules: PublicRules) -> bool:
    """Whether the place is a site where people seek safety or care."""
    words = f" {' '.join(re.findall(r'[a-z]+', f'{place.name} {place.span.text}'.casefold()))} "
    told = any(f" {site} " in words or f" {site}s " in words for site in rules.sensitive_sites)
    return place.level == "site" and told


def make_mask(words: Iterable[str]) -> Callable[[str], str]:
    """A function that blots out these words in a text and keeps its length."""
    alternatives = sorted({w for w in words if w}, key=lambda w: (-len(w), w))
    if not alternatives:
        return lambda text: text
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, alternatives))})(?!\w)")
    return lambda text: pattern.sub(lambda match: MASK * len(match[0]), text)


def _masked_head(head: ReportHead, rules: PublicRules, mask: Callable[[str], str]) -> ReportHead:
    # An address may spell a name; where the outlet is hidden it leads to it.
    if is_hidden(head.outlet, rules):
        return replace(head, outlet="[source held back]", url=None, title=None)
    spelled = re.sub(r"[-_+]|%20", " ", head.url or "")
    shown = mask(spelled.title()) == spelled.title() and mask(spelled) == spelled
    return replace(head, title=mask(head.title) if head.title else None, url=head.url if shown else None)


def _masked_event(
    event: Event, rules: PublicRules, book: Codebook, mask: Callable[[str], str], places: Places
) -> Event:
    def actor(value: Actor) -> Actor:
        name = HELD_BACK if private_words(value, rules, book, places) else mask(value.name)
        return replace(value, span=_span(value.span, mask), name=name, why=mask(value.why))

    def link(value: SourceLink) -> SourceLink:
        name = HELD_BACK if private_source(value, rules, book, places) else mask(value.name)
        return replace(value, span=_span(value.span, mask), name=name, why=mask(value.why))

    return replace(
        event,
        mentions=tuple(_span(m, mask) for m in event.mentions),
        actors=tuple(map(actor, event.actors)),
        targets=tuple(map(actor, event.targets)),
        places=tuple(_masked_place(p, rules, mask) for p in event.places),
        date=replace(event.date, span=_span(event.date.span, mask)) if event.date else None,
        toll=tuple(
            replace(t, span=_span(t.span, mask), who=mask(t.who) if t.who else None, why=mask(t.why))
            for t in event.toll
        ),
        weapons=tuple(replace(w, span=_span(w.span, mask), why=mask(w.why)) for w in event.weapons),
        chains=tuple(tuple(map(link, chain)) for chain in event.chains),
        type_why=mask(event.type_why),
        status_why=mask(event.status_why),
        confidence_why=mask(event.confidence_why),
    )


def _masked_place(place: PlaceRef, rules: PublicRules, mask: Callable[[str], str]) -> PlaceRef:
    masked = replace(place, span=_span(place.span, mask), name=mask(place.name), why=mask(place.why))
    if not is_sensitive(place, rules):
        return masked
    step = rules.coarsen_km / KM_PER_DEGREE
    lat, lon = (round(round(x / step) * step, 2) if x is not None else None for x in (place.lat, place.lon))
    off = max(place.precision or 0.0, rules.coarsen_km)
    return replace(masked, name=SITE, id=None, lat=lat, lon=lon, level="district", precision=off)


def _span(span: Span, mask: Callable[[str], str]) -> Span:
    return Span(span.start, span.end, mask(span.text))


def _trace(found: Iterable[Finding], report: str) -> Iterator[TraceLine]:
    for event, rule in dict.fromkeys((f.event, f.rule) for f in found):
        keys = (f"{report}/{event}",) if event else ()
        yield TraceLine("held back", f"public: {rule}", report, keys, WHY[rule])


WHY = {
    "private person": "a name that is not known to be public",
    "sensitive site": "a site where people seek safety or care; its place is given coarsely",
    "hidden source": "a source that asked not to be shown",
}
