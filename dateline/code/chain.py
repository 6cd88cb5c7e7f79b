"""The chain of sources behind a stretch of a report's text, by the attributions that cover it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.code.attribution import Attribution
from dateline.code.naming_phrases import fold
from dateline.model import Chain, SourceLink, Span

DEEPEST = 3
"""Links in a chain at most."""


def chains_for(
    start: int,
    end: int,
    attributions: Sequence[Attribution],
    *,
    event_is_speech_by: Span | None = None,
    speaker_name: str | None = None,
) -> tuple[Chain, ...]:
    """The chains that cover the code points `start`..`end`, innermost attributions only, in order.

    For a speech event, `event_is_speech_by` (the words of its speaker) and `speaker_name` (whom they mean)
    leave out that speaker: only what lies outside the speech remains. No chain: told in the outlet's own
    voice.
    """
    covering = [i for i, a in enumerate(attributions) if a.covers(start, end)]
    chains = []
    for i in innermost(covering, attributions):
        links = [
            link
            for link in links_of(i, attributions)
            if not is_speaker(link, event_is_speech_by, speaker_name)
        ]
        if links:
            chains.append(tuple(links))
    return tuple(dict.fromkeys(chains))


def innermost(covering: Sequence[int], attributions: Sequence[Attribution]) -> list[int]:
    """Those of `covering` that are no other's parent."""
    parents = {attributions[i].parent for i in covering}
    return [i for i in covering if i not in parents]


def links_of(index: int, attributions: Sequence[Attribution]) -> Chain:
    """The whole chain of one attribution, outermost first, each name once."""
    links: list[SourceLink] = []
    at: int | None = index
    for _ in range(DEEPEST):
        if at is None:
            break
        links = [
            *(k for k in attributions[at].source if fold(k.name) not in {fold(x.name) for x in links}),
            *links,
        ]
        at = attributions[at].parent
    return tuple(links[-DEEPEST:])


def is_speaker(link: SourceLink, speaker: Span | None, name: str | None) -> bool:
    """Whether a link is the speaker of a speech event, by place or by name."""
    return (speaker is not None and link.span.overlaps(speaker)) or (
        name is not None and _same(link.name, name)
    )


def _same(one: str, other: str) -> bool:
    """Whether one name's words hold the other's ("Ban", "Ban Ki-moon")."""
    a, b = ({w for w in fold(x).replace("-", " ").split() if w not in ("the", "of")} for x in (one, other))
    return bool(a) and bool(b) and (a <= b or b <= a)
