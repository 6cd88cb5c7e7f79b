"""Training reports in marked text: a format that a person can write, and read again, in any editor.

    # id | published | outlet | title
    Rebels [1:shelled] the town of X on Tuesday. The [1:shelling] hurt five people. They have not
    [2:left], a doctor said.
    ---
    1 shelling happened | A: Rebels | T: the town of X | P: X | D: on Tuesday | N: injured 5 5 five people
    2 withdrawal denied | A: Rebels | C: a doctor
    ===

Mentions stand in the text as `[number:words]`; each line after `---` gives one event: its number, type,
status, and its fillers as the text has them, several divided by `;` (A actors, T targets, P places, D date,
W weapons, N toll: effect, low, high, words; C chains, each outermost first and divided by `>`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.model.event import EFFECTS, STATUSES

Json = dict[str, Any]

_MARK = re.compile(r"\[(\d+):([^\[\]]+)\]")
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s|\n")


def load_marked(path: Path) -> list[Json]:
    """The annotated reports of one marked file, in the benchmark's form.

    Raises InputError naming file, report and event where a mark, a type or a filler does not fit the text.
    """
    blocks = [b.strip() for b in re.split(r"^===\s*$", path.read_text(encoding="utf-8"), flags=re.M)]
    return [_report(block, path) for block in blocks if block]


def _report(block: str, path: Path) -> Json:
    head, _, rest = block.partition("\n")
    body, found, listing = rest.partition("\n---")
    fields = [f.strip() for f in head.lstrip("# ").split("|")]
    where = f"{path.name}, report {fields[0]}"
    if not found:
        raise InputError(f"{where}: no line '---' between the text and its events")
    text, marks = _strip_marks(body.strip())
    events = [_event(line, text, marks, where) for line in listing.strip().splitlines() if line.strip()]
    unused = set(marks) - {e["id"] for e in events}
    if unused:
        raise InputError(f"{where}: marked but not listed: events {', '.join(sorted(unused))}")
    published, outlet, title = (fields + ["", "", ""])[1:4]
    known = {"published": published or None, "outlet": outlet, "title": title}
    return {"id": fields[0], "source": "written", **known, "text": text, "events": events}


def _strip_marks(body: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    marks: dict[str, list[tuple[int, int]]] = {}
    text, at = "", 0
    for match in _MARK.finditer(body):
        text += body[at : match.start()]
        start = len(text)
        text += match[2]
        marks.setdefault(match[1], []).append((start, len(text)))
        at = match.end()
    return text + body[at:], marks


def _event(line: str, text: str, marks: dict[str, list[tuple[int, int]]], where: str) -> Json:
    head, *parts = (p.strip() for p in line.split("|"))
    words = head.split()
    if len(words) != 3 or words[2] not in STATUSES:
        raise InputError(f"{where}: expected 'number type status', found {head!r}")
    number, type_, status = words
    if number not in marks:
        raise InputError(f"{where}: event {number} has no mark [{number}:…] in the text")
    event: Json = {"id": number, "type": type_, "status": status, "date": None}
    event["mentions"] = [frame_mention(text, *span) for span in marks[number]]
    fillers = dict(_fillers(parts, where))
    for key, name in (("A", "actors"), ("T", "targets"), ("P", "places")):
        event[name] = [{"text": v, "name": v} for v in _held(fillers.get(key, []), text, where, number)]
    event["weapons"] = list(_held(fillers.get("W", []), text, where, number))
    event["toll"] = [_toll(v, text, where, number) for v in fillers.get("N", [])]
    event["chain"] = [[s.strip() for s in v.split(">")] for v in fillers.get("C", [])]
    for date in _held(fillers.get("D", []), text, where, number):
        event["date"] = {"text": date}
    return event


def _fillers(parts: list[str], where: str) -> Iterator[tuple[str, list[str]]]:
    for part in parts:
        key, found, values = part.partition(":")
        if not found or key.strip() not in set("ATPDWNC"):
            raise InputError(f"{where}: expected one of 'A: T: P: D: W: N: C:', found {part!r}")
        yield key.strip(), [v.strip() for v in values.split(";") if v.strip()]


def _held(values: list[str], text: str, where: str, number: str) -> Iterator[str]:
    for value in values:
        if value not in text:
            raise InputError(f"{where}, event {number}: the text does not hold {value!r}")
        yield value


def _toll(value: str, text: str, where: str, number: str) -> Json:
    effect, low, high, words = (value.split(maxsplit=3) + ["", "", "", ""])[:4]
    if effect not in EFFECTS or not words or words not in text:
        raise InputError(f"{where}, event {number}: expected 'effect low high words', found {value!r}")
    low_high = [None if n == "-" else int(n) for n in (low, high)]
    return {"effect": effect, "low": low_high[0], "high": low_high[1], "text": words}


def frame_mention(text: str, start: int, end: int) -> Json:
    """A mention at start..end (code points, end exclusive) with its sentence as the words around it."""
    before = [m.end() for m in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    quote = before[-1] if before else 0, after.start() + 1 if after else len(text)
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "quote_start": quote[0],
        "quote_end": quote[1],
    }
