"""Who appears in a report: each name under its fullest form, with what is known of whoever bears it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from dateline.code.naming_countries import CountryWords, countries_at, leading_country
from dateline.code.naming_phrases import Nature, Phrase, find_phrases, fold
from dateline.code.naming_tree import Tree
from dateline.code.naming_words import NamingWords

ALIKE, ALIKE_TITLED = 0.84, 0.7
"""How alike two spellings of a last name must be (Indel similarity); less where both bear the same title."""
_ARTICLES = frozenset({"al", "el", "ad", "ash", "as", "-", "’", "'", "the"})


@dataclass(slots=True)
class Figure:
    """Someone or something that bears a name in the report.

    `name` is the fullest form, `phrases` every phrase that uses it, in order; `title`, `gender`, `nature` and
    `country` (ISO 3166-1 alpha-2) are what the phrases together tell.
    """

    name: str
    phrases: list[Phrase]
    nature: Nature = "open"
    gender: str = ""
    country: str | None = None
    title: set[str] = field(default_factory=set)
    why: str = ""


@dataclass(slots=True)
class Cast:
    """The phrases of a report and the figures behind its names.

    `at` gives the phrase whose head is a word, `within` the phrase that covers it, `figures` the figure of a
    name's head, `countries` the country a word names, `leading` the one the report is mostly about.
    """

    tree: Tree
    phrases: list[Phrase]
    at: dict[int, Phrase]
    figures: dict[int, Figure]
    countries: dict[int, str]
    leading: str | None


def read_cast(tree: Tree, words: NamingWords, nations: CountryWords) -> Cast:
    """The cast of a report, from its parse."""
    phrases = find_phrases(tree, words)
    countries = countries_at(tree, nations)
    names = [p for p in phrases if p.kind == "name"]
    figures = _gather(tree, names, countries)
    _join_acronyms(tree, names, figures)
    _join_last_names(tree, figures)
    _join_spellings(tree, figures)
    for figure in {id(f): f for f in figures.values()}.values():
        _describe(tree, figure, countries)
    return Cast(tree, phrases, {p.head: p for p in phrases}, figures, countries, leading_country(countries))


def _gather(tree: Tree, names: Sequence[Phrase], countries: dict[int, str]) -> dict[int, Figure]:
    """One figure for each distinct spelling."""
    by_text: dict[str, Figure] = {}
    figures: dict[int, Figure] = {}
    for phrase in names:
        text = tree.span(*phrase.bare).text
        figure = by_text.setdefault(_key(text), Figure(text, []))
        figure.phrases.append(phrase)
        figures[phrase.head] = figure
    return figures


def _key(text: str) -> str:
    return " ".join(w for w in fold(text).replace("-", " ").split() if w not in _ARTICLES)


def _merge(into: Figure, other: Figure, figures: dict[int, Figure], why: str) -> None:
    into.phrases = sorted({p.head: p for p in (*into.phrases, *other.phrases)}.values(), key=lambda p: p.head)
    into.why = into.why or why
    for phrase in other.phrases:
        figures[phrase.head] = into


def _join_acronyms(tree: Tree, names: Sequence[Phrase], figures: dict[int, Figure]) -> None:
    """'Syrian Democratic Forces (SDF)': the initials stand for the words before them, wherever they recur."""
    long_forms = _long_forms(tree)
    if not long_forms:
        return
    made: dict[str, Figure] = {}
    for phrase in names:
        figure = figures[phrase.head]
        written = fold(tree.span(*phrase.bare).text)
        for short, long_form in long_forms.items():
            if (
                written == short
                or (len(written) > len(short) and written in long_form.lower())
                or written == fold(long_form)
            ):
                known = made.setdefault(short, Figure(long_form, [], nature="body"))
                _merge(known, figure, figures, f"{short.upper()!r} is written out as {long_form!r}")
                break


def _long_forms(tree: Tree) -> dict[str, str]:
    """Folded initials in brackets, with the words before the bracket that they abbreviate."""
    found: dict[str, str] = {}
    for i in range(2, len(tree) - 2):
        if tree.words[i] != "(" or tree.words[i + 2] not in (")", ",", ";"):
            continue
        short = tree.words[i + 1].replace(".", "")
        if not (2 <= len(short) <= 8 and sum(c.isupper() for c in short) >= 2 and short.isalpha()):
            continue
        begin = next(
            (b for b in range(i - 2, max(-1, i - 10), -1) if _abbreviates(short, tree.words[b:i])), None
        )
        if begin is not None:
            found.setdefault(fold(short), tree.span(begin, i - 1).text)
    return found


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether the words, first to last, begin with the letters of `short` (small words may be left out)."""
    letters = fold(short)
    initials = "".join(fold(w)[:1] for w in words if w[:1].isupper())
    if words[0][:1].isupper() and initials == letters:
        return True
    pieces = "".join(fold(w)[:1] for w in words if w[:1].isalpha())
    return words[0][:1].isupper() and pieces == letters


def _join_last_names(tree: Tree, figures: dict[int, Figure]) -> None:
    """'Lavrov' is 'Sergei Lavrov' where the report has one such name, or the one it uses most."""
    full: dict[str, list[Figure]] = defaultdict(list)
    for figure in _distinct(figures):
        if len(_key(figure.name).split()) >= 2 and _may_be_person(tree, figure):
            full[_key(figure.name).split()[-1]].append(figure)
    for figure in _distinct(figures):
        key = _key(figure.name).split()
        if not key or (len(key) > 1 and not _may_be_person(tree, figure)):
            continue
        options = [
            f for f in full.get(key[-1], ()) if f is not figure and set(key) <= set(_key(f.name).split())
        ]
        if len(options) == 1:
            _merge(options[0], figure, figures, "the fuller name stands elsewhere in the report")
        elif options and len(key) == 1:
            _share_out(figure, options, figures)


def _share_out(figure: Figure, options: Sequence[Figure], figures: dict[int, Figure]) -> None:
    """Several bear the last name: each use of it alone goes to the one named in full last before."""
    uses = [(f, p.head) for f in options for p in f.phrases]
    for phrase in figure.phrases:
        before = [(head, f) for f, head in uses if head < phrase.head]
        into = max(before, key=lambda u: u[0])[1] if before else options[0]
        _merge(into, Figure(figure.name, [phrase]), figures, "the one named in full last before")


def _distinct(figures: dict[int, Figure]) -> list[Figure]:
    return list({id(f): f for f in figures.values()}.values())


def _may_be_person(tree: Tree, figure: Figure) -> bool:
    natures = {p.nature for p in figure.phrases}
    if "person" in natures:
        return True
    if natures & {"body", "thing"}:
        return False
    words = figure.name.replace("-", " ").split()
    article = any(tree.lowers[p.first] == "the" and p.first < p.bare[0] for p in figure.phrases)
    placed = any(p.placed for p in figure.phrases)
    return (
        2 <= len(words) <= 5
        and not article
        and not placed
        and not any(w.isupper() and len(w) > 2 for w in words)
    )


def _join_spellings(tree: Tree, figures: dict[int, Figure]) -> None:
    """'Cavusoglu' and 'Gavishoglu': nearly the same last name, less nearly where they share a title."""
    persons = [f for f in _distinct(figures) if any(p.nature == "person" for p in f.phrases) or (
        len(f.name.split()) > 1 and _may_be_person(tree, f))]  # fmt: skip
    for i, one in enumerate(persons):
        alike = [(_likeness(one, o), -j, o) for j, o in enumerate(persons[:i])
                 if figures[o.phrases[0].head] is o and _spelled_alike(one, o)]  # fmt: skip
        if alike and figures[one.phrases[0].head] is one:
            other = max(alike, key=lambda a: a[:2])[2]
            fuller, shorter = (one, other) if len(one.name) > len(other.name) else (other, one)
            _merge(fuller, shorter, figures, "the same person in another spelling")


def _likeness(one: Figure, other: Figure) -> float:
    return Indel.normalized_similarity(_key(one.name), _key(other.name))


def _spelled_alike(one: Figure, other: Figure) -> bool:
    a, b = _key(one.name).split(), _key(other.name).split()
    if (
        not a
        or not b
        or min(len(a[-1]), len(b[-1])) < 5
        or one.name[-2:].isupper() != other.name[-2:].isupper()
    ):
        return False
    if len(a) > 1 and len(b) > 1 and Indel.normalized_similarity(a[0], b[0]) < 0.7:
        return False
    titles = [set().union(*(p.title for p in f.phrases)) for f in (one, other)]
    needed = ALIKE_TITLED if titles[0] & titles[1] else ALIKE
    return Indel.normalized_similarity(a[-1], b[-1]) >= needed


def _describe(tree: Tree, figure: Figure, countries: dict[int, str]) -> None:
    figure.title = set().union(*(p.title for p in figure.phrases))
    natures = [p.nature for p in figure.phrases if p.nature != "open"]
    figure.nature = "person" if "person" in natures else natures[0] if natures else "open"
    if figure.nature == "open" and _may_be_person(tree, figure):
        figure.nature = "person"
    if (
        figure.nature in ("open", "person")
        and not figure.title
        and any(p.bare[1] in countries for p in figure.phrases)
    ):
        figure.nature = "body"
    if figure.nature == "open" and 2 * sum(p.placed for p in figure.phrases) > len(figure.phrases):
        figure.nature = "thing"
    figure.gender = next((p.gender for p in figure.phrases if p.gender), "")
    around = (i for p in figure.phrases for i in _around(tree, p))
    figure.country = next((countries[i] for i in around if i in countries), None)


def _around(tree: Tree, phrase: Phrase) -> Iterable[int]:
    """The words of a name's phrase and of the apposition beside it, where its country may be said."""
    yield from range(phrase.first, phrase.bare[1] + 1)
    for kid in tree.kids[phrase.head]:
        if tree.deps[kid] == "appos":
            yield from range(tree.lefts[kid], min(tree.rights[kid], kid + 6) + 1)
