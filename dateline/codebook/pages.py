"""The codebook as pages that people read: Markdown, one page a family, made from the YAML alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dateline.codebook.codebook import Codebook
from dateline.codebook.entries import PARTS, AcledCode, Crosswalk, EventType, Family, Word

MADE = "<!-- Made from the codebook by `dateline codebook pages`; do not edit. -->"
_PARTS = {part: section for section, part in PARTS.items()}


def render_pages(codebook: Codebook) -> dict[str, str]:
    """File name to Markdown: README.md lists the types, one page for each family tells of its own."""
    pages = {"README.md": _lines(_index(codebook))}
    for family in codebook.families.values():
        pages[f"{family.id}.md"] = _lines(_family_page(codebook, family))
    return pages


def render_type(codebook: Codebook, kind: EventType) -> str:
    """One type as Markdown, words and all."""
    return _lines(_type_page(codebook, kind))


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _index(codebook: Codebook) -> Iterator[str]:
    yield from (MADE, "", f"# Codebook {codebook.id}", "", f"{codebook.title}.", "")
    yield from ("| family | type | definition |", "|---|---|---|")
    for kind in _by_family(codebook, codebook.types.values()):
        family = codebook.families[kind.family]
        link = f"[`{kind.id}`]({kind.family}.md#{kind.id})"
        yield f"| {family.title} | {link} | {kind.definition} |"


def _by_family(codebook: Codebook, kinds: Iterable[EventType]) -> list[EventType]:
    order = list(codebook.families)
    return sorted(kinds, key=lambda kind: order.index(kind.family))


def _family_page(codebook: Codebook, family: Family) -> Iterator[str]:
    yield from (MADE, "", f"# {family.title}", "", family.definition, "")
    for kind in codebook.types.values():
        if kind.family == family.id:
            yield from _type_page(codebook, kind)


def _type_page(codebook: Codebook, kind: EventType) -> Iterator[str]:
    yield from (f"## {kind.id}", "", f"**{kind.title}.** {kind.definition}", "")
    yield from _listed("Includes", kind.includes)
    yield from _listed("Excludes", kind.excludes)
    if kind.roles:
        yield from ("| role | who or what |", "|---|---|")
        yield from (f"| {role} | {words} |" for role, words in kind.roles.items())
        yield ""
    yield from _listed("Examples", (_marked(e.text, e.finds) for e in kind.examples))
    yield from _listed("Not this type", (f"{e.text} - {e.because}" for e in kind.counterexamples))
    yield from _crosswalk(codebook, kind.crosswalk)
    yield from _words(kind.words)
    if not kind.learned:
        yield from ("The shipped reader has not learned this type: it is found by its words alone.", "")


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {item}" for item in items]
    if lines:
        yield from (f"{title}:", "", *lines, "")


def _marked(text: str, finds: str) -> str:
    return text.replace(finds, f"**{finds}**", 1)


def _crosswalk(codebook: Codebook, crosswalk: Crosswalk) -> Iterator[str]:
    names = codebook.vocabularies.ucdp
    acled = "; ".join(_acled(code) for code in crosswalk.acled) or "none"
    ucdp = "; ".join(f"{number} {names.get(number, '')}".strip() for number in crosswalk.ucdp) or "none"
    code = crosswalk.plover
    plover = "none" if code is None else code.event + (f" ({code.mode})" if code.mode else "")
    yield from ("| elsewhere | called |", "|---|---|")
    yield from (f"| ACLED | {acled} |", f"| UCDP type of violence | {ucdp} |", f"| PLOVER | {plover} |", "")


def _acled(code: AcledCode) -> str:
    sides: Mapping[str, tuple[str, ...]] = {"actors": code.actors, "targets": code.targets}
    when = " and ".join(f"{side} are {' or '.join(kinds)}" for side, kinds in sides.items() if kinds)
    return f"{code.event_type}: {code.sub_event_type}" + (f" (where {when})" if when else "")


def _words(words: tuple[Word, ...]) -> Iterator[str]:
    yield from ("Words:", "")
    for part, section in _PARTS.items():
        told = [_word(word) for word in words if word.part == part]
        if told:
            yield f"- {section}: {', '.join(told)}"
    yield ""


def _word(word: Word) -> str:
    """A word in code marks; in brackets what it needs or must not have beside it, and whether it is weak."""
    notes = ["weak"] if word.strength == "weak" else []
    notes += [f"status {word.status}"] if word.status else []
    notes += [f"near {' '.join(word.near)}"] if word.near else []
    notes += [f"not near {' '.join(word.not_near)}"] if word.not_near else []
    written = word.words.replace("|", "/")
    return f"`{written}`" + (f" ({'; '.join(notes).replace('<', '‹').replace('>', '›')})" if notes else "")
