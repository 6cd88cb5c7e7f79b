"""Lower-case text: are the incident types of the Message Understanding Conference's reports still found?

Source: MUC-4 (1992), templates by document; which event types may stand for an incident type is data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dateline.bench.corpus import Json

Kinds = Mapping[str, frozenset[str]]


def load_kinds() -> Kinds:
    """The event types that may stand for each incident type."""
    kinds = yaml.safe_load(Path(__file__).with_name("lower_case.yml").read_text("utf-8"))
    return {name: frozenset(types) for name, types in kinds.items()}


def told_kinds(document: Mapping[str, Any], kinds: Kinds) -> frozenset[str]:
    """The incident types, among those in `kinds`, that a document's templates give it."""
    said = {part.strip() for t in document["templates"] for part in t["incident_type"].split("/")}
    return frozenset(said & kinds.keys())


def sample(documents: Sequence[Json], kinds: Kinds, size: int) -> list[Json]:
    """At most `size` of the documents that tell of an incident, spread evenly over the file."""
    telling = [d for d in documents if told_kinds(d, kinds)]
    count = min(size, len(telling))
    return [telling[i * len(telling) // count] for i in range(count)]


def as_reports(documents: Sequence[Mapping[str, Any]]) -> list[Json]:
    """The documents as reports going in."""
    return [{"id": d["docid"], "text": d["doctext"]} for d in documents]


def recall_by_kind(
    documents: Sequence[Mapping[str, Any]], coded: Sequence[Mapping[str, Any]], kinds: Kinds
) -> Json:
    """For each incident type the share of the documents telling of it in which a fitting event was found.

    `elsewhere` says the same of the documents that tell of other incidents only: a coder that puts every type
    everywhere would be found out there.
    """
    types = {r["report"]["id"]: {e["type"] for e in r["events"]} for r in coded}
    told = {d["docid"]: told_kinds(d, kinds) for d in documents}
    rows: Json = {}
    for kind, fitting in kinds.items():
        hit = {doc: bool(types.get(doc, set()) & fitting) for doc in told}
        inside = [hit[doc] for doc in told if kind in told[doc]]
        outside = [hit[doc] for doc in told if kind not in told[doc]]
        rows[kind] = {"documents": len(inside), "recall": _share(inside), "elsewhere": _share(outside)}
    every = [bool(types.get(doc, set()) & kinds[kind]) for doc in told for kind in told[doc]]
    rows["all"] = {"documents": len(every), "recall": _share(every), "elsewhere": None}
    return rows


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
