"""Measure whom pronouns and definite nouns are led back to, on annotated reports.

    python bench/who/measure_names.py TRAIN.jsonl

Takes the subject and object of each annotated trigger that is a pronoun, or a definite noun whose words do
not agree with the annotated name, and asks whether one of the event's actors (for a subject) or targets
(for an object or the subject of a passive) agrees: before, with the words alone; after, with the name.
Grammatical roles are not always the annotated ones, so the ceiling lies well below 1. Prints also
microseconds a word for chains and names together.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.code.naming_tree import read_tree
from dateline.code.parse import load_parser, parse_text
from dateline.code.voices import Voices, read_voices
from dateline.codebook import load_codebook

sys.path.insert(0, str(Path(__file__).parent))
from agree import names_agree

ROLES = {"nsubj": "actors", "nsubjpass": "targets", "dobj": "targets"}


def arguments(voices: Voices, event: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """Head words beside the triggers, each with the annotated names it may agree with."""
    tree = voices.tree
    for m in event["mentions"]:
        for word in range(tree.word_at(m["start"]), tree.word_at(m["end"] - 1) + 1):
            for kid in tree.kids[word]:
                gold = event[ROLES[tree.deps[kid]]] if tree.deps[kid] in ROLES else []
                if gold:
                    yield kid, [x for a in gold for x in (a["name"], a["text"]) if x]


def tally(voices: Voices, event: dict[str, Any], counts: Counter[str]) -> None:
    """Count the event's pronouns and definite nouns, before and after."""
    tree = voices.tree
    for head, gold in dict(arguments(voices, event)).items() if event["mentions"] else ():
        phrase = voices.names.cast.at.get(head)
        text = tree.span(phrase.first, phrase.last).text if phrase else tree.words[head]
        pronoun = tree.tags[head] in ("PRP", "WP", "WDT")
        definite = phrase is not None and phrase.kind == "common" and tree.lowers[phrase.first] in (
            "the", "its", "his", "their", "this", "that")  # fmt: skip
        if not pronoun and (not definite or any(names_agree(g, text) for g in gold)):
            continue
        kind = "pronouns" if pronoun else "definite nouns"
        counts[kind] += 1
        counts[f"{kind} before"] += any(names_agree(g, text) for g in gold)
        counts[f"{kind} after"] += any(names_agree(g, voices.names.of_head(head).name) for g in gold)


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("reports", type=Path)
    a = asked.parse_args()
    parser, codebook, counts = load_parser(), load_codebook(), Counter[str]()
    reports = [json.loads(line) for line in a.reports.read_text("utf-8").splitlines()]
    docs = [parse_text(r["text"], parser) for r in reports]
    start = time.process_time()
    voices = [
        read_voices(read_tree(doc), codebook, outlet=r.get("outlet"))
        for doc, r in zip(docs, reports, strict=True)
    ]
    spent = time.process_time() - start
    for v, report in zip(voices, reports, strict=True):
        for event in report["events"]:
            tally(v, event, counts)
    for kind in ("pronouns", "definite nouns"):
        before, after = counts[f"{kind} before"], counts[f"{kind} after"]
        print(f"{kind}: {counts[kind]}, agreeing before {before}, after {after}")
    print(f"{spent / sum(map(len, docs)) * 1e6:.1f} microseconds a word for chains and names")


if __name__ == "__main__":
    main()
