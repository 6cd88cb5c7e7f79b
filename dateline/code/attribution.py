"""An attribution: one handing-over of the word, and the one within whose content it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.model import Chain, Span

AttributionKind = Literal["direct", "indirect", "mixed", "according_to", "reportedly"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One handing-over of the word.

    `source` is who speaks, outermost link first; `cue` the word that says so; `content` the stretches of
    text told by them. `manner` is what the cue does (say, hold, vow, accuse, demand, deny, show), `shape`
    how content hangs on it (clause, closing, phrase, quote, statement, according, adverb, passive, paper,
    quoted, none). `parent` is the attribution within whose content this one stands, by its place in the
    tuple.
    """

    source: Chain
    cue: Span
    content: tuple[Span, ...]
    kind: AttributionKind
    manner: str
    shape: str
    why: str
    parent: int | None = None

    def covers(self, start: int, end: int) -> bool:
        """Whether the stretch `start`..`end` begins within what is told, and is not the cue itself."""
        if self.cue.start < end and start < self.cue.end:
            return False
        return any(part.start <= start < part.end for part in self.content)


def nest(flat: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The same attributions, each with the narrowest one that tells of its cue as parent."""
    return tuple(replace(a, parent=_parent(i, a, flat)) for i, a in enumerate(flat))


def _parent(index: int, inner: Attribution, flat: Sequence[Attribution]) -> int | None:
    best, width = None, 0
    for i, outer in enumerate(flat):
        if i == index or outer.source == inner.source or not outer.covers(inner.cue.start, inner.cue.end):
            continue
        if inner.covers(outer.cue.start, outer.cue.end) or outer.source[-1].name == inner.source[-1].name:
            continue
        size = sum(part.end - part.start for part in outer.content)
        if best is None or size < width:
            best, width = i, size
    return best
