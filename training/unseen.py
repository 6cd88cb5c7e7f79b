"""How well reports are coded that neither reader nor decisions have seen: the cross-validation of the card.

python training/unseen.py BENCH HALF WRITTEN: part 0 of 2 of BENCH/train.jsonl read by HALF, which was taught
on part 1, and part 1 read by WRITTEN, which saw no annotated report; either with decisions learned from the
other. Prints the figures of BENCH/score.py as JSON.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.bench.accuracy import score
from dateline.bench.corpus import write_lines
from dateline.code import open_kit
from dateline.code.coder import draft_events
from dateline.code.compose import compose_events
from dateline.code.kit import Kit
from dateline.code.reader import open_reader
from dateline.model.wire import event_to_json
from dateline.train.decisions import Lesson, learn_decisions
from dateline.train.improve import take_lessons
from dateline.train.material import leave_out, load_material


def main(bench: str, half: str, written: str) -> None:
    """Learn from either part, code the other, print both tables."""
    reports = load_material([Path(bench) / "train.jsonl"])
    kits = [replace(open_kit(), reader=open_reader(Path(folder))) for folder in (half, written)]
    parts = [
        take_lessons(leave_out(reports, part, 2)[1], kit, _tell)
        for part, kit in zip((0, 1), kits, strict=True)
    ]
    learned = [learn_decisions(part, kit) for part, kit in zip(parts, kits, strict=True)]
    for name, part, kit in (("half", parts[0], learned[1]), ("written", parts[1], learned[0])):
        print(name, json.dumps(_score(part, kit, Path(bench) / "score.py")))


def _score(lessons: Sequence[Lesson], kit: Kit, scorer: Path) -> Any:
    coded = []
    for lesson in lessons:
        events = compose_events(lesson.scene, draft_events(lesson.scene, kit), kit)
        coded.append({"report": {"id": lesson.gold["id"]}, "events": [event_to_json(e) for e in events]})
    with tempfile.TemporaryDirectory() as scratch:
        gold = write_lines(Path(scratch) / "gold.jsonl", [lesson.gold for lesson in lessons])
        return score(gold, coded, scorer, Path(scratch))


def _tell(words: str) -> None:
    print(words, file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
