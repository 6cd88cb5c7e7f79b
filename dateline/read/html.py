"""Web pages: the article's text, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import trafilatura
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.errors import UnreadableError
from dateline.read.admit import Setting, admit
from dateline.read.decode import declared_in_markup, decode_text
from dateline.read.incoming import Read
from dateline.read.page import read_metadata

_NO_TEXT = "script, style, noscript, template, svg, iframe, object, embed, head, select, textarea, button"
_ASIDE = "nav, aside, footer, form, figure, dialog, menu"
_BLOCKS = (
    "p, div, li, tr, h1, h2, h3, h4, h5, h6, blockquote, section, article, header, "
    "table, ul, ol, dd, dt, pre, br, hr"
)
# Elements that no other tag closes for them.
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|main|aside|nav|header|footer|figure|table|ul|ol|dl|blockquote|a|b|i|u|em|strong|"
    r"font|small|big|center|form|q|sub|sup|code|pre|svg|g|h[1-6])\b",
    re.IGNORECASE,
)
# The extractor has lost part of the article where it kept less than this share of its paragraphs.
_KEPT = 0.7
# The extractor draws the edges of a table's rows.
_TABLE_EDGE = re.compile(r"^\| | \|\s*$", re.MULTILINE)


def read_html(data: bytes, setting: Setting, charset: str | None = None) -> Iterator[Read]:
    """The one report on a web page, with title, day, outlet, address and language from its metadata."""
    markup, _ = decode_text(data, charset or declared_in_markup(data))
    check_depth(markup, setting.limits.html_depth)
    check_length(markup, setting.limits.text_chars)
    known = read_metadata(LexborHTMLParser(markup))
    if setting.url:
        known = replace(known, url=setting.url)
    yield admit(article_text(markup), known, data, "text/html", setting)


def check_depth(markup: str, limit: int) -> None:
    """Raise UnreadableError where elements lie over `limit` deep: parsers take the square of that in time."""
    depth = 0
    for tag in _NESTING.finditer(markup):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > limit:
            raise UnreadableError(
                f"is a broken page: its elements lie more than {limit} deep within each other"
            )


def check_length(markup: str, limit: int) -> None:
    """Raise UnreadableError where a page has over `limit` characters: finding its article takes too long."""
    body = _bare_tree(markup, _NO_TEXT).body
    size = len(body.text()) if body and len(markup) > limit else 0
    if size > limit:
        raise UnreadableError(f"is a page with {size} characters of text; a report may have {limit}")


def article_text(markup: str) -> str:
    """The text of a page's article, one paragraph a line, without what surrounds it.

    Taken from trafilatura; where that keeps too little of what stands in the page's `article` paragraphs,
    from these; where it finds nothing, from every block of the page. Raises UnreadableError where the page
    has no text.
    """
    found = trafilatura.extract(markup, include_comments=False, include_tables=True, deduplicate=False) or ""
    paragraphs = _article_paragraphs(markup)
    if len(found) < len(paragraphs) * _KEPT:
        found = paragraphs
    text = _TABLE_EDGE.sub("", found) or block_text(markup)
    if not any(c.isalnum() for c in text):
        raise UnreadableError("is a page that holds no readable text; it may be drawn by a script")
    return text


def block_text(markup: str) -> str:
    """The visible words of a page or a piece of one, one block a line."""
    body = _bare_tree(markup, _NO_TEXT).body
    return _lines(body) if body else ""


def _article_paragraphs(markup: str) -> str:
    tree = _bare_tree(markup, f"{_NO_TEXT}, {_ASIDE}")
    articles = tree.css("article") or tree.css("main")
    fullest = max((a.css("p") for a in articles), key=lambda ps: sum(len(p.text()) for p in ps), default=[])
    return "\n".join(filter(None, (" ".join(p.text().split()) for p in fullest)))


def _bare_tree(markup: str, unwanted: str) -> LexborHTMLParser:
    tree = LexborHTMLParser(markup)
    for node in tree.css(unwanted):
        node.decompose()
    return tree


def _lines(body: LexborNode) -> str:
    for node in body.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    lines = (" ".join(line.split()) for line in body.text().split("\n"))
    return "\n".join(line for line in lines if line)
