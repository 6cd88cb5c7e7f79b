"""Annotations of others' texts, kept without the texts: where in which document, by code points.

The documents are those of WikiEvents (train.jsonl, dev.jsonl) and MUC-3/4 (train.json, dev.json), which are
not Dateline's to copy. Whoever has them gets annotated reports from them and from `reports/standoff.jsonl`:

    {"corpus": "muc4", "id": …, "sha256": …, "events": [{"type", "status",
     "mentions": [[start, end], …], "actors": [[start, end], …], …,
     "toll": [[effect, low, high, start, end], …], "chain": [[[start, end], …], …]}]}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.text.hashing import sha256_hex
from dateline.train.marked import frame_mention

Json = dict[str, Any]
KEPT = Path(__file__).parent / "reports" / "standoff.jsonl"
CORPORA: Mapping[str, tuple[str, ...]] = {
    "wikievents": ("train.jsonl", "dev.jsonl"),
    "muc4": ("train.json", "dev.json"),
}
_JOINED = (
    (re.compile(r" ([,.;:!?%)\]’'”])"), r"\1"),
    (re.compile(r"([(\[“$£€]) "), r"\1"),
    (re.compile(r"(\w) - (\w)"), r"\1-\2"),
    (re.compile(r"(\w)([’']) (s|re|ve|ll|t|d|m)\b"), r"\1\2\3"),
    (re.compile(r"(\d)([.,:]) (\d)"), r"\1\2\3"),
    (re.compile(r"\b([A-Z])\. (?=[A-Z]\.)"), r"\1."),
)


def load_standoff(corpora: Path, kept: Path = KEPT) -> list[Json]:
    """The annotated reports whose texts are found below `corpora` (folders `wikievents`, `muc4`).

    Raises InputError where a corpus is not there, or a document is not the one that was annotated.
    """
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    texts = {name: dict(_texts(corpora / name, name)) for name in sorted({row["corpus"] for row in rows})}
    return [_report(row, texts[row["corpus"]]) for row in rows]


def _texts(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    for file in CORPORA[name]:
        path = folder / file
        if not path.is_file():
            raise InputError(f"{path}: there is no such file", hint=f"get {name}, name the folder above")
        words = path.read_text(encoding="utf-8")
        documents = json.loads(words) if words.startswith("[") else map(json.loads, words.splitlines())
        for document in documents:
            yield str(document.get("docid") or document["doc_id"]), plain_text(document)


def plain_text(document: Mapping[str, Any]) -> str:
    """A document's text as it was annotated: its own, or its tokenised sentences joined up, one a line."""
    text = document.get("doctext") or document.get("text")
    if text:
        return str(text) if "doctext" in document else str(text).strip()
    return "\n".join(join_tokens(sentence) for sentence in document["sentences"]).strip()


def join_tokens(sentence: str) -> str:
    """A sentence whose tokens stand apart, as it is printed: 'Al - Amin , he' is 'Al-Amin, he'."""
    parts = sentence.strip().split('"')
    words = parts[0]
    for i, part in enumerate(parts[1:], 1):
        if i % 2:
            words = f'{words.rstrip()} "{part.strip()}"' if words.strip() else f'"{part.strip()}"'
        else:
            after = part.strip()
            words += ("" if after[:1] in ",.;:!?)" else " ") + after
    words = re.sub(r"\s+", " ", words.strip())
    for pattern, joined in _JOINED:
        words = pattern.sub(joined, words)
    return words


def _report(row: Json, texts: Mapping[str, str]) -> Json:
    text = texts.get(row["id"])
    if text is None or sha256_hex(text.encode()) != row["sha256"]:
        raise InputError(
            f"{row['corpus']}, document {row['id']}: not the text that was annotated",
            hint="use the corpus as it was published",
        )
    events = [_event(event, text, str(i)) for i, event in enumerate(row["events"], 1)]
    known = {"id": f"{row['corpus']}-{row['id']}", "source": "annotated"}
    return {**known, "published": None, "outlet": None, "title": None, "text": text, "events": events}


def _event(said: Json, text: str, id: str) -> Json:
    def words(span: Sequence[int]) -> str:
        return text[span[0] : span[1]]

    tolls = [
        {"effect": effect, "low": low, "high": high, "text": words((start, end))}
        for effect, low, high, start, end in said.get("toll", ())
    ]
    named = {
        field: [{"text": words(s), "name": words(s)} for s in said.get(field, ())]
        for field in ("actors", "targets", "places")
    }
    date = said.get("date")
    return {
        "id": id,
        "type": said["type"],
        "status": said["status"],
        "mentions": [frame_mention(text, *span) for span in said["mentions"]],
        **named,
        "date": {"text": words(date)} if date else None,
        "toll": tolls,
        "weapons": [words(s) for s in said.get("weapons", ())],
        "chain": [[words(s) for s in chain] for chain in said.get("chain", ())],
    }
