"""Documents of the WikiEvents corpus as annotated reports, for pre-training on triggers and arguments.

Source: Li, Ji, Han, Document-Level Event Argument Extraction by Conditional Generation (NAACL 2021).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Json = dict[str, Any]
AROUND = 150
"""Code points to either side of a trigger that count as the words around it."""


def convert_document(document: Mapping[str, Any]) -> Json:
    """A WikiEvents document as an annotated report; event types that the table does not name are left out."""
    tokens: list[str] = document["tokens"]
    starts, text = [], ""
    for token in tokens:
        starts.append(len(text))
        text += token + " "
    events = []
    for number, said in enumerate(document["event_mentions"]):
        kind = _kind(said)
        if kind:
            first, last = said["trigger"]["start_idx"], said["trigger"]["end_idx"] - 1
            mention = starts[first], starts[last] + len(tokens[last])
            events.append(_event(str(number), said, kind, text, mention))
    known = {"published": None, "outlet": None, "title": None}
    return {"id": document.get("doc_id") or document["docid"], "text": text, "events": events, **known}


@cache
def _table() -> Json:
    table: Json = yaml.safe_load(files("dateline.train").joinpath("wikievents.yml").read_text("utf-8"))
    return table


def _kind(said: Mapping[str, Any]) -> Json | None:
    name: str = said["event_type"]
    if name.startswith("Conflict.Attack"):
        return _attack(said)
    parts = name.split(".")
    tries = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((_table()["types"][t] for t in tries if t in _table()["types"]), None)


def _attack(said: Mapping[str, Any]) -> Json | None:
    words = said["trigger"]["text"].lower()
    roles = {argument["role"] for argument in said["arguments"]}
    rows: list[Json] = _table()["attacks"]
    return next((r for r in rows if r.get("role") in roles or re.search(r["words"], words)), None)


def _event(id: str, said: Mapping[str, Any], kind: Json, text: str, at: tuple[int, int]) -> Json:
    start, end = at
    mention = {"start": start, "end": end, "text": text[start:end]}
    quote = {"quote_start": max(0, start - AROUND), "quote_end": min(len(text), end + AROUND)}
    fillers: Json = {"actors": [], "targets": [], "places": [], "weapons": [], "toll": []}
    if not kind.get("bare"):
        for field, value in _fillers(said, kind):
            fillers[field].append(value)
    return {
        "id": id,
        "type": kind["type"],
        "untyped": kind.get("untyped", False),
        "status": None,
        "date": None,
        "chain": [],
        "mentions": [{**mention, **quote}],
        **fillers,
    }


def _fillers(said: Mapping[str, Any], kind: Json) -> Iterator[tuple[str, Any]]:
    for argument in said["arguments"]:
        words = argument["text"]
        for field, roles in _table()["roles"].items():
            if argument["role"] in roles:
                yield field, words if field == "weapons" else {"text": words, "name": words}
        if argument["role"] == "Victim" and kind.get("effect"):
            yield "toll", {"effect": kind["effect"], "low": None, "high": None, "text": words}
