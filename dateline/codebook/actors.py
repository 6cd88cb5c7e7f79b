"""Finding the actor a text names: by name, by nationality and noun, or a generic one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dateline.codebook.entries import ActorEntry, ActorKind, Nationality, StateBody
from dateline.codebook.fold import drop_article, fold_name, fold_words
from dateline.codebook.inflect import inflect

_LONGEST = 6


class ActorFinder:
    """Looks actors up by their words; made once for a codebook."""

    def __init__(
        self,
        actors: Iterable[ActorEntry],
        generic: Iterable[ActorEntry],
        nationalities: Iterable[Nationality],
        kinds: Iterable[ActorKind],
        bodies: Iterable[StateBody] = (),
        filling: Iterable[str] = (),
    ) -> None:
        listed = tuple(actors)
        self._named = _by_name(listed)
        self._by_id = {entry.id: entry for entry in listed}
        self._generic = _by_name(generic)
        self._nations = {n.iso: n for n in nationalities}
        self._countries = _country_words(self._nations.values())
        self._capitals = {fold_name(n.capital): n.iso for n in self._nations.values() if n.capital}
        self._kind_words = _kind_words(kinds)
        self._bodies = {word: body for body in bodies for word in body.words}
        self._filling = frozenset(filling)

    def find(self, text: str) -> ActorEntry | None:
        """The actor that `text` names, or None."""
        folded = fold_name(text)
        return (
            self._named.get(folded)
            or self._state(folded)
            or self._made(fold_words(text))
            or self._told(folded, text)
            or self._inside(fold_words(text))
        )

    def country_of(self, text: str) -> str | None:
        """The single country that `text` names or calls by its people, or None."""
        found = {iso for iso, _, _ in self._countries_in(fold_words(text))}
        return found.pop() if len(found) == 1 else None

    def kind_of(self, text: str) -> str | None:
        """The kind of the actor that `text` names, else the kind that its last telling noun gives, or
        None."""
        entry = self.find(text)
        if entry:
            return entry.kind
        words = fold_words(text)
        told = [self._kind_words[word] for word in words if word in self._kind_words]
        return told[-1] if told else None

    def _state(self, folded: str) -> ActorEntry | None:
        iso = self._countries.get(folded) or self._capitals.get(folded)
        if iso is None:
            return None
        return ActorEntry(f"state:{iso}", self._nations[iso].name, "state_forces", (), iso)

    def _told(self, folded: str, text: str) -> ActorEntry | None:
        """A generic actor, under the words of the text: 'the villagers' are civilians named 'villagers'."""
        entry = self._generic.get(folded)
        return replace(entry, name=drop_article(text)) if entry else None

    def _made(self, words: list[str]) -> ActorEntry | None:
        """'Syrian government forces', 'the army of Syria': a country and, beside it, a noun of the state."""
        countries = self._countries_in(words)
        if len({iso for iso, _, _ in countries}) > 1:
            return None
        for iso, start, end in countries:
            rest = words[end:] or [word for word in words[:start] if word not in ("of", "in", "the")]
            body = next((self._bodies[word] for word in reversed(rest) if word in self._bodies), None)
            if body and len(rest) <= 4:
                return self._body_of(body, self._nations[iso])
        return None

    def _body_of(self, body: StateBody, nation: Nationality) -> ActorEntry:
        """The listed actor with that id ('forces:IL'), else one made from the country's name."""
        made = f"{body.id}:{nation.iso}"
        name = body.name.format(country=nation.name)
        return self._by_id.get(made) or ActorEntry(made, name, body.kind, (), nation.iso)

    def _inside(self, words: list[str]) -> ActorEntry | None:
        """A named actor in a longer phrase ('Hamas fighters', 'members of Boko Haram'): longest, then
        first."""
        for size in range(min(_LONGEST, len(words) - 1), 0, -1):
            for start in range(len(words) - size + 1):
                entry = self._named.get(" ".join(words[start : start + size]))
                if entry and all(self._is_filling(word) for word in words[:start] + words[start + size :]):
                    return entry
        return None

    def _is_filling(self, word: str) -> bool:
        return word in self._filling or word.isdigit()

    def _countries_in(self, words: list[str]) -> list[tuple[str, int, int]]:
        found, i = [], 0
        while i < len(words):
            for size in range(min(5, len(words) - i), 0, -1):
                iso = self._countries.get(" ".join(words[i : i + size]))
                if iso:
                    found.append((iso, i, i + size))
                    i += size - 1
                    break
            i += 1
        return found


def _by_name(entries: Iterable[ActorEntry]) -> Mapping[str, ActorEntry]:
    names: dict[str, ActorEntry] = {}
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            names.setdefault(fold_name(name), entry)
    return names


def _country_words(nations: Iterable[Nationality]) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for nation in nations:
        for name in (nation.name, *nation.aliases, *nation.demonyms):
            words.setdefault(fold_name(name), nation.iso)
        for people in nation.demonyms:
            words.setdefault(fold_name(people + "s"), nation.iso)
    return words


def _kind_words(kinds: Iterable[ActorKind]) -> Mapping[str, str]:
    return {form: kind.id for kind in kinds for word in kind.words for form in inflect(word, {})}
