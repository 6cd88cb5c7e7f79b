"""Reading an event type: its words, roles, examples and crosswalk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from dateline.codebook.entries import (
    PARTS,
    STRENGTHS,
    AcledCode,
    Crosswalk,
    EventType,
    Example,
    Family,
    PloverCode,
    Strength,
    Word,
)
from dateline.codebook.fields import Fields, Mistakes, near, read_choice
from dateline.codebook.marks import Node
from dateline.codebook.patterns import Forms
from dateline.codebook.vocabularies import Vocabularies
from dateline.model.event import STATUSES

ROLES = ("actors", "targets", "places", "date", "toll", "weapons")


def read_type(
    type_id: str,
    node: Node,
    mistakes: Mistakes,
    families: Mapping[str, Family],
    vocabularies: Vocabularies,
    kinds: Collection[str],
    forms: Forms,
) -> EventType:
    """The type that stands at `node`; whatever is wrong with it is added to `mistakes`."""
    if not type_id.isidentifier() or not type_id.islower():
        mistakes.add(node, "small letters and underscores", found=f"type id '{type_id}'")
    fields = Fields(node, mistakes, f"type '{type_id}'")
    kind = EventType(
        id=type_id,
        family=fields.choice("family", families, needed=True),
        title=fields.text("title", needed=True),
        definition=fields.text("definition", needed=True),
        where=node.where,
        includes=fields.texts("includes"),
        excludes=fields.texts("excludes"),
        roles=_read_roles(fields.mapping("roles"), mistakes),
        words=_read_words(type_id, fields.get("words", needed=True), mistakes, forms),
        examples=tuple(_read_example(n, mistakes) for n in fields.items("examples")),
        counterexamples=tuple(_read_counterexample(n, mistakes) for n in fields.items("counterexamples")),
        crosswalk=_read_crosswalk(fields.get("crosswalk"), mistakes, vocabularies, kinds),
        learned=fields.flag("learned", False),
    )
    fields.close()
    return kind


def _read_roles(nodes: Mapping[str, Node], mistakes: Mistakes) -> Mapping[str, str]:
    roles = {}
    for role, node in nodes.items():
        if role not in ROLES:
            mistakes.add(node, "one of " + ", ".join(ROLES), found=f"role '{role}'", hint=near(role, ROLES))
        roles[role] = node.value.strip() if isinstance(node.value, str) else ""
        if not roles[role]:
            mistakes.add(node, f"words that say who or what '{role}' is")
    return MappingProxyType(roles)


def _read_words(type_id: str, node: Node | None, mistakes: Mistakes, forms: Forms) -> tuple[Word, ...]:
    if node is None:
        return ()
    fields = Fields(node, mistakes, f"the words of '{type_id}'")
    words: dict[str, Word] = {}
    for section, part in PARTS.items():
        for child in fields.items(section):
            word = _read_word(type_id, part, child, mistakes, forms)
            if word.rule in words:
                mistakes.add(child, "each word once", found=f"'{word.words}' again")
            words[word.rule] = word
    fields.close()
    return tuple(words.values())


def _read_word(type_id: str, part: str, node: Node, mistakes: Mistakes, forms: Forms) -> Word:
    if isinstance(node.value, str):
        word = _word(type_id, part, node.value.strip())
    else:
        fields = Fields(node, mistakes, f"a word of '{type_id}'")
        strength: Strength = fields.choice("strength", STRENGTHS, "plain")  # type: ignore[assignment]
        word = _word(
            type_id,
            part,
            fields.text("word", needed=True),
            strength=strength,
            status=fields.choice("status", STATUSES) or None,
            near=fields.texts("near"),
            not_near=fields.texts("not_near"),
            note=fields.text("note"),
        )
        fields.close()
    _check_pattern(word, node, mistakes, forms)
    return word


def _word(
    type_id: str,
    part: str,
    words: str,
    strength: Strength = "plain",
    status: str | None = None,
    near: tuple[str, ...] = (),
    not_near: tuple[str, ...] = (),
    note: str = "",
) -> Word:
    where = f"+{','.join(near)}" if near else ""
    rule = f"{type_id}/{part}/{words.replace(' ', '_')}{where}"
    return Word(rule, type_id, words, part, strength, status, near, not_near, note)


def _check_pattern(word: Word, node: Node, mistakes: Mistakes, forms: Forms) -> None:
    elements = word.words.split()
    if not elements or elements[0] == "..." or elements[-1] == "...":
        mistakes.add(node, "a word or phrase that begins and ends with a word", found=f"'{word.words}'")
    if any("|" in element and "-" in element for element in elements):
        mistakes.add(
            node, "no hyphen within a choice", found=f"'{word.words}'", hint="write one entry for each"
        )
    for element in (*elements, *word.near, *word.not_near):
        for choice in element.split("|"):
            name = choice.strip("<>")
            if choice.startswith("<") and name not in forms.classes:
                mistakes.add(node, "a class of the codebook", found=choice, hint=near(name, forms.classes))
    if any(" " in other for other in (*word.near, *word.not_near)):
        mistakes.add(node, "single words or <classes> for 'near' and 'not_near'")


def _read_example(node: Node, mistakes: Mistakes) -> Example:
    fields = Fields(node, mistakes, "an example")
    text, finds = fields.text("text", needed=True), fields.text("finds", needed=True)
    fields.close()
    if finds and finds not in text:
        mistakes.add(node, "'finds' to be words of the text", found=f"'{finds}'")
    return Example(text, node.where, finds=finds)


def _read_counterexample(node: Node, mistakes: Mistakes) -> Example:
    fields = Fields(node, mistakes, "a counterexample")
    example = Example(
        fields.text("text", needed=True), node.where, because=fields.text("because", needed=True)
    )
    fields.close()
    return example


def _read_crosswalk(
    node: Node | None, mistakes: Mistakes, vocabularies: Vocabularies, kinds: Collection[str]
) -> Crosswalk:
    if node is None:
        return Crosswalk()
    fields = Fields(node, mistakes, "a crosswalk")
    crosswalk = Crosswalk(
        acled=tuple(_read_acled(n, mistakes, vocabularies, kinds) for n in _listed(fields.get("acled"))),
        ucdp=tuple(_read_ucdp(n, mistakes, vocabularies) for n in _listed(fields.get("ucdp"))),
        plover=_read_plover(fields.get("plover"), mistakes, vocabularies),
    )
    fields.close()
    return crosswalk


def _listed(node: Node | None) -> list[Node]:
    if node is None or node.value is None:
        return []
    return node.value if isinstance(node.value, list) else [node]


def _read_acled(
    node: Node, mistakes: Mistakes, vocabularies: Vocabularies, kinds: Collection[str]
) -> AcledCode:
    fields = Fields(node, mistakes, "an ACLED code")
    event = fields.choice("event_type", vocabularies.acled, needed=True)
    sub = fields.choice("sub_event_type", vocabularies.acled.get(event, ()), needed=True)
    choose: Callable[[str], tuple[str, ...]] = lambda key: tuple(  # noqa: E731
        read_choice(n, mistakes, kinds, f"'{key}'") for n in _listed(fields.get(key))
    )
    code = AcledCode(event, sub, choose("actors"), choose("targets"))
    fields.close()
    return code


def _read_ucdp(node: Node, mistakes: Mistakes, vocabularies: Vocabularies) -> int:
    if isinstance(node.value, int) and node.value in vocabularies.ucdp:
        return node.value
    mistakes.add(node, "a type of violence: " + ", ".join(map(str, vocabularies.ucdp)))
    return 0


def _read_plover(node: Node | None, mistakes: Mistakes, vocabularies: Vocabularies) -> PloverCode | None:
    if node is None:
        return None
    fields = Fields(node, mistakes, "a PLOVER code")
    event = fields.choice("event", vocabularies.plover, needed=True)
    mode = fields.choice("mode", vocabularies.plover.get(event, ())) or None
    fields.close()
    return PloverCode(event, mode)
