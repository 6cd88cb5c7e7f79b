"""How well reports are coded that neither reader nor decisions have seen: the cross-validation of the card.

python training/unseen.py BENCH HALF WRITTEN: part 0 of 2 of BENCH/train.jsonl read by HALF, which was taught
on part 1, and part 1 read by WRITTEN, which saw no annotated report; either with decisions learned from the
other. Prints the figures of BENCH/score.py as JSON.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from halves import learn, read_halves

from dateline.bench.accuracy import score
from dateline.bench.corpus import write_lines
from dateline.code.kit import Kit
from dateline.train.decisions import Lesson
from dateline.train.improve import code_scene


def main(bench: str, half: str, written: str) -> None:
    """Learn from either part, code the other, print both tables."""
    (first, kit), (second, other) = read_halves(Path(bench) / "train.jsonl", half, written, _tell)
    for name, part, learned in (
        ("half", first, learn(second, other)),
        ("written", second, learn(first, kit)),
    ):
        print(name, json.dumps(_score(part, learned, Path(bench) / "score.py")))


def _score(lessons: Sequence[Lesson], kit: Kit, scorer: Path) -> Any:
    coded = [{"report": {"id": x.gold["id"]}, "events": code_scene(x.scene, kit)} for x in lessons]
    with tempfile.TemporaryDirectory() as scratch:
        gold = write_lines(Path(scratch) / "gold.jsonl", [lesson.gold for lesson in lessons])
        return score(gold, coded, scorer, Path(scratch))


def _tell(words: str) -> None:
    print(words, file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
