"""Reports taken in at the desk: read, coded by its own coder, kept and linked, one job after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.desk.desk import Desk
from dateline.desk.jobs import Job
from dateline.desk.settling import relink
from dateline.errors import UnreadableError
from dateline.read import Incoming, Quarantined, read_bytes, read_source
from dateline.store import IncidentFilter, SqlStore


def add_bytes(desk: Desk, data: bytes, *, name: str, media_type: str | None = None, **known: Any) -> Job:
    """Reads and codes a pasted text or an uploaded file; `known` is told of reports that do not say."""
    reads = read_bytes(data, origin=name, media_type=media_type)
    return desk.jobs.start(name, lambda job: _take_in(desk, job, (_told(r, **known) for r in reads)))


def add_samples(desk: Desk) -> Job:
    """Reads and codes the sample reports that ship with the package."""
    folder = str(files("dateline").joinpath("samples"))
    wanted = (p for p in sorted(Path(folder).iterdir()) if p.name != "README.md")
    reads = (read for path in wanted for read in read_source(str(path)))
    named = (r if isinstance(r, Quarantined) else replace(r, origin=Path(r.origin).name) for r in reads)
    return desk.jobs.start("the sample reports", lambda job: _take_in(desk, job, named))


def is_empty(store: SqlStore) -> bool:
    """Whether the record holds no report and no incident yet."""
    return next(store.each_report(), None) is None and not store.incidents(IncidentFilter(), limit=1)


def _take_in(desk: Desk, job: Job, reads: Iterator[Incoming | Quarantined]) -> None:
    for read in reads:
        if isinstance(read, Quarantined):
            desk.store.set_aside(read.origin, read.reason, sha256=read.sha256)
            job.problems.append(f"{read.origin}: {read.reason}")
            continue
        try:
            _take_in_one(desk, job, replace(read, report=desk.store.complete(read.report)))
        except UnreadableError as error:
            job.problems.append(f"{read.origin}: {error.message}")


def _take_in_one(desk: Desk, job: Job, incoming: Incoming) -> None:
    report, made_by = incoming.report, desk.identity
    known = desk.store.is_coded(
        report, codebook=made_by.codebook, coder=made_by.coder, settings=made_by.settings
    )
    if not known:
        desk.store.add(incoming, desk.code(report), settings=made_by.settings)
    relink(desk, report.id)
    job.reports.append(report.id)


def _told(
    read: Incoming | Quarantined,
    published: date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Incoming | Quarantined:
    if isinstance(read, Quarantined):
        return read
    own = read.report
    told = replace(
        own,
        published=own.published or published,
        outlet=own.outlet or outlet,
        title=own.title or title,
        url=own.url or url,
    )
    return replace(read, report=told)
