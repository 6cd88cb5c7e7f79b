"""Releases: sealed sets of files that can be made again byte for byte, and what changed since an earlier one.

A release is a folder: the files of each format with their traces, `rows.jsonl` (every occurrence's row of the
plain table, by id), `changes.jsonl` where an earlier release is given, and `release.json`, the seal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import PublishError
from dateline.publish.asking import check_same_question
from dateline.publish.columns import row_of
from dateline.publish.context import Context
from dateline.publish.files import hash_file, publish_file
from dateline.publish.formats import Format
from dateline.publish.guarded import Guarded
from dateline.publish.public import PublicRules, make_public
from dateline.publish.record import Record, occurrences
from dateline.publish.spool import group_rows

ROWS, CHANGES, SEAL = "rows.jsonl", "changes.jsonl", "release.json"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a release was made from: its day, what wrote it, the judgements that held, what was asked for.

    `judgements` is the hash of the last judgement in the chain, None where there is none.
    """

    day: date
    version: str
    codebook: str
    judgements: str | None
    asked: Mapping[str, Any]


def make_release(
    folder: Path,
    formats: Sequence[Format],
    read: Callable[[], Iterable[Record]],
    *,
    context: Context,
    terms: Terms,
    since: Path | None = None,
    rules: PublicRules | None = None,
) -> dict[str, Any]:
    """Write a release into `folder`, which must be new or empty, and return its seal.

    `read` gives the records afresh for each format. `since` is the folder of an earlier release; with
    `rules` the release is for the public. Raises PublishError where the folder holds something, or the
    earlier release is broken or was asked for other events.
    """
    if folder.exists() and any(folder.iterdir()):
        raise PublishError(f"{folder} is not empty", hint="a new folder: a sealed release is not changed")
    if since is not None:
        check_same_question(check_release(since)["asked"], terms.asked, where=since)
    folder.mkdir(parents=True, exist_ok=True)
    for format_ in formats:
        guarded = Guarded(format_, rules) if rules else format_
        publish_file(guarded, read(), folder / f"dateline{format_.suffix}", context=context)
    shown = (make_public(r, rules, context.codebook)[0] for r in read()) if rules else read()
    coders = _write_rows(shown, folder / ROWS, context)
    if since is not None:
        _write_changes(since / ROWS, folder)
    return _seal(folder, terms, coders, since)


def check_release(folder: Path) -> dict[str, Any]:
    """The seal of a release whose every file is as it was sealed. Raises PublishError where one is not."""
    try:
        seal: dict[str, Any] = json.loads((folder / SEAL).read_text("utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise PublishError(f"{folder / SEAL}: {error}", hint="the folder of a release") from error
    if seal.get("seal") != _digest({k: v for k, v in seal.items() if k != "seal"}):
        raise PublishError(
            f"{folder / SEAL} was changed after sealing", hint="take the release from its source"
        )
    for name, sha256 in seal["files"].items():
        path = folder / name
        if not path.is_file() or hash_file(path) != sha256:
            found = "was changed after sealing" if path.is_file() else "is missing"
            raise PublishError(f"{path} {found}", hint="take the release from its source")
    return seal


def _write_rows(records: Iterable[Record], path: Path, context: Context) -> list[str]:
    coders: set[str] = set()

    def keyed() -> Iterator[tuple[str, str]]:
        for occurrence in occurrences(records, context.incidents):
            coders.update(t.coder for t in occurrence.tellings)
            yield occurrence.id, json.dumps(row_of(occurrence), ensure_ascii=False)

    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for _, rows in group_rows(keyed()):
            file.writelines(f"{row}\n" for row in sorted(rows))
    return sorted(coders)


def _write_changes(before: Path, folder: Path) -> None:
    with ExitStack() as opened:
        old, new = (opened.enter_context(path.open(encoding="utf-8")) for path in (before, folder / ROWS))
        out = opened.enter_context((folder / CHANGES).open("w", encoding="utf-8", newline="\n"))
        for change in find_changes(map(json.loads, old), map(json.loads, new)):
            out.write(json.dumps(change, ensure_ascii=False) + "\n")


def find_changes(old: Iterator[dict[str, Any]], new: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What differs between two streams of rows sorted by id (by code point), in bounded memory.

    Each change: {"change": "new" | "changed" | "deleted", "id", "fields": {column: [before, after]}}.
    """
    before, after = next(old, None), next(new, None)
    while before is not None or after is not None:
        if after is None or (before is not None and before["id"] < after["id"]):
            assert before is not None
            yield {
                "change": "deleted",
                "id": before["id"],
                "fields": {k: [v, None] for k, v in before.items()},
            }
            before = next(old, None)
        elif before is None or after["id"] < before["id"]:
            come = {column: [None, value] for column, value in after.items()}
            yield {"change": "new", "id": after["id"], "fields": come}
            after = next(new, None)
        else:
            fields = {k: [before.get(k), v] for k, v in after.items() if before.get(k) != v}
            if fields:
                yield {"change": "changed", "id": after["id"], "fields": fields}
            before, after = next(old, None), next(new, None)


def _seal(folder: Path, terms: Terms, coders: list[str], since: Path | None) -> dict[str, Any]:
    files = {path.name: hash_file(path) for path in sorted(folder.iterdir())}
    content: dict[str, Any] = {
        "date": terms.day.isoformat(),
        "dateline": terms.version,
        "codebook": terms.codebook,
        "coders": coders,
        "judgements": terms.judgements,
        "asked": dict(terms.asked),
        "since": check_release(since)["seal"] if since else None,
        "files": files,
    }
    seal = {**content, "seal": _digest(content)}
    (folder / SEAL).write_text(json.dumps(seal, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return seal


def _digest(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
