"""A situation report as a self-contained page."""

from __future__ import annotations

from dateline.codebook import Codebook
from dateline.publish.day_words import range_words
from dateline.publish.page_parts import (
    csp_hash,
    draw,
    family_class,
    family_style,
    read_part,
    render,
    safe_url,
)
from dateline.publish.situation import UNDATED, UNDATED_NOTE, Situation
from dateline.publish.timeline import draw_timeline


def sitrep_page(situation: Situation, book: Codebook) -> bytes:
    """The page, in UTF-8; the same situation gives the same bytes."""
    style = read_part("page.css") + read_part("sitrep.css") + family_style(book)
    families = dict.fromkeys(f for _, counts in situation.days for f in counts)
    return render(
        "sitrep",
        s=situation,
        style=style,
        style_hash=csp_hash(style),
        timeline=draw_timeline(situation.days, situation.since, situation.until),
        classes={f: family_class(f, book) for f in families},
        titles={f: book.families[f].title if f in book.families else f for f in families},
        period=range_words(situation.since, situation.until),
        before=range_words(*situation.before),
        undated=UNDATED,
        undated_note=UNDATED_NOTE,
        chart=draw(situation.pins),
        urls={c.number: safe_url(c.url) for c in situation.citations},
    )
