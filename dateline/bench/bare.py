"""The coder without its trained reader: the codebook's words alone find events, every later step stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from dateline import CODER
from dateline.code.coder import draft_events
from dateline.code.compose import compose_events
from dateline.code.kit import Kit, open_kit
from dateline.code.labels import LINK
from dateline.code.reader import Reader
from dateline.code.reading import RawReading
from dateline.code.scene import blank_debris, build_scene
from dateline.code.words import split_words
from dateline.model import STATUSES, CodedReport, Event, Report, ReportHead
from dateline.run.coder import Code, CoderOptions


@dataclass(frozen=True)
class NoReader(Reader):
    """A reader that was taught no type, so that every type comes from the codebook's words."""

    folder: Path = Path()

    @cached_property
    def card(self) -> dict[str, Any]:
        """A name for reasons to cite, and no types."""
        return {"name": "codebook words", "version": "0", "types": []}


def read_nothing(text: str) -> RawReading:
    """A reading in which no word tells of an event, and all that may do so has happened."""
    words = split_words(text)
    statuses = np.zeros((len(words), len(STATUSES)), np.float32)
    statuses[:, STATUSES.index("happened")] = 1.0
    return RawReading(
        words, (), np.ones((len(words), 1), np.float32), statuses, np.zeros((len(words), LINK), np.float32)
    )


def code_by_words(report: Report, kit: Kit) -> CodedReport:
    """The record of one report by a kit with `NoReader`."""
    events: tuple[Event, ...] = ()
    if report.text.strip():
        text = blank_debris(report)
        scene = build_scene(report, text, read_nothing(text), kit)
        events = compose_events(scene, draft_events(scene, kit), kit)
    return CodedReport(ReportHead.of(report), events, report.unread, kit.codebook.id, CODER)


def open_words_coder(options: CoderOptions) -> Code:
    """The coder for `options` without a trained reader. Raises DatelineError where it cannot be opened."""
    kit = open_kit(codebook=options.codebook, home=options.home)
    return partial(code_by_words, kit=replace(kit, reader=NoReader()))
