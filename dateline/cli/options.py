"""Options and steps that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.errors import InputError
from dateline.settings import Settings, load_settings

if TYPE_CHECKING:
    from dateline.read import Incoming, Quarantined
    from dateline.run import CoderOptions
    from dateline.store import SqlStore

F = TypeVar("F", bound=Callable[..., Any])

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
EXIT_STATUS = "\n\n\b\nExit status: 0 all fine, 3 some reports were quarantined, 1 an error, 2 wrong usage."


def examples(*lines: str) -> str:
    """The closing words of a command's help."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def sources_argument(command: F) -> F:
    """PATH, URL or - (standard input), one or more."""
    return click.argument("sources", nargs=-1, required=True, metavar="PATH|URL|-…")(command)


def coding_options(command: F) -> F:
    """What decides how reports are read and coded."""
    options = [
        click.option(
            "--published", type=DAY, metavar="YYYY-MM-DD", help="When, for reports that do not say."
        ),
        click.option("--outlet", metavar="NAME", help="By whom, for reports that do not say."),
        click.option("--codebook", metavar="NAME|FILE.yml", help="Codebook to code by.  [default: conflict]"),
        click.option("--reader", metavar="FOLDER", help="A reader trained with `dateline train`."),
        click.option(
            "--workers",
            type=click.IntRange(1),
            default=1,
            show_default=True,
            help="Processes that code side by side; the output is the same for any number.",
        ),
        click.option(
            "--allow-private",
            is_flag=True,
            help="Also fetch from private and local addresses.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def db_option(command: F) -> F:
    """Which database the record lies in."""
    text = (
        "The database: a SQLite file or postgresql://USER@HOST/NAME.  [default: $DATELINE_DB, or dateline.db]"
    )
    return click.option("--db", metavar="FILE|URL", help=text)(command)


def open_record(db: str | None, *, create: bool = False) -> SqlStore:
    """The store that `--db`, DATELINE_DB or the settings name. Raises StoreError."""
    from dateline.store import open_store

    return open_store(db or load_settings().db, create=create)


def coder_options(codebook: str | None, reader: str | None) -> CoderOptions:
    """What the coder is opened with, by the command line first, then the settings."""
    from dateline.run import CoderOptions

    settings: Settings = load_settings()
    return CoderOptions(settings.home, codebook or settings.codebook, reader)


def read_sources(
    sources: Sequence[str], *, allow_private: bool, published: datetime | None, outlet: str | None
) -> Iterator[Incoming | Quarantined]:
    """Every report of every source, in order; `published` and `outlet` hold for those that do not say.

    Raises InputError at once where a path does not exist.
    """
    from dateline.read import FetchPolicy, read_source

    missing = [s for s in sources if not _is_address(s) and not os.path.lexists(s)]
    if missing:
        raise InputError(f"{missing[0]}: there is no such file or folder", hint="check the path")
    if list(sources).count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")
    policy = FetchPolicy(allow_private=allow_private)
    reads = (read for source in sources for read in read_source(source, policy=policy))
    return (_told(read, published.date() if published else None, outlet) for read in reads)


def _told(read: Incoming | Quarantined, published: date | None, outlet: str | None) -> Incoming | Quarantined:
    from dateline.read import Quarantined

    if isinstance(read, Quarantined):
        return read
    report = read.report
    told = replace(report, published=report.published or published, outlet=report.outlet or outlet)
    return replace(read, report=told)


def _is_address(source: str) -> bool:
    return source == "-" or source.startswith(("http://", "https://"))
