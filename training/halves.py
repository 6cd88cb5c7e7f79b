"""The two halves of the annotated reports, each read by a reader new to it, and what they teach."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dateline.code import open_kit
from dateline.code.kit import Kit
from dateline.code.reader import open_reader
from dateline.train.decisions import Lesson, learn_decisions
from dateline.train.improve import take_lessons
from dateline.train.material import leave_out, load_material

FLOORS = {"settled date": 0.3, "settled toll": 0.26}
"""Chances from which a date and a toll are taken: those best on both halves, not on one."""

Half = tuple[list[Lesson], Kit]


def read_halves(data: Path, half: str, written: str, tell: Callable[[str], None]) -> tuple[Half, Half]:
    """Part 0 of 2 of the reports read by the reader in `half`, part 1 by `written`; each with its kit."""
    reports, shipped = load_material([data]), open_kit()

    def read(part: int, folder: str) -> Half:
        kit = replace(shipped, reader=open_reader(Path(folder)))
        return take_lessons(leave_out(reports, part, 2)[1], kit, tell), kit

    return read(0, half), read(1, written)


def learn(lessons: list[Lesson], kit: Kit) -> Kit:
    """The kit with decisions learned from `lessons`, and the floors kept."""
    learned = learn_decisions(lessons, kit)
    return replace(learned, floors={**learned.floors, **FLOORS})
