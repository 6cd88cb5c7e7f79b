"""A report read once, by every means there is: parse, names, voices, dates, weapons, tolls, chances."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.code.kit import Kit
from dateline.code.naming_tree import Tree, read_tree
from dateline.code.parse import parse_text
from dateline.code.reader import read_report
from dateline.code.reading import RawReading
from dateline.code.toll_find import PlainWord, Tally, find_tallies, plain_words
from dateline.code.voices import Voices, read_voices
from dateline.codebook import Codebook, Found
from dateline.codebook.entries import Cue
from dateline.dates import DateExpression, resolve_dates
from dateline.model import Report, When


@dataclass(frozen=True, slots=True)
class Scene:
    """What every later step looks at; nothing is decided yet. `text` has debris blanked, offsets unmoved."""

    report: Report
    text: str
    tree: Tree
    words: list[PlainWord]
    voices: Voices
    raw: RawReading
    dates: tuple[tuple[DateExpression, When | None], ...]
    tallies: tuple[Tally, ...]
    weapons: tuple[tuple[int, int, str], ...]
    """First and last word (inclusive) of each weapon, and the codebook's name for it."""
    cues: tuple[Found[Cue], ...]
    """The codebook's words for what did not happen, is planned, threatened or feared."""

    def reader_word(self, start: int) -> int:
        """The reader's word at the code point `start`, or the one before it."""
        words = self.raw.words
        return max(0, bisect_right(words, start, key=lambda w: w.start) - 1)

    def reader_words(self, start: int, end: int, starts: Sequence[int]) -> range:
        """The reader's words that share a code point with start..end."""
        first = max(0, bisect_right(starts, start) - 1)
        last = bisect_right(starts, end - 1)
        return range(first, max(first + 1, last))


def read_scene(report: Report, kit: Kit) -> Scene:
    """Read `report` by every means the kit has."""
    text = blank_debris(report)
    raw = read_report(text, kit.reader)
    return build_scene(report, text, raw, kit)


def build_scene(report: Report, text: str, raw: RawReading, kit: Kit) -> Scene:
    """The scene of a report that the trained reader has read already."""
    tree = read_tree(parse_text(text, kit.parser))
    words = plain_words(tree)
    return Scene(
        report=report,
        text=text,
        tree=tree,
        words=words,
        voices=read_voices(tree, kit.codebook, outlet=report.outlet),
        raw=raw,
        dates=resolve_dates(text, report.published),
        tallies=find_tallies(tree, words, kit.codebook),
        weapons=tuple(_weapons(tree, words, kit.codebook)),
        cues=tuple(kit.codebook.find_cues(words)),
    )


def blank_debris(report: Report) -> str:
    """The text with its debris replaced by as many spaces; line ends stay."""
    text = report.text
    for part in report.unread:
        blank = "".join(c if c == "\n" else " " for c in text[part.start : part.end])
        text = text[: part.start] + blank + text[part.end :]
    return text


def _weapons(tree: Tree, words: list[PlainWord], codebook: Codebook) -> list[tuple[int, int, str]]:
    return [(f.tokens[0], f.tokens[-1], f.entry.name) for f in codebook.find_weapons(words)]
