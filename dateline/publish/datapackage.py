"""Data package: the whole record in one zip, with its schema, codebook and hashes.

Source: Frictionless Data, Data Package and Table Schema (v1): datapackage.json, events.csv, and beside them
the coded reports (reports.jsonl), the codebook as data (codebook.json) and the trace. The zip's times are
fixed, so that the same record gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import fields, is_dataclass
from typing import IO, Any, BinaryIO

from dateline.codebook import Codebook
from dateline.model.wire import dump_line
from dateline.publish.columns import COLUMNS, row_of
from dateline.publish.context import Context
from dateline.publish.record import Record, occurrences
from dateline.publish.rows import trace_row
from dateline.publish.sheet import Sheet
from dateline.publish.trace import TraceLine

BEGINNING = (1980, 1, 1, 0, 0, 0)
CODEBOOK_PARTS = ("name", "version", "title", "families", "types")


class DataPackage:
    """See the module."""

    name = "datapackage"
    suffix = ".datapackage.zip"
    about = "a Frictionless data package: table, schema, coded reports, codebook, hashes"
    whole_reports = True

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """A zip of five files; the rows wait in temporary files until their hashes are known."""
        with ExitStack() as opened:
            parts = {name: opened.enter_context(tempfile.TemporaryFile()) for name in PARTS}
            sheet = Sheet(parts["events.csv"], [c.name for c in COLUMNS])
            for occurrence in occurrences(_copied(records, parts["reports.jsonl"]), context.incidents):
                sheet.row(row_of(occurrence))
                line = trace_row(occurrence)
                parts["trace.jsonl"].write((line.to_json() + "\n").encode("utf-8", "replace"))
                yield line
            parts["codebook.json"].write(_pretty(codebook_json(context.codebook)))
            resources = [_resource(name, file) for name, file in parts.items()]
            whole = opened.enter_context(tempfile.TemporaryFile())
            _zip(parts, _pretty(_package(resources, context)), whole)
            whole.seek(0)
            shutil.copyfileobj(whole, out)


PARTS = ("events.csv", "reports.jsonl", "codebook.json", "trace.jsonl")


def _copied(records: Iterable[Record], out: IO[bytes]) -> Iterator[Record]:
    for record in records:
        out.write((dump_line(record.coded) + "\n").encode("utf-8", "surrogatepass"))
        yield record


def _package(resources: list[dict[str, Any]], context: Context) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "dateline-record",
        "title": context.title,
        "description": "Events as reports tell them; each row leads to its reports and words.",
        "resources": resources,
    }


def _resource(name: str, file: IO[bytes]) -> dict[str, Any]:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    resource = {
        "name": name.replace(".", "-"),
        "path": name,
        "format": name.rsplit(".", 1)[1],
        "encoding": "utf-8",
        "bytes": file.tell(),
        "hash": f"sha256:{digest}",
    }
    if name == "events.csv":
        return {
            **resource,
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "schema": table_schema(),
        }
    return {**resource, "type": "file", "profile": "data-resource", "mediatype": "application/json"}


def table_schema() -> dict[str, Any]:
    """The Table Schema of events.csv: every column with its type and what stands in it."""
    described = [{"name": c.name, "type": c.kind, "description": c.about} for c in COLUMNS]
    described[0] = {**described[0], "constraints": {"required": True, "unique": True}}  # type: ignore[dict-item]
    return {"fields": described, "primaryKey": "id", "missingValues": [""]}


def codebook_json(book: Codebook) -> dict[str, Any]:
    """The codebook's families and types, with definitions, words, examples and crosswalks, as plain JSON."""
    return {part: plain(getattr(book, part)) for part in CODEBOOK_PARTS}


def plain(value: Any) -> Any:
    """Records, mappings and tuples as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if hasattr(value, "items"):
        return {str(k): plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def _pretty(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _zip(parts: Mapping[str, IO[bytes]], package: bytes, out: IO[bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("datapackage.json"), package)
        for name, file in parts.items():
            file.seek(0)
            with archive.open(_entry(name), "w", force_zip64=True) as inside:
                shutil.copyfileobj(file, inside)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


FORMAT = DataPackage()
