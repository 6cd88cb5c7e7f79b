"""Quotations: where they open and close, and who speaks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.code.chain_cues import Cue, Stretch
from dateline.code.naming_tree import Tree

_MARK = re.compile(r"[“”„«»\"]|``|''|’’|‘‘")
_LINE = re.compile(r"[^\n]+")
OPENERS, CLOSERS = frozenset("“„«"), frozenset("”»")
SHORTEST = 4
"""Words below which a quotation is a phrase of its sentence and has no speaker of its own."""
SPEAKING = frozenset({"say", "vow", "accuse", "demand"})
"""Manners of cues whose source may speak a quotation."""
LONGEST = 400
"""Words after which a quotation that nothing closes is taken for a stray mark."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks, the marks included; `open`: its paragraph does not close it."""

    first: int
    last: int
    open: bool = False


def find_quotes(tree: Tree) -> tuple[Quote, ...]:
    """Every quotation, in order; one that its paragraph leaves open ends with the paragraph."""
    text, found = tree.text, []
    start: int | None = None
    for line in _LINE.finditer(text):
        marks = list(_MARK.finditer(text, line.start(), line.end()))
        plain = [m.start() for m in marks if m.group() not in OPENERS | CLOSERS]
        paired = len(plain) % 2 == 0
        for mark in marks:
            side = _side(text, mark.start(), mark.end())
            if paired and mark.start() in plain:
                side = "closes" if plain.index(mark.start()) % 2 else "opens"
            if start is None and side != "closes":
                start = mark.start()
            elif start is not None and side != "opens":
                found.append(_quote(tree, start, mark.end() - 1, False))
                start = None
        if start is not None:
            found.append(_quote(tree, start, line.end() - 1, True))
            start = None
    return tuple(q for q in found if q.last - q.first <= LONGEST)


def _quote(tree: Tree, start: int, end: int, left_open: bool) -> Quote:
    return Quote(tree.word_at(start), tree.word_at(end), left_open)


def _side(text: str, start: int, end: int) -> str:
    """Whether a mark 'opens', 'closes' or could do 'either', by its shape or by the white space beside it."""
    mark = text[start:end]
    if mark in OPENERS or mark in CLOSERS:
        return "opens" if mark in OPENERS else "closes"
    before = start == 0 or text[start - 1].isspace() or text[start - 1] in "([-–—"
    after = end == len(text) or text[end].isspace() or text[end] in ".,;:!?)]"
    if before == after:
        return "either"
    return "opens" if before else "closes"


def mark_quoted(tree: Tree, quotes: Sequence[Quote]) -> list[bool]:
    """For each word, whether it stands inside one of `quotes`."""
    inside = [False] * len(tree)
    for quote in quotes:
        inside[quote.first : quote.last + 1] = [True] * (quote.last + 1 - quote.first)
    return inside


def find_speakers(
    tree: Tree, quotes: Sequence[Quote], cues: Sequence[Cue], quoted: Sequence[bool]
) -> list[Cue]:
    """A cue for each quotation long enough to have a speaker, where the text gives one."""
    outside = [c for c in cues if not quoted[c.word] and c.source is not None and c.shape != "paper" and (
        c.manner in SPEAKING)]  # fmt: skip
    found: list[Cue] = []
    before: Cue | None = None
    previous: Quote | None = None
    for quote in quotes:
        if quote.last - quote.first - 1 < SHORTEST:
            continue
        cue, why = _speaker(tree, quote, outside, before if _goes_on(tree, previous, quote) else None)
        if cue is not None:
            spoken = Cue(
                cue.word, cue.source, ((quote.first, quote.last),), cue.manner, "quote", why, cue.hearer
            )
            found.append(spoken)
            before = spoken
        previous = quote if cue is not None else None
    return found


def _speaker(tree: Tree, quote: Quote, cues: Sequence[Cue], before: Cue | None) -> tuple[Cue | None, str]:
    after = _cue_after(tree, quote, cues)
    ahead = _cue_ahead(tree, quote, cues)
    finished = tree.words[quote.last - 1] in (".", "!") and not quote.open
    if after is not None and not (
        finished and ahead is not None and tree.words[quote.first - 1] in (":", ",")
    ):
        return after, "the cue right after the quotation names its speaker"
    if ahead is not None:
        return ahead, "the cue that leads into the quotation names its speaker"
    if before is not None:
        return before, "the quotation goes on with the speaker of the one before"
    nearest = _cue_near(tree, quote, cues)
    return nearest, "the speaker of the sentence before or after goes on in the quotation"


def _cue_after(tree: Tree, quote: Quote, cues: Sequence[Cue]) -> Cue | None:
    """A cue that begins where the quotation ends: '…", said the minister' or '…," he said'."""
    for cue in cues:
        assert cue.source is not None
        begin = min(cue.word, tree.lefts[cue.source])
        if (
            quote.last < begin <= quote.last + 2
            and cue.word - quote.last <= 40
            and not _parted(tree, quote.last, begin)
        ):
            return cue
    return None


def _cue_ahead(tree: Tree, quote: Quote, cues: Sequence[Cue]) -> Cue | None:
    """The last cue before the quotation in the same sentence, or one that a colon closes just before."""
    same = [c for c in cues if c.word < quote.first and tree.sents[c.word] == tree.sents[quote.first]]
    if not same and quote.first and (tree.words[quote.first - 1].strip() in (":", ",", "")):
        last = quote.first - 1
        while last and not tree.words[last].strip():
            last -= 1
        same = [c for c in cues if c.word < quote.first and tree.sents[c.word] == tree.sents[last]]
        same = same if tree.words[last] in (":", ",") else []
    return same[-1] if same else None


def _cue_near(tree: Tree, quote: Quote, cues: Sequence[Cue]) -> Cue | None:
    """The last cue in the sentence before, else the first in the sentence after, within the paragraph."""
    here = tree.sents[quote.first]
    ahead = [c for c in cues if c.word < quote.first and tree.sents[c.word] >= here - 1]
    cues = [c for c in cues if c.manner == "say"]
    if ahead and not _parted(tree, ahead[-1].word, quote.first):
        return ahead[-1]
    there = tree.sents[quote.last]
    after = [c for c in cues if c.word > quote.last and tree.sents[c.word] <= there + 1]
    if after and not _parted(tree, quote.last, after[0].word):
        return after[0]
    return None


def _goes_on(tree: Tree, previous: Quote | None, quote: Quote) -> bool:
    """Whether nothing but white space, or a short aside, lies between two quotations."""
    return previous is not None and (previous.open or quote.first - previous.last <= 14)


def _parted(tree: Tree, first: int, last: int) -> bool:
    """Whether a paragraph ends between two words."""
    return "\n" in tree.text[tree.starts[first] : tree.starts[last]]


def whole_statements(tree: Tree, cues: Sequence[Cue], quoted: Sequence[bool]) -> list[Cue]:
    """A cue that closes its line with a colon and no quotation mark: all that follows is that speaker's."""
    found = []
    for cue in cues:
        if quoted[cue.word] or cue.source is None or cue.shape in ("paper", "according"):
            continue
        colon = _colon(tree, cue.word)
        if colon is not None and (begin := _opening(tree, colon)) is not None:
            stretch: Stretch = (begin, _statement_end(tree, begin, cues, quoted))
            why = "a colon after the cue opens a statement without quotation marks"
            found.append(Cue(cue.word, cue.source, (stretch,), cue.manner, "statement", why, cue.hearer))
    return found


def _colon(tree: Tree, word: int) -> int | None:
    """The colon that follows the cue within a few words, nothing but its own phrase between."""
    for i in range(word + 1, min(word + 16, len(tree))):
        if tree.words[i] == ":":
            return i
        if tree.words[i] in (".", ";", "!", "?") or _opens(tree, i) or "\n" in tree.words[i]:
            return None
    return None


def _opens(tree: Tree, word: int) -> bool:
    return _MARK.match(tree.words[word]) is not None


def _opening(tree: Tree, colon: int) -> int | None:
    """The first word after the colon, or None where a quotation mark opens there or nothing follows."""
    begin = colon + 1
    while begin < len(tree) and not tree.words[begin].strip():
        begin += 1
    if begin >= len(tree) or _opens(tree, begin):
        return None
    return begin


def _statement_end(tree: Tree, begin: int, cues: Sequence[Cue], quoted: Sequence[bool]) -> int:
    """The last word of the statement: it runs on until a paragraph names another speaker."""
    for cue in cues:
        if cue.word > begin and cue.shape in ("clause", "closing", "none") and not quoted[cue.word]:
            assert cue.source is None or cue.source >= 0
            if _colon(tree, cue.word) is not None and _parted(tree, begin, cue.word):
                return tree.bounds[tree.sents[cue.word]][0] - 1
    return len(tree) - 1
