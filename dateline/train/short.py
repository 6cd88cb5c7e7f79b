"""Short reports made of longer ones: a note of one to three sentences is read otherwise than a page.

A reader taught on pages alone marks the full stop of a note as an event.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.incidents.words import sentence_bounds

Gold = Mapping[str, Any]
LENGTHS = (1, 1, 1, 2, 2, 3)
"""How many sentences a short report has, each as often as it stands here."""
LEAST_CHARS = 25


def cut_short(reports: Sequence[Gold], share: float, seed: int) -> list[dict[str, Any]]:
    """A share (0..1) of the short reports that annotated ones can be cut into, each with what it tells of."""
    draw = random.Random(seed)
    cut = [short for report in reports for short in _cut(report, draw)]
    draw.shuffle(cut)
    return cut[: round(share * len(cut))]


def _cut(report: Gold, draw: random.Random) -> Iterator[dict[str, Any]]:
    sentences, at = sentence_bounds(report["text"]), 0
    while at < len(sentences):
        count = draw.choice(LENGTHS)
        start, end = sentences[at][0], sentences[min(at + count, len(sentences)) - 1][1]
        at += count
        if end - start >= LEAST_CHARS:
            yield {
                **report,
                "id": f"{report['id']}#{start}",
                "text": report["text"][start:end],
                "events": [e for event in report["events"] for e in _within(event, start, end)],
            }


def _within(event: Gold, start: int, end: int) -> Iterator[dict[str, Any]]:
    mentions = [
        {
            **mention,
            "start": mention["start"] - start,
            "end": mention["end"] - start,
            "quote_start": max(start, mention["quote_start"]) - start,
            "quote_end": min(end, mention["quote_end"]) - start,
        }
        for mention in event["mentions"]
        if start <= mention["start"] and mention["end"] <= end
    ]
    if mentions:
        yield {**event, "mentions": mentions}
