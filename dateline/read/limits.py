"""How much the reading room takes in before it gives something up."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one thing read; whatever passes one is quarantined with that bound named in the reason.

    `text_chars`: code points of one report. `line_bytes`: one line or row of a file of reports.
    `document_bytes`: one page, PDF, message, feed or JSON document. `inflate_ratio`, `inflate_floor`: a
    compressed file may grow to `inflate_ratio` times its size, and always to `inflate_floor` bytes.
    `html_depth`: elements within elements of a page. `pdf_pages`: pages of a PDF. `feed_entries`: entries of
    a feed. `depth`: files within files (attachments, archives).
    """

    text_chars: int = 1_000_000
    line_bytes: int = 32 * MIB
    document_bytes: int = 64 * MIB
    inflate_ratio: int = 100
    inflate_floor: int = 64 * MIB
    html_depth: int = 2_000
    pdf_pages: int = 1_000
    feed_entries: int = 10_000
    depth: int = 4
