"""Naming: whom a phrase of a report means, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from dateline.code.chain_words import VerbLike
from dateline.code.naming_cast import Cast, read_cast
from dateline.code.naming_countries import NationLike, country_words
from dateline.code.naming_phrases import Phrase, is_relative
from dateline.code.naming_pronouns import Setting, Speech, lead_back
from dateline.code.naming_refer import find_referent, fullest_name, named_apart, own_body
from dateline.code.naming_tree import NOUN_TAGS, Tree
from dateline.code.naming_words import DEMONSTRATIVES, NamingWords, naming_words
from dateline.model import Span


class ActorLike(Protocol):
    """An actor as a codebook lists it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...


class SourceLike(Protocol):
    """A source as a codebook lists it."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Lexicon(Protocol):
    """What naming and attribution ask of a codebook."""

    @property
    def nationalities(self) -> Mapping[str, NationLike]: ...
    @property
    def generic_actors(self) -> Mapping[str, ActorLike]: ...
    @property
    def reporting_verbs(self) -> Mapping[str, VerbLike]: ...
    def find_actor(self, text: str) -> ActorLike | None: ...
    def find_source(self, name: str) -> SourceLike | None: ...
    def source_kind(self, name: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a phrase means.

    `name` is the codebook's canonical name, else the fullest name the report gives, else the phrase without
    its article. `id` is a codebook actor's, `country` ISO 3166-1 alpha-2, `referent` the phrase that a
    pronoun or 'the group' was led back to; each None where not known.
    """

    name: str
    id: str | None
    country: str | None
    referent: Span | None
    why: str


@dataclass(slots=True)
class Names:
    """Names of one report: what its pronouns are led back in, and the codebook to look names up in."""

    setting: Setting
    codebook: Lexicon
    _found: dict[str, ActorLike | None] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        """The phrases and figures of the report."""
        return self.setting.cast

    @property
    def words(self) -> NamingWords:
        """The nouns that stand for people and bodies."""
        return self.setting.words

    def of(self, span: Span) -> Named:
        """Whom the words of `span` mean."""
        tree = self.cast.tree
        first, last = tree.word_at(span.start), tree.word_at(max(span.start, span.end - 1))
        return self.of_head(head_of(tree, first, last), (first, last))

    def of_head(self, head: int, within: tuple[int, int] | None = None, depth: int = 0) -> Named:
        """Whom the phrase with the head word `head` means; `within` are its words where they are given."""
        tree, phrase = self.cast.tree, self.cast.at.get(head)
        words = within or ((phrase.first, phrase.last) if phrase else (head, head))
        text = _plain(tree, *words)
        figure = self.cast.figures.get(head)
        if figure is not None and phrase is not None:
            return self._of_name(phrase, text)
        apart = named_apart(tree, self.cast, head, self.words)
        if apart is not None and depth < 3:
            found = self.of_head(apart, depth=depth + 1)
            return replace(found, why=f"{text!r} is named beside: {found.why}")
        owner = own_body(tree, phrase, self.words) if phrase and phrase.kind == "common" else None
        if owner is not None and phrase is not None and depth < 3:
            return self._of_owned(phrase, owner, text, depth)
        known = self.known_actor(text) if phrase is None or phrase.kind == "common" else None
        if known is not None and not self._is_generic(known):
            return Named(
                known.name, known.id, known.country, None, f"the codebook knows {text!r} as {known.name}"
            )
        referent, why = find_referent(self.setting, head) if depth < 3 else (None, "")
        if referent is not None and referent.head != head:
            found = self.of_head(referent.head, depth=depth + 1)
            said = f"{tree.words[head]!r} stands for {tree.span(referent.first, referent.last).text!r}: {why}"
            return Named(found.name, found.id, found.country, tree.span(referent.first, referent.last),
                         f"{said}; {found.why}")  # fmt: skip
        return self._of_words(phrase, text, known)

    def _of_name(self, phrase: Phrase, text: str) -> Named:
        """A name: the codebook's where it knows it, else its fullest form in the report."""
        figure = self.cast.figures[phrase.head]
        name = fullest_name(figure)
        written = [text, name] if figure.nature != "person" else [name]
        for words in written:
            known = self.known_actor(words)
            if known is not None and not self._is_generic(known):
                return Named(
                    known.name, known.id, known.country, None, f"the codebook knows {words!r} as {known.name}"
                )
        why = f"{name!r}: {figure.why}" if figure.why else f"named {name!r} in the report"
        return Named(name, None, figure.country, None, why)

    def _of_owned(self, phrase: Phrase, owner: int, text: str, depth: int) -> Named:
        """'its forces', 'his supporters': named after whoever they belong to."""
        tree = self.cast.tree
        referent, why = find_referent(self.setting, owner)
        if referent is None:
            return self._of_words(phrase, text, None)
        holder = self.of_head(referent.head, depth=depth + 1)
        noun = _plain(tree, owner + 1, phrase.head)
        known = self.known_actor(f"{holder.name} {noun}")
        span = tree.span(referent.first, referent.last)
        said = f"{tree.words[owner]!r} stands for {span.text!r}: {why}"
        if known is not None and not self._is_generic(known):
            return Named(known.name, known.id, known.country, span, said)
        return Named(f"{noun} of {holder.name}", None, holder.country, span, said)

    def _of_words(self, phrase: Phrase | None, text: str, known: ActorLike | None) -> Named:
        """A common noun that leads back to nobody: the state's bodies by country, others as written."""
        tree, cast = self.cast.tree, self.cast
        kind = self.words.bodies.get(tree.lemmas[phrase.head].lower()) if phrase else None
        if phrase is not None and kind in self.words.country_names and phrase.first + 1 == phrase.head:
            # only 'the army': anything more before the noun says whose it is
            country, why = self._country_near(phrase, kind)
            if country is not None:
                name = self.words.country_names[kind].format(
                    country=self.codebook.nationalities[country].name
                )
                actor = self.known_actor(name)
                return Named(name, actor.id if actor else None, country, None, why)
        near = (
            {cast.countries[i] for i in range(phrase.first, phrase.last + 1) if i in cast.countries}
            if phrase
            else set()
        )
        country = near.pop() if len(near) == 1 else None
        if known is not None:
            why = f"as written; the codebook counts it among {known.name!r}"
            return Named(text, known.id, country, None, why)
        return Named(text, None, country, None, "as written")

    def _country_near(self, phrase: Phrase, kind: str) -> tuple[str | None, str]:
        """Whose 'the army' is: that of the last such body before, else of the country reported on."""
        tree, cast = self.cast.tree, self.cast
        for other in reversed([p for p in cast.phrases if p.head < phrase.head and p.kind == "common"]):
            if self.words.bodies.get(tree.lemmas[other.head].lower()) == kind:
                found = {
                    cast.countries[i]
                    for i in range(tree.lefts[other.head], other.head + 1)
                    if i in cast.countries
                }
                if len(found) == 1:
                    return (
                        found.pop(),
                        f"the last {kind} named before is {tree.span(other.first, other.last).text!r}",
                    )
        if cast.leading is not None:
            return cast.leading, f"the report speaks of {cast.leading} far more than of any other country"
        return None, ""

    def _is_generic(self, known: ActorLike) -> bool:
        """Whether an entry is a kind of actor ('gunmen'), no particular one: the words stay the report's."""
        return any(known.id == entry.id for entry in self.codebook.generic_actors.values())

    def known_actor(self, text: str) -> ActorLike | None:
        """The codebook's actor of that name, asked once for each text."""
        if text not in self._found:
            self._found[text] = self.codebook.find_actor(text)
        return self._found[text]


def read_names(
    tree: Tree, codebook: Lexicon, speeches: Iterable[Speech] = (), tellers: Iterable[int] = ()
) -> Names:
    """The names of a parsed report, ready to name any phrase in it.

    `speeches` says who speaks which words, `tellers` are the head words of all who tell something.
    """
    words = naming_words()
    cast = read_cast(tree, words, country_words(tuple(codebook.nationalities.values())))
    names = Names(Setting(cast, tuple(speeches), frozenset(tellers), words), codebook)
    for figure in cast.figures.values():
        unsure = figure.nature == "open" or (figure.nature == "person" and not figure.title)
        if unsure and names.known_actor(figure.name) is not None:
            figure.nature = "body"
    lead_back(names.setting)
    return names


def head_of(tree: Tree, first: int, last: int) -> int:
    """The head of the words `first`..`last`: the noun or pronoun that hangs outside them, else the last."""
    for word in range(first, last + 1):
        outside = not first <= tree.heads[word] <= last or tree.heads[word] == word
        if outside and (
            tree.tags[word] in NOUN_TAGS or tree.tags[word].startswith("PRP") or is_relative(tree, word)
        ):
            return word
    nouns = [w for w in range(first, last + 1) if tree.tags[w] in NOUN_TAGS]
    return nouns[-1] if nouns else last


def _plain(tree: Tree, first: int, last: int) -> str:
    """The words without a leading article and a possessive ending."""
    while first < last and tree.lowers[first] in DEMONSTRATIVES | {"a", "an"}:
        first += 1
    while last > first and tree.tags[last] in ("POS", ",", "''", "``", "-LRB-", "-RRB-", ":", "."):
        last -= 1
    return tree.span(first, last).text
