"""The decisions of a new reader, from reports that it had not seen when it read them.

python training/decisions.py TRAIN.jsonl HALF WRITTEN READER: learns from part 0 of 2 read by HALF and part 1
of 2 read by WRITTEN, and writes READER/decisions.json. Which mentions are one event and what counts is
learned from HALF's part alone: WRITTEN, which saw no such report, is less sure than READER will be.
"""

import sys
from dataclasses import replace
from pathlib import Path

from halves import learn, read_halves

from dateline.code.logistic import Logistic
from dateline.train.decisions import save_decisions

SURER = -0.2
"""What the log odds of an event are lowered by: READER was taught twice as much as HALF and is surer."""


def main(data: str, half: str, written: str, reader: str) -> None:
    """Learn and write them."""
    (first, kit), (second, other) = read_halves(Path(data), half, written, print)
    ours, both = learn(first, kit), learn([*first, *second], other)
    event = ours.decisions["event"]
    decisions = {"join": ours.decisions["join"], "event": Logistic(event.weights, event.bias + SURER)}
    floors = {name: ours.floors[name] for name in ("join", "apart", "event")}
    made = replace(both, decisions={**both.decisions, **decisions}, floors={**both.floors, **floors})
    save_decisions(made, Path(reader) / "decisions.json")


if __name__ == "__main__":
    main(*sys.argv[1:])
