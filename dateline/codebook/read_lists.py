"""Reading a codebook's lists: families, sources, actors, weapons, cues, numbers, vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from dateline.codebook.entries import (
    ActorEntry,
    ActorKind,
    Cue,
    Family,
    Nationality,
    ReportingVerb,
    SourceEntry,
    SourceKind,
    StateBody,
    WeaponEntry,
)
from dateline.codebook.fields import Fields, Mistakes, read_texts
from dateline.codebook.marks import Node
from dateline.codebook.numbers import Numbers, Vague
from dateline.codebook.vocabularies import Vocabularies
from dateline.model.event import STATUSES

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ISO = re.compile(r"[A-Z]{2}")
USES: tuple[Literal["chain", "speech", "both"], ...] = ("chain", "speech", "both")
SIDES: tuple[Literal["before", "after", "either"], ...] = ("before", "after", "either")
ENDS = ("low", "high", "exact")


def read_family(family_id: str, node: Node, mistakes: Mistakes) -> Family:
    """A family: title, colour (#rrggbb), definition."""
    fields = Fields(node, mistakes, f"family '{family_id}'")
    colour = fields.text("colour", needed=True)
    if colour and not _COLOUR.fullmatch(colour):
        mistakes.add(node, "a colour such as '#4477aa'", found=f"'{colour}'")
    family = Family(
        family_id, fields.text("title", needed=True), colour, fields.text("definition", needed=True)
    )
    fields.close()
    return family


def read_reporting(kind: str, node: Node, mistakes: Mistakes) -> dict[str, ReportingVerb]:
    """The reporting verbs of one kind, by lemma."""
    fields = Fields(node, mistakes, f"reporting verbs '{kind}'")
    use = fields.choice("use", USES, needed=True)
    speech = fields.text("type") or None
    lemmas = fields.texts("verbs", needed=True)
    fields.close()
    chosen = next((known for known in USES if known == use), USES[0])
    return {lemma: ReportingVerb(lemma, kind, chosen, speech) for lemma in lemmas}


def read_source_kind(kind_id: str, node: Node, mistakes: Mistakes) -> SourceKind:
    """A kind of source."""
    fields = Fields(node, mistakes, f"source kind '{kind_id}'")
    kind = SourceKind(kind_id, fields.text("title", needed=True), fields.texts("words"))
    fields.close()
    return kind


def read_source(source_id: str, node: Node, mistakes: Mistakes, kinds: Iterable[str]) -> SourceEntry:
    """A source known by name."""
    fields = Fields(node, mistakes, f"source '{source_id}'")
    name, kind = fields.text("name", needed=True), fields.choice("kind", list(kinds), needed=True)
    entry = SourceEntry(source_id, name, kind, fields.texts("also"), _country(fields))
    fields.close()
    return entry


def read_actor_kind(kind_id: str, node: Node, mistakes: Mistakes) -> ActorKind:
    """A kind of actor, with ACLED's inter code."""
    fields = Fields(node, mistakes, f"actor kind '{kind_id}'")
    kind = ActorKind(
        kind_id, fields.text("title", needed=True), fields.number("inter"), fields.texts("words")
    )
    fields.close()
    return kind


def read_actor(actor_id: str, node: Node, mistakes: Mistakes, kinds: Iterable[str]) -> ActorEntry:
    """An actor known by name."""
    fields = Fields(node, mistakes, f"actor '{actor_id}'")
    name, kind = fields.text("name", needed=True), fields.choice("kind", list(kinds), needed=True)
    entry = ActorEntry(actor_id, name, kind, fields.texts("also"), _country(fields))
    fields.close()
    return entry


def read_generic(actor_id: str, node: Node, mistakes: Mistakes, kinds: Iterable[str]) -> ActorEntry:
    """An actor that is told only by a common noun: 'gunmen'."""
    fields = Fields(node, mistakes, f"generic actor '{actor_id}'")
    name, kind = fields.text("name", needed=True), fields.choice("kind", list(kinds), needed=True)
    entry = ActorEntry(f"generic:{actor_id}", name, kind, fields.texts("words", needed=True))
    fields.close()
    return entry


def read_state_body(body_id: str, node: Node, mistakes: Mistakes, kinds: Iterable[str]) -> StateBody:
    """A body of the state: its name holds '{country}'."""
    fields = Fields(node, mistakes, f"state body '{body_id}'")
    name, kind = fields.text("name", needed=True), fields.choice("kind", list(kinds), needed=True)
    if name and "{country}" not in name:
        mistakes.add(node, "'{country}' in the name", found=f"'{name}'")
    body = StateBody(body_id, name, kind, fields.texts("words", needed=True))
    fields.close()
    return body


def read_nationality(iso: str, node: Node, mistakes: Mistakes) -> Nationality:
    """A country by its ISO code."""
    fields = Fields(node, mistakes, f"country '{iso}'")
    if not _ISO.fullmatch(iso):
        mistakes.add(node, "an ISO 3166-1 alpha-2 code", found=f"'{iso}'")
    name, people = fields.text("name", needed=True), fields.texts("people")
    nation = Nationality(iso, name, people, fields.text("capital") or None, fields.texts("also"))
    fields.close()
    return nation


def read_weapon(weapon_id: str, node: Node, mistakes: Mistakes) -> WeaponEntry:
    """A weapon; its name is one of its words."""
    fields = Fields(node, mistakes, f"weapon '{weapon_id}'")
    name, words = fields.text("name", needed=True), fields.texts("words")
    entry = WeaponEntry(
        weapon_id, name, fields.text("kind", needed=True), (name, *(w for w in words if w != name))
    )
    fields.close()
    return entry


def read_cue(cue_id: str, node: Node, mistakes: Mistakes) -> Cue:
    """A status cue."""
    fields = Fields(node, mistakes, f"cue '{cue_id}'")
    status, side = fields.choice("status", STATUSES, needed=True), fields.choice("side", SIDES, "before")
    cue = Cue(
        cue_id,
        status,
        fields.text("kind", needed=True),
        fields.texts("words", needed=True),
        next((s for s in SIDES if s == side), "before"),
        fields.text("note"),
    )
    fields.close()
    return cue


def read_numbers(node: Node, mistakes: Mistakes) -> Numbers:
    """Number words and vague numbers."""
    fields = Fields(node, mistakes, "numbers")
    numbers = Numbers(
        units=_counts(fields.mapping("units"), mistakes),
        scales=_counts(fields.mapping("scales"), mistakes),
        vague=tuple(_read_vague(n, mistakes) for n in fields.items("vague")),
        bounds=_ends(fields.mapping("bounds"), mistakes),
        after=_ends(fields.mapping("after"), mistakes),
        zero=frozenset(fields.texts("zero")),
        singular=frozenset(fields.texts("singular")),
        plural=frozenset(fields.texts("plural")),
        not_plural=frozenset(fields.texts("not_plural")),
        head_ends=frozenset(fields.texts("head_ends")),
        some=fields.number("uncounted_plural") or 2,
    )
    fields.close()
    return numbers


def read_vocabularies(node: Node, mistakes: Mistakes) -> Vocabularies:
    """The vocabularies of ACLED, UCDP and PLOVER."""
    fields = Fields(node, mistakes, "vocabularies")

    def texts(key: str) -> dict[str, tuple[str, ...]]:
        return {
            name: read_texts(child, mistakes, "a list of texts")
            for name, child in fields.mapping(key).items()
        }

    vocabularies = Vocabularies(
        acled=texts("acled"),
        disorder={sub: name for name, subs in texts("acled_disorder").items() for sub in subs},
        ucdp={int(key): str(child.value) for key, child in fields.mapping("ucdp").items()},
        plover=texts("plover"),
        quad={event: name for name, events in texts("plover_quad").items() for event in events},
    )
    fields.close()
    return vocabularies


def _country(fields: Fields) -> str | None:
    iso = fields.text("country")
    if iso and not _ISO.fullmatch(iso):
        fields.mistakes.add(fields.node, "an ISO 3166-1 alpha-2 code for 'country'", found=f"'{iso}'")
    return iso or None


def _read_vague(node: Node, mistakes: Mistakes) -> Vague:
    fields = Fields(node, mistakes, "a vague number")
    vague = Vague(fields.text("words", needed=True), fields.number("low"), fields.number("high"))
    fields.close()
    return vague


def _counts(nodes: Mapping[str, Node], mistakes: Mistakes) -> dict[str, int]:
    counts = {}
    for word, node in nodes.items():
        if not isinstance(node.value, int):
            mistakes.add(node, "a whole number")
        counts[word] = node.value if isinstance(node.value, int) else 0
    return counts


def _ends(nodes: Mapping[str, Node], mistakes: Mistakes) -> dict[str, str]:
    """Phrases by the end they know: written 'low: [at least, over]'."""
    ends = {}
    for end, node in nodes.items():
        if end not in ENDS:
            mistakes.add(node, "one of " + ", ".join(ENDS), found=f"'{end}'")
        ends.update(dict.fromkeys(read_texts(node, mistakes, "a list of phrases"), end))
    return ends
