"""The decisions of a new reader, from reports that it had not seen when it read them.

python training/decisions.py TRAIN.jsonl HALF WRITTEN READER: learns from part 0 of 2 read by HALF and part 1
of 2 read by WRITTEN, and writes READER/decisions.json.
"""

import sys
from dataclasses import replace
from pathlib import Path

from dateline.code import open_kit
from dateline.code.reader import open_reader
from dateline.train.decisions import learn_decisions, save_decisions
from dateline.train.improve import take_lessons
from dateline.train.material import leave_out, load_material


def main(data: str, half: str, written: str, reader: str) -> None:
    """Learn and write them."""
    reports = load_material([Path(data)])
    shipped = open_kit()
    kits = [replace(shipped, reader=open_reader(Path(folder))) for folder in (half, written)]
    lessons = [
        lesson
        for part, kit in zip((0, 1), kits, strict=True)
        for lesson in take_lessons(leave_out(reports, part, 2)[1], kit, print)
    ]
    save_decisions(learn_decisions(lessons, kits[1]), Path(reader) / "decisions.json")


if __name__ == "__main__":
    main(*sys.argv[1:])
