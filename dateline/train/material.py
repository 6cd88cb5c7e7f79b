"""What is learned from, in one form: annotated reports (JSON Lines), marked reports (.txt), WikiEvents."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.model.event import STATUSES
from dateline.train.marked import frame_mention, load_marked
from dateline.train.wikievents import convert_document

Json = dict[str, Any]
WRITTEN = Path(__file__).parent / "reports"
"""The marked reports that were written for Dateline and ship with it."""
LISTS = ("actors", "targets", "places", "toll", "weapons", "chain")
ORDER_SEED = 1


def load_material(paths: Sequence[Path]) -> list[Json]:
    """The annotated reports of all files, in their order: `.txt` is marked text, everything else JSON Lines.

    Raises InputError naming file, line and what does not fit.
    """
    return [report for path in paths for report in _load(path)]


def load_written(share: float = 1.0) -> list[Json]:
    """The reports written for Dateline, or a `share` (0..1) of them, well mixed."""
    return draw_share(load_material(sorted(WRITTEN.glob("*.txt"))), share)


def draw_share(reports: Sequence[Json], share: float) -> list[Json]:
    """A share (0..1) of the reports in their order; which, their ids alone decide."""
    ids = sorted(str(report["id"]) for report in reports)
    random.Random(ORDER_SEED).shuffle(ids)
    drawn = set(ids[: round(share * len(ids))])
    return [report for report in reports if report["id"] in drawn]


def leave_out(reports: Sequence[Json], part: int, parts: int) -> tuple[list[Json], list[Json]]:
    """The reports without every `parts`-th from the `part`-th (0 is the first), and those left out.

    Which they are depends on their ids alone: sorted, then shuffled with a fixed seed.
    """
    ids = sorted(str(report["id"]) for report in reports)
    random.Random(ORDER_SEED).shuffle(ids)
    out = set(ids[part::parts])
    kept = [report for report in reports if report["id"] not in out]
    return kept, [report for report in reports if report["id"] in out]


def _load(path: Path) -> list[Json]:
    if not path.is_file():
        raise InputError(f"{path}: there is no such file", hint="check the path")
    return load_marked(path) if path.suffix == ".txt" else list(_load_lines(path))


def _load_lines(path: Path) -> Iterator[Json]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            yield _read_line(line, f"{path}, line {number}")


def _read_line(line: str, where: str) -> Json:
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg}", hint="one annotated report a line") from error
    if isinstance(said, dict) and "event_mentions" in said:
        return convert_document(said)
    if not (
        isinstance(said, dict) and isinstance(said.get("text"), str) and isinstance(said.get("events"), list)
    ):
        raise InputError(
            f"{where}: expected an annotated report with 'text' and 'events'",
            hint="review reports in the desk, then `dateline train decisions --db FILE`",
        )
    return complete_report(said, where)


def complete_report(said: Json, where: str) -> Json:
    """The annotated report with what it leaves out as empty; InputError where it contradicts itself."""
    known = {key: said.get(key) for key in ("published", "outlet", "title")}
    events = [_complete_event(event, said["text"], where, i) for i, event in enumerate(said["events"], 1)]
    return {**said, **known, "id": str(said.get("id") or where), "events": events}


def _complete_event(event: Json, text: str, where: str, number: int) -> Json:
    if not event.get("type") or event.get("status") not in STATUSES or not event.get("mentions"):
        raise InputError(
            f"{where}, event {number}: expected a type, a status and mentions",
            hint=f"a status is one of: {', '.join(STATUSES)}",
        )
    mentions = [_complete_mention(mention, text, f"{where}, event {number}") for mention in event["mentions"]]
    lists = {name: event.get(name) or [] for name in LISTS}
    return {**event, **lists, "date": event.get("date"), "mentions": mentions}


def _complete_mention(mention: Json, text: str, where: str) -> Json:
    start, end = mention.get("start", -1), mention.get("end", -1)
    if not 0 <= start < end <= len(text) or text[start:end] != mention.get("text", text[start:end]):
        raise InputError(
            f"{where}: characters {start} to {end} do not hold the mention {mention.get('text')!r}",
            hint="offsets count characters of `text`, end exclusive",
        )
    return {**frame_mention(text, start, end), **mention}
