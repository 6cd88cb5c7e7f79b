"""Loading a codebook: YAML files of one shape, read strictly, laid over the one they extend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from dateline.codebook.codebook import Codebook, frozen
from dateline.codebook.entries import EventType, ReportingVerb
from dateline.codebook.fields import Mistakes, near, read_choice, read_text, read_texts
from dateline.codebook.marks import Node, read_yaml
from dateline.codebook.numbers import Numbers
from dateline.codebook.patterns import Forms
from dateline.codebook.read_lists import (
    read_actor,
    read_actor_kind,
    read_cue,
    read_family,
    read_generic,
    read_nationality,
    read_numbers,
    read_reporting,
    read_source,
    read_source_kind,
    read_state_body,
    read_vocabularies,
    read_weapon,
)
from dateline.codebook.read_types import read_type
from dateline.codebook.vocabularies import Vocabularies
from dateline.errors import CodebookError
from dateline.model.event import EFFECTS

T = TypeVar("T")
SHIPPED = Path(__file__).resolve().parent.parent / "codebooks"
_SECTIONS = (
    "codebook version title extends drop_types families types classes irregular blocks reporting_verbs "
    "source_kinds sources actor_kinds actors generic_actors nationalities state_bodies filling weapons cues "
    "numbers effects pronouns vocabularies"
)
SECTIONS = _SECTIONS.split()


def load_codebook(name_or_path: str = "conflict") -> Codebook:
    """The codebook of that name (shipped) or path (a YAML file, or a folder of them).

    A file with `extends: conflict` adds to that codebook and replaces what it names anew; one without
    stands alone.

    Raises CodebookError that tells every mistake with file, line, what was found and what was expected.
    """
    path = find_codebook(name_or_path)
    return _load_shipped(path) if path.parent == SHIPPED else _load(path, ())


@lru_cache(maxsize=4)
def _load_shipped(path: Path) -> Codebook:
    return _load(path, ())


def find_codebook(name_or_path: str) -> Path:
    """The file or folder of a codebook. Raises CodebookError where there is none, with the names there
    are."""
    shipped = SHIPPED / name_or_path
    if "/" not in name_or_path and "\\" not in name_or_path and shipped.is_dir():
        return shipped
    path = Path(name_or_path)
    if path.exists():
        return path
    names = sorted(folder.name for folder in SHIPPED.iterdir() if folder.is_dir())
    hint = near(name_or_path, names) or f"shipped: {', '.join(names)}; or give the path of a YAML file"
    raise CodebookError(f"{name_or_path}: no codebook of that name and no such file", hint=hint)


def _load(path: Path, above: tuple[Path, ...]) -> Codebook:
    if path in above:
        raise CodebookError(f"{path}: extends itself by way of {above[-1]}", hint="take out one 'extends:'")
    files = sorted(path.rglob("*.yml")) + sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise CodebookError(f"{path}: found no .yml file in this folder", hint="dateline codebook new FILE")
    mistakes = Mistakes()
    book = Sections([read_yaml(file) for file in files], mistakes)
    base = _base(book, path, (*above, path))
    codebook = _assemble(book, base, mistakes)
    mistakes.raise_any()
    return codebook


def _base(book: Sections, path: Path, above: tuple[Path, ...]) -> Codebook:
    node = book.single("extends")
    if node is None:
        return Codebook("", "")
    name = read_text(node, book.mistakes, "the name or path of a codebook")
    beside = path.parent / name
    return _load(beside if beside.is_file() else find_codebook(name), above)


class Sections:
    """The sections of a codebook's files, joined; a section may stand in several of them."""

    def __init__(self, roots: Iterable[Node], mistakes: Mistakes) -> None:
        self.mistakes = mistakes
        self.found: dict[str, list[Node]] = {}
        for root in roots:
            self.first = getattr(self, "first", root)
            if not isinstance(root.value, dict):
                mistakes.add(root, "a codebook: a mapping of sections (types:, actors: …)")
            for key, node in root.items():
                if key not in SECTIONS:
                    mistakes.add(node, "a section of a codebook", found=f"'{key}:'", hint=near(key, SECTIONS))
                self.found.setdefault(key, []).append(node)

    def single(self, key: str) -> Node | None:
        """The section's only value; a mistake where it is said twice."""
        nodes = self.found.get(key, [])
        for node in nodes[1:]:
            self.mistakes.add(node, f"'{key}:' once (it stands at {nodes[0].where})")
        return nodes[0] if nodes else None

    def mapping(self, key: str) -> dict[str, Node]:
        """The entries of a section that is a mapping, from all files."""
        entries: dict[str, Node] = {}
        for node in self.found.get(key, []):
            if not isinstance(node.value, dict):
                self.mistakes.add(node, f"a mapping for '{key}'")
            for name, child in node.items():
                if name in entries:
                    self.mistakes.add(
                        child, f"each name once in '{key}' ({name} stands at {entries[name].where})"
                    )
                entries[name] = child
        return entries

    def texts(self, key: str) -> tuple[str, ...]:
        """The members of a section that is a list of texts, from all files."""
        return tuple(
            t for node in self.found.get(key, []) for t in read_texts(node, self.mistakes, "a list of texts")
        )

    def each(self, key: str, read: Callable[[str, Node, Mistakes], T]) -> dict[str, T]:
        """The entries of a mapping section, each read by `read`."""
        return {name: read(name, node, self.mistakes) for name, node in self.mapping(key).items()}

    def text(self, key: str, default: str) -> str:
        """A section that is one text."""
        node = self.single(key)
        return read_text(node, self.mistakes, f"a text for '{key}'") if node else default


def _assemble(book: Sections, base: Codebook, mistakes: Mistakes) -> Codebook:
    name, version = book.text("codebook", base.name), book.text("version", base.version)
    if not name or not version:
        mistakes.add(
            book.first, "a codebook with 'codebook: NAME' and 'version: \"1.0\"'", found="no name or version"
        )
    forms = _forms(book, base)
    families = {**base.families, **book.each("families", read_family)}
    vocabularies = _vocabularies(book, base)
    kinds = {**base.actor_kinds, **book.each("actor_kinds", read_actor_kind)}
    source_kinds = {**base.source_kinds, **book.each("source_kinds", read_source_kind)}
    types = {
        type_id: read_type(type_id, node, mistakes, families, vocabularies, frozenset(kinds), forms)
        for type_id, node in book.mapping("types").items()
    }
    return Codebook(
        name=name,
        version=version,
        title=book.text("title", base.title),
        families=frozen(families),
        types=frozen(_types(book, base, types)),
        forms=forms,
        blocks=base.blocks + book.texts("blocks"),
        reporting_verbs=frozen({**base.reporting_verbs, **_reporting(book)}),
        source_kinds=frozen(source_kinds),
        sources=frozen({**base.sources, **book.each("sources", _with(read_source, source_kinds))}),
        actor_kinds=frozen(kinds),
        actors=frozen({**base.actors, **book.each("actors", _with(read_actor, kinds))}),
        generic_actors=frozen(
            {**base.generic_actors, **book.each("generic_actors", _with(read_generic, kinds))}
        ),
        nationalities=frozen({**base.nationalities, **book.each("nationalities", read_nationality)}),
        state_bodies=frozen(
            {**base.state_bodies, **book.each("state_bodies", _with(read_state_body, kinds))}
        ),
        filling=base.filling + book.texts("filling"),
        weapons=frozen({**base.weapons, **book.each("weapons", read_weapon)}),
        cues=frozen({**base.cues, **book.each("cues", read_cue)}),
        numbers=_numbers(book, base),
        effects=frozen({**base.effects, **_effects(book)}),
        pronouns=base.pronouns + book.texts("pronouns"),
        vocabularies=vocabularies,
    )


def _types(book: Sections, base: Codebook, own: Mapping[str, EventType]) -> Mapping[str, EventType]:
    known = dict(base.types)
    for node in book.found.get("drop_types", []):
        for member in node.value if isinstance(node.value, list) else [node]:
            known.pop(read_choice(member, book.mistakes, base.types.keys(), "'drop_types'"), None)
    return {**known, **own}


def _forms(book: Sections, base: Codebook) -> Forms:
    irregular = {
        word: read_texts(node, book.mistakes, "the irregular forms of a word")
        for word, node in book.mapping("irregular").items()
    }
    known = Forms({**base.forms.irregular, **irregular}, base.forms.classes)
    classes = dict(known.classes)
    for name, node in book.mapping("classes").items():
        members = read_texts(node, book.mistakes, "the words of a class")
        classes[name] = frozenset().union(*(known.of(member) for member in members if " " not in member))
    return Forms(frozen(known.irregular), frozen(classes))


def _with(
    read: Callable[[str, Node, Mistakes, Iterable[str]], T], kinds: Mapping[str, object]
) -> Callable[[str, Node, Mistakes], T]:
    return lambda name, node, mistakes: read(name, node, mistakes, kinds)


def _reporting(book: Sections) -> dict[str, ReportingVerb]:
    verbs: dict[str, ReportingVerb] = {}
    for kind, node in book.mapping("reporting_verbs").items():
        verbs.update(read_reporting(kind, node, book.mistakes))
    return verbs


def _effects(book: Sections) -> dict[str, tuple[str, ...]]:
    effects = {}
    for effect, node in book.mapping("effects").items():
        if effect not in EFFECTS:
            book.mistakes.add(
                node, "one of " + ", ".join(EFFECTS), found=f"effect '{effect}'", hint=near(effect, EFFECTS)
            )
        effects[effect] = read_texts(node, book.mistakes, "a list of words")
    return effects


def _numbers(book: Sections, base: Codebook) -> Numbers:
    node = book.single("numbers")
    return read_numbers(node, book.mistakes) if node else base.numbers


def _vocabularies(book: Sections, base: Codebook) -> Vocabularies:
    node = book.single("vocabularies")
    return read_vocabularies(node, book.mistakes) if node else base.vocabularies
