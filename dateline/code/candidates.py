"""Who and what could play a role in an event, as phrases, dates, weapons and tolls near a sighting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.code.kit import Kit
from dateline.code.labels import ROLES
from dateline.code.naming import head_of
from dateline.code.naming_phrases import Phrase
from dateline.code.naming_tree import Tree
from dateline.code.naming_words import naming_words
from dateline.code.reading import RawMention
from dateline.code.role_features import AFTER, BEFORE, Trigger
from dateline.code.scene import Scene
from dateline.code.sightings import Sighting
from dateline.code.toll import Count, read_count
from dateline.code.toll_find import Tally, phrase_bounds
from dateline.model import Span, When
from dateline.model.event import EFFECTS, Effect

LIKELY = 0.25
"""Sightings less likely than this own no phrase, and their tolls are not looked for."""
_MARKED = 0.5
"""The chance from which the reader's word is taken that people suffered an effect."""
_ONE = Count(1, 1, "one person named")
_ASIDE = frozenset({"punct", "cc", "conj", "appos", "relcl", "acl", "advcl"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words first..last (inclusive) that may play a role; `tag` tells what ('rebel_group', 'killed' …).

    `means` is whom or what they stand for, for comparing (a name in lower case, days, an effect with its
    count, a weapon); `phrase` carries what the parse says; `when`, `tally`, `weapon` are set where such.
    """

    first: int
    last: int
    span: Span
    phrase: Phrase
    tag: str
    means: str
    when: When | None = None
    tally: Tally | None = None
    weapon: str | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """All of a report's, each kind in the order of the text."""

    who: tuple[Candidate, ...]
    dates: tuple[Candidate, ...]
    weapons: tuple[Candidate, ...]
    tolls: tuple[Candidate, ...]
    triggers: tuple[int, ...]
    """The words by which likely sightings hang in the parse, in order."""

    def owner(self, tree: Tree, word: int) -> int | None:
        """The nearest such word above `word` (or itself), or None where there is none."""
        return next((w for w in (word, *tree.above(word)) if self._is_trigger(w)), None)

    def between(self, trigger: Trigger, word: int) -> int:
        """How many such words stand between a trigger and `word`, two at most."""
        low, high = (trigger.last + 1, word) if word > trigger.last else (word + 1, trigger.first)
        return min(2, max(0, bisect_left(self.triggers, high) - bisect_left(self.triggers, low)))

    def _is_trigger(self, word: int) -> bool:
        at = bisect_left(self.triggers, word)
        return at < len(self.triggers) and self.triggers[at] == word


def list_candidates(scene: Scene, kit: Kit, sightings: Sequence[Sighting]) -> Candidates:
    """The candidates of a report, made once and shared by its sightings."""
    tree = scene.tree
    likely = [s for s in sightings if s.chance >= LIKELY]
    nobody = naming_words().nobody
    phrases = (p for p in scene.voices.names.cast.phrases if tree.lemmas[p.head].lower() not in nobody)
    who = tuple(_phrase(scene, p, kit) for p in phrases)
    dates = tuple(_dates(scene))
    weapons = tuple(_thing(tree, a, b, "weapon", weapon=name) for a, b, name in scene.weapons)
    tallies = (*_told_tallies(scene), *_marked_tallies(scene, kit, likely))
    tolls = tuple(_thing(tree, t.first, t.last, t.effect, tally=t) for t in tallies)
    return Candidates(who, dates, weapons, tolls, tuple(sorted({s.trigger.head for s in likely})))


def _told_tallies(scene: Scene) -> Iterator[Tally]:
    """The counts that words for effects tell of, without those of things; one person named is one."""
    for tally in scene.tallies:
        phrase = scene.voices.names.cast.at.get(tally.head)
        counted = _is_counted(scene.tree, tally.first, tally.last)
        if phrase is not None and _names_one(phrase) and not counted:
            yield replace(tally, first=phrase.first, last=phrase.last, count=_ONE)
        elif counted or tally.count.high == 0 or phrase is None or phrase.nature != "thing":
            yield tally


def _is_counted(tree: Tree, first: int, last: int) -> bool:
    return any(tree.tags[word] == "CD" for word in range(first, last + 1))


def _names_one(phrase: Phrase) -> bool:
    """Whether a name is one person's: said to be, or of several words and not plural ('Fred Winters')."""
    alone = phrase.nature == "open" and not phrase.plural and phrase.last > phrase.first
    return phrase.kind == "name" and (phrase.nature == "person" or alone)


def _marked_tallies(scene: Scene, kit: Kit, sightings: Sequence[Sighting]) -> Iterator[Tally]:
    """Counts of people that the reader marks as killed, injured … where no word beside them says so."""
    tree, words = scene.tree, scene.raw.words
    taken = {w for t in scene.tallies for w in range(t.first, t.last + 1)}
    for sighting in sightings:
        for effect, first, last in _marked(sighting.raw) if sighting.raw else ():
            low, high = tree.word_at(words[first].start), tree.word_at(words[last - 1].end - 1)
            head = head_of(tree, low, high)
            low, high = phrase_bounds(tree, head)
            if not taken.isdisjoint(range(low, high + 1)) or not _may_suffer(scene, head):
                continue
            phrase = scene.voices.names.cast.at.get(head)
            named = phrase is not None and _names_one(phrase) and not _is_counted(tree, low, high)
            count = _ONE if named else read_count(tree.span(low, high).text, kit.codebook.numbers)
            if count is not None:
                taken.update(range(low, high + 1))
                yield Tally(low, high, head, effect, sighting.trigger.head, count)


def _may_suffer(scene: Scene, head: int) -> bool:
    """Whether a word stands for people: persons, bodies of them, or a bare number."""
    phrase = scene.voices.names.cast.at.get(head)
    return scene.tree.tags[head] == "CD" or (phrase is not None and phrase.nature in ("person", "people"))


def _marked(raw: RawMention) -> Iterator[tuple[Effect, int, int]]:
    """Runs of the reader's words (last exclusive) that it marks with an effect."""
    for effect in EFFECTS:
        inside = 1.0 - raw.roles[:, ROLES.index(effect), 0] >= _MARKED
        start: int | None = None
        for i, marked in enumerate([*inside.tolist(), False]):
            if marked and start is None:
                start = i
            elif not marked and start is not None:
                yield effect, raw.crop[0] + start, raw.crop[0] + i
                start = None


def near(candidates: tuple[Candidate, ...], tree: Tree, trigger: Trigger) -> Iterator[Candidate]:
    """Those within a few sentences of a trigger, without its own words (but for tolls and weapons)."""
    return (c for c in candidates if _is_near(c, tree, trigger))


def near_dates(candidates: tuple[Candidate, ...], tree: Tree, trigger: Trigger) -> Iterator[Candidate]:
    """The dates near a trigger, and those that may frame what a report goes on to tell: its first, the last
    one before the trigger."""
    before = [c for c in candidates if c.phrase.head < trigger.first]
    frame = (*candidates[:1], *before[-1:])
    return (c for c in candidates if c in frame or _is_near(c, tree, trigger))


def _is_near(c: Candidate, tree: Tree, trigger: Trigger) -> bool:
    inside = trigger.first <= c.phrase.head <= trigger.last and c.phrase.kind != "common"
    apart = tree.sents[c.phrase.head] - tree.sents[trigger.head]
    return -BEFORE <= apart <= AFTER and not (inside and c.tag == "")


def _phrase(scene: Scene, phrase: Phrase, kit: Kit) -> Candidate:
    tree = scene.tree
    first, last = _whole(tree, phrase)
    span = tree.span(first, last)
    means = scene.voices.names.of_head(phrase.head).name.lower()
    kind = kit.codebook.actor_kind(tree.span(phrase.first, phrase.last).text)
    return Candidate(first, last, span, phrase, kind or "", means)


def _whole(tree: Tree, phrase: Phrase) -> tuple[int, int]:
    """A common noun with the 'of …' after it ('the outskirts of X', 'members of the army'), else itself."""
    last = phrase.last
    if phrase.kind == "common":
        for kid in tree.kids[phrase.head]:
            if kid > phrase.head and tree.deps[kid] == "prep" and tree.lowers[kid] == "of":
                apart = [k for k in _below(tree, kid) if tree.deps[k] in _ASIDE and k > kid]
                last = max(last, min([tree.rights[kid], *(tree.lefts[k] - 1 for k in apart)]))
    return phrase.first, last


def _below(tree: Tree, word: int) -> Iterator[int]:
    for kid in tree.kids[word]:
        yield kid
        yield from _below(tree, kid)


def _dates(scene: Scene) -> Iterator[Candidate]:
    tree = scene.tree
    for expression, when in scene.dates:
        span = expression.span
        first, last = tree.word_at(span.start), tree.word_at(max(span.start, span.end - 1))
        made = _thing(tree, first, last, expression.kind, when=when)
        yield Candidate(first, last, span, made.phrase, made.tag, made.means, when=when)


def _thing(
    tree: Tree,
    first: int,
    last: int,
    tag: str,
    *,
    when: When | None = None,
    tally: Tally | None = None,
    weapon: str | None = None,
) -> Candidate:
    """A candidate that is no phrase of the cast: its head by the parse, its nature open."""
    head = tally.head if tally else head_of(tree, first, last)
    phrase = Phrase(
        head,
        first,
        last,
        "common",
        "thing",
        False,
        "",
        tree.deps[head].startswith("nsubj"),
        False,
        (first, last),
    )
    span = tree.span(first, last)
    return Candidate(first, last, span, phrase, tag, _means(span, when, tally, weapon), when, tally, weapon)


def _means(span: Span, when: When | None, tally: Tally | None, weapon: str | None) -> str:
    if when is not None:
        return f"{when.first}/{when.last}"
    if tally is not None:
        return f"{tally.effect} {tally.count.low}/{tally.count.high}"
    return weapon or span.text.lower()
