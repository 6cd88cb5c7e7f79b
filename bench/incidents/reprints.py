"""Reprints made from texts: cut, re-headlined, lightly edited, merged; how many are found, how many finds
are right.

    python bench/incidents/reprints.py TEXTS.jsonl… [--seed 7]

TEXTS.jsonl: records with "id" and "text". Each text of at least 120 words gives one reprint of each kind; the
originals are all different reports, so a find between unrelated ones is wrong. Prints recall by kind and
precision.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dateline.incidents.reprints import find_reprints, fingerprints

SHORTEST = 120
SWAPS = {
    "said": "stated",
    "killed": "slain",
    "the": "this",
    "and": "as well as",
    "after": "following",
    "in": "within",
}


def cut(words: list[str], dice: random.Random, other: list[str]) -> list[str]:
    """A third to two thirds of the text, as an editor cuts from the end or the middle."""
    size = int(len(words) * dice.uniform(0.35, 0.65))
    start = dice.choice((0, dice.randrange(len(words) - size)))
    return words[start : start + size]


def re_headline(words: list[str], dice: random.Random, other: list[str]) -> list[str]:
    """Another headline and first words, the rest as it was."""
    return [*dice.sample(other, 9), *words[dice.randrange(8, 25) :]]


def edit(words: list[str], dice: random.Random, other: list[str]) -> list[str]:
    """One word in fifteen swapped, dropped or added."""
    made: list[str] = []
    for word in words:
        if dice.random() > 1 / 15:
            made.append(word)
        else:
            made += dice.choice(([], [SWAPS.get(word, dice.choice(other))], [word, dice.choice(other)]))
    return made


def merge(words: list[str], dice: random.Random, other: list[str]) -> list[str]:
    """Half of the text between stretches of another report."""
    half = len(words) // 2
    return [*other[:60], *words[:half], *other[60:140]]


KINDS: dict[str, Callable[[list[str], random.Random, list[str]], list[str]]] = {
    "cut": cut,
    "re-headlined": re_headline,
    "lightly edited": edit,
    "merged": merge,
}


def main() -> None:
    """Make, find, count."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    lines = [json.loads(line) for path in asked.texts for line in path.read_text("utf-8").splitlines()]
    texts = {d["id"]: d["text"].split() for d in lines}
    texts = {id: words for id, words in texts.items() if len(words) >= SHORTEST}
    dice = random.Random(asked.seed)
    made = dict(texts)
    true: dict[tuple[str, str], str] = {}
    for id, words in texts.items():
        for kind, change in KINDS.items():
            other_id = dice.choice([o for o in texts if o != id])
            made[f"{id}#{kind}"] = change(words, dice, texts[other_id])
            true[id, f"{id}#{kind}"] = kind
            if kind == "merged":
                true[other_id, f"{id}#{kind}"] = "merged (second source)"
    marks = {id: fingerprints(" ".join(words)) for id, words in made.items()}
    found = {(r.a, r.b) for r in find_reprints(marks)}
    hits = Counter(true[p] for p in true if p in found or p[::-1] in found)
    for kind, count in sorted(Counter(true.values()).items()):
        print(f"{kind}: recall {hits[kind] / count:.3f} of {count}")
    # Only pairs of an original and a made report have a known answer; two reprints of one text share it too.
    checked = [p for p in found if ("#" in p[0]) != ("#" in p[1]) or ("#" not in p[0] and "#" not in p[1])]
    right = sum(p in true or p[::-1] in true for p in checked)
    print(f"all: recall {sum(hits.values()) / len(true):.3f}, precision {right / max(1, len(checked)):.3f}")


if __name__ == "__main__":
    main()
