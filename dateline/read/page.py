"""What a page says of itself: title, day, outlet, address, language. From its own metadata, never guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from selectolax.lexbor import LexborHTMLParser

from dateline.read.admit import Known
from dateline.read.published import parse_published


def read_metadata(tree: LexborHTMLParser) -> Known:
    """What the page's JSON-LD and, after it, its other metadata say (selectors in page.yml)."""
    articles = list(_find_articles(tree))
    return Known(
        published=_first_day(_ld_strings(articles, "datePublished")) or _select_day(tree),
        outlet=next(_ld_strings([_publisher(a) for a in articles], "name"), None) or _select(tree, "outlet"),
        title=next(_ld_strings(articles, "headline"), None) or _select(tree, "title"),
        url=_web_address(_select(tree, "url")),
        language=_select(tree, "language"),
    )


@lru_cache(maxsize=1)
def _selectors() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(
        resources.files(__package__).joinpath("page.yml").read_text("utf-8")
    )
    return data


def _select(tree: LexborHTMLParser, field: str) -> str | None:
    return next((said for selector in _selectors()[field] for said in _read(tree, selector)), None)


def _select_day(tree: LexborHTMLParser) -> date | None:
    for selector in _selectors()["published"]:
        days = {parse_published(said) for said in _read(tree, selector)} - {None}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _read(tree: LexborHTMLParser, selector: list[str]) -> Iterator[str]:
    css, attribute = selector
    for node in tree.css(css):
        said = node.text() if attribute == "text" else node.attributes.get(attribute)
        if said and said.strip():
            yield " ".join(said.split())


def _find_articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that are articles, news before the page around them."""
    found: list[tuple[int, dict[str, Any]]] = []
    kinds: list[str] = _selectors()["article_types"]
    for script in tree.css('script[type="application/ld+json"]'):
        for item in _walk_ld(_parse_ld(script.text())):
            named = item.get("@type")
            types = named if isinstance(named, list) else [named]
            ranks = [kinds.index(t) for t in types if t in kinds]
            found += [(min(ranks), item)] if ranks else []
    return (item for _, item in sorted(found, key=lambda pair: pair[0]))


def _parse_ld(words: str) -> Any:
    try:
        return json.loads(words.strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def _walk_ld(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()


def _publisher(article: dict[str, Any]) -> dict[str, Any]:
    said = article.get("publisher")
    if isinstance(said, list):
        said = said[0] if said else None
    return said if isinstance(said, dict) else {"name": said}


def _ld_strings(items: list[dict[str, Any]], key: str) -> Iterator[str]:
    for item in items:
        said = item.get(key)
        if isinstance(said, str) and said.strip():
            yield " ".join(said.split())


def _first_day(said: Iterator[str]) -> date | None:
    return next((day for day in map(parse_published, said) if day), None)


def _web_address(said: str | None) -> str | None:
    return said if said and said.startswith(("http://", "https://")) else None
