"""The decisions of a new reader, from reports that it had not seen when it read them.

python training/decisions.py TRAIN.jsonl HALF WRITTEN READER: learns from part 0 of 2 read by HALF and part 1
of 2 read by WRITTEN, and writes READER/decisions.json. Which mentions are one event and what counts is
learned from HALF's part alone: WRITTEN, which saw no such report, is less sure than READER will be.
"""

import sys
from dataclasses import replace
from pathlib import Path

from dateline.code import open_kit
from dateline.code.logistic import Logistic
from dateline.code.reader import open_reader
from dateline.train.decisions import learn_decisions, save_decisions
from dateline.train.improve import take_lessons
from dateline.train.material import leave_out, load_material

SURER = -0.2
"""What the log odds of an event are lowered by: READER was taught twice as much as HALF and is surer."""


def main(data: str, half: str, written: str, reader: str) -> None:
    """Learn and write them."""
    reports = load_material([Path(data)])
    shipped = open_kit()
    kits = [replace(shipped, reader=open_reader(Path(folder))) for folder in (half, written)]
    first, second = (
        take_lessons(leave_out(reports, part, 2)[1], kit, print)
        for part, kit in zip((0, 1), kits, strict=True)
    )
    ours, both = learn_decisions(first, kits[0]), learn_decisions([*first, *second], kits[1])
    event = ours.decisions["event"]
    decisions = {"join": ours.decisions["join"], "event": Logistic(event.weights, event.bias + SURER)}
    floors = {name: ours.floors[name] for name in ("join", "apart", "event")}
    made = replace(both, decisions={**both.decisions, **decisions}, floors={**both.floors, **floors})
    save_decisions(made, Path(reader) / "decisions.json")


if __name__ == "__main__":
    main(*sys.argv[1:])
