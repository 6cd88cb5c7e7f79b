"""Learn how telling a shared word is: inverse document frequencies over news texts, kept as data.

    python bench/incidents/learn_rarity.py TEXTS… > dateline/incidents/data/rarity.json

TEXTS: JSON Lines files whose records have a "text" or "doctext", or folders of .txt files. Only words found
in at least 1 in 250 of the texts are kept: every other word is as telling as can be.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline.incidents.words import WORD, stem

COMMON = 250


def texts(path: Path) -> Iterator[str]:
    """Every text in a file or folder."""
    if path.is_dir():
        for file in sorted(path.rglob("*.txt")):
            yield file.read_text("utf-8", "replace")
        return
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            record = json.loads(line)
            yield record.get("text") or record.get("doctext") or ""


def main(paths: list[str]) -> None:
    """Count, weigh, print."""
    seen: Counter[str] = Counter()
    total = 0
    for path in paths:
        for text in texts(Path(path)):
            total += 1
            seen.update({stem(w) for w in WORD.findall(text)})
    top = math.log(COMMON)
    table = {
        word: round(math.log(total / count) / top, 2)
        for word, count in sorted(seen.items())
        if count * COMMON >= total and count >= 3
    }
    print(f"{total} texts, {len(table)} common words", file=sys.stderr)
    json.dump(table, sys.stdout, ensure_ascii=False, indent=0)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
