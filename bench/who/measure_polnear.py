"""Measure attribution in general news against PolNeAR (source, cue, content in brat standoff).

    python bench/who/measure_polnear.py POLNEAR/dev [--missed N]

Prints the recall of cues (an attribution of ours has its cue within the annotated one, or the same content
and source), of sources and of contents among the cues found, and our precision: cues of ours that lie
within an annotated cue. PolNeAR counts thoughts and intentions as attributions, so recall has a ceiling
below 1.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.code.attribution import Attribution
from dateline.code.parse import load_parser, parse_text
from dateline.code.voices import find_attributions
from dateline.codebook import load_codebook

Stretch = tuple[int, int]


@dataclass
class Relation:
    """One annotated attribution: code points of its sources, cues and contents."""

    parts: dict[str, list[Stretch]] = field(default_factory=lambda: {"Source": [], "Cue": [], "Content": []})


def read_relations(path: Path) -> list[Relation]:
    """The attributions of one .ann file that have a source, a cue and a content."""
    spans: dict[str, list[Stretch]] = {}
    relations = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("T"):
            name, where, _ = line.split("\t", 2)
            pieces = where.split(" ", 1)[1].split(";")
            spans[name] = [(int(p.split()[0]), int(p.split()[1])) for p in pieces]
        elif line.startswith("E"):
            relation = Relation()
            for role, name in (part.split(":") for part in line.split("\t")[1].split()):
                relation.parts.setdefault(role.rstrip("0123456789"), []).extend(spans.get(name, []))
            relations.append(relation)
    return [r for r in relations if all(r.parts[k] for k in ("Source", "Cue", "Content"))]


def touches(stretches: Sequence[Stretch], start: int, end: int) -> bool:
    """Whether one of `stretches` shares a code point with start..end."""
    return any(a < end and start < b for a, b in stretches)


def matches(relation: Relation, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Attributions whose cue lies in the annotated cue."""
    return (a for a in found if touches(relation.parts["Cue"], a.cue.start, a.cue.end))


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--missed", type=int, default=0)
    a = asked.parse_args()
    parser, codebook = load_parser(), load_codebook()
    gold = cues = sources = contents = ours = right = 0
    for ann in sorted((a.folder / "attributions").glob("*.ann")):
        text = (a.folder / "text" / f"{ann.stem.rpartition('_')[0]}.txt").read_text("utf-8")
        relations = read_relations(ann)
        found = find_attributions(parse_text(text, parser), codebook)
        marked = [s for r in relations for s in r.parts["Cue"]]
        ours += len({x.cue for x in found})
        right += len({x.cue for x in found if touches(marked, x.cue.start, x.cue.end)})
        for relation in relations:
            gold += 1
            hits = list(matches(relation, found))
            cues += bool(hits)
            sources += any(
                touches(relation.parts["Source"], h.source[-1].span.start, h.source[-1].span.end)
                for h in hits
            )
            contents += any(
                touches(relation.parts["Content"], c.start, c.end) for h in hits for c in h.content
            )
            if not hits and a.missed:
                a.missed -= 1
                (first, _), (_, last) = min(relation.parts["Source"]), max(relation.parts["Cue"])
                print("missed", repr(text[min(first, min(relation.parts["Cue"])[0]) : last]))
    print(f"{gold} annotated: cue found {cues / gold:.3f}; of these source {sources / cues:.3f}, "
          f"content {contents / cues:.3f}; {ours} of ours, precision {right / ours:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
