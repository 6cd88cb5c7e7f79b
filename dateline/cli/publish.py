"""`dateline publish`: the record in the formats that its readers use."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.options import EXISTING, db_option, examples, open_record
from dateline.cli.record import events
from dateline.publish.formats import FORMATS, Format, find_format

if TYPE_CHECKING:
    from dateline.publish import Context, Record, TraceLine
    from dateline.store import EventFilter

FILTERS = (
    "since",
    "until",
    "types",
    "families",
    "statuses",
    "place",
    "radius",
    "countries",
    "actor",
    "source",
    "min_confidence",
    "text",
)


@click.command(
    epilog=examples(
        "dateline publish --format csv --out events.csv",
        "dateline publish --format html --since 2019-08-01 --country SY",
        "dateline publish coded.jsonl --reports reports.jsonl --format html --out page.html",
        "dateline code report.txt --format jsonl | dateline publish - --format geojson --out -",
        "dateline publish --format ucdp --ids ucdp_ids.csv --out events.ucdp.csv",
        "dateline publish --format hxl --pcodes global_pcodes.csv --public",
    )
)
@click.argument("coded", nargs=-1, type=click.Path(allow_dash=True), metavar="[CODED.jsonl|-]…")
@click.option("--format", "form", required=True, type=click.Choice(list(FORMATS)), help="What to write.")
@click.option(
    "--out",
    type=click.Path(),
    metavar="FILE",
    help="Where; - for standard output.  [default: dateline.SUFFIX]",
)
@db_option
@click.option("--reports", type=EXISTING, help="The reports' texts (JSON Lines), for pages of coded files.")
@click.option(
    "--incidents", type=EXISTING, help="Which events are one incident (JSON Lines), for coded files."
)
@click.option("--apart", is_flag=True, help="One row an event: do not join the events of an incident.")
@click.option("--pcodes", type=EXISTING, help="OCHA's list of P-codes (CSV), for administrative codes.")
@click.option("--ids", type=EXISTING, help="UCDP's numbers by the names of sides (CSV), for --format ucdp.")
@click.option("--codebook", metavar="NAME|FILE.yml", help="Whose titles and crosswalks.  [default: conflict]")
@click.option("--public", is_flag=True, help="Hold back private names, sensitive sites and hidden sources.")
@click.option("--public-rules", type=EXISTING, help="The project's own rules (YAML) for --public.")
@click.option("--title", default="Dateline", show_default=True, help="What heads a page.")
@click.pass_context
def publish(ctx: click.Context, /, coded: tuple[str, ...], form: str, out: str | None, **asked: Any) -> None:
    """Write the record for its readers: a table, a map, a page, or another project's columns.

    Without files the record comes from the database, all of it or what the filters ask for. Beside every file
    a trace, FILE.trace.jsonl, says which rule made each row of which events, and what was left out and why.
    """
    from dateline.publish.files import publish_file

    format_ = _guarded(find_format(form), asked)
    path = out or f"dateline{format_.suffix}"
    with ExitStack() as opened:
        records, context = _gather(coded, format_, opened, asked)
        if path == "-":
            deque(format_.write(records, sys.stdout.buffer, context=context), maxlen=0)
            return
        progress = Progress(first=float("inf") if ctx.obj["quiet"] else 2.0)
        read = progress.reading(records)
        done = publish_file(format_, read, Path(path), context=context, on_line=progress)
    if not ctx.obj["quiet"]:
        click.echo(
            "\n".join([f"{done.path}  sha256 {done.sha256}", *_summary(done.rules), f"trace: {done.trace}"]),
            err=True,
        )


class Progress:
    """Says on standard error how far the writing is: from `first` seconds on, then every `then`."""

    def __init__(self, *, first: float = 2.0, then: float = 10.0) -> None:
        self._began = time.monotonic()
        self._due, self._then = self._began + first, then
        self._read = self._lines = 0

    def reading(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, counted: a format that sorts its rows reads them all before it writes one."""
        for record in records:
            self._read += len(record.coded.events)
            self._tell()
            yield record

    def __call__(self, line: TraceLine) -> None:
        """Count one decision of the trace."""
        self._lines += 1
        self._tell()

    def _tell(self) -> None:
        now = time.monotonic()
        if now >= self._due:
            self._due = now + self._then
            rate = self._read / max(now - self._began, 1e-9)
            told = f"{self._read:,} events read · {self._lines:,} rows and decisions"
            click.echo(f"{told} · {rate:,.0f} events a second", err=True)


def _guarded(format_: Format, asked: dict[str, Any]) -> Format:
    if not (asked["public"] or asked["public_rules"]):
        return format_
    from dateline.publish.public import load_rules
    from dateline.publish.serve import guard

    return guard(format_, load_rules(asked["public_rules"]))


def _summary(rules: dict[tuple[str, str], int]) -> Iterator[str]:
    yield from (f"{count:>9,} {outcome}: {rule}" for (outcome, rule), count in rules.items())


def _gather(
    coded: tuple[str, ...], format_: Format, opened: ExitStack, asked: dict[str, Any]
) -> tuple[Iterable[Record], Context]:
    from dateline.publish import Context, gather

    known = known_context(asked)
    if coded:
        incidents = gather.read_incidents(asked["incidents"]) if asked["incidents"] else {}
        return _coded_records(coded, opened, asked), Context(**known, incidents=incidents)
    store = open_record(asked["db"])
    opened.callback(store.close)
    wanted = asked_filter(asked)
    whole = format_.whole_reports
    records = (gather.stored_reports if whole else gather.stored_events)(store, wanted)
    return records, Context(**known, incidents={} if asked["apart"] else gather.stored_incidents(store))


def known_context(asked: dict[str, Any]) -> dict[str, Any]:
    """What the options --codebook, --pcodes, --ids and --title give a format to know."""
    from dateline.codebook import load_codebook
    from dateline.publish.conflict_ids import NO_IDS, load_ids
    from dateline.publish.pcodes import NO_PCODES, load_pcodes
    from dateline.settings import load_settings

    return {
        "codebook": load_codebook(asked["codebook"] or load_settings().codebook),
        "pcodes": load_pcodes(asked["pcodes"]) if asked["pcodes"] else NO_PCODES,
        "ids": load_ids(asked["ids"]) if asked["ids"] else NO_IDS,
        "title": asked["title"],
    }


def asked_filter(asked: dict[str, Any]) -> EventFilter:
    """The filter that the options of `dateline events` ask for."""
    from dateline.cli.listing import make_filter
    from dateline.cli.record import _days

    return make_filter(**_days({name: asked[name] for name in FILTERS}))


def _coded_records(coded: tuple[str, ...], opened: ExitStack, asked: dict[str, Any]) -> Iterator[Record]:
    from dateline.publish import gather

    used = [name for name in FILTERS if asked[name] and asked[name] != 0.0]
    if used:
        raise click.UsageError(
            f"--{used[0].replace('_', '-')} asks the database; leave the files out, or the filter"
        )
    texts = gather.read_texts(asked["reports"]) if asked["reports"] else None
    for name in coded:
        yield from gather.read_coded(
            opened.enter_context(click.open_file(name, encoding="utf-8")), name, texts
        )


FILTER_OPTIONS = [p for p in events.params if p.name in FILTERS]
publish.params.extend(FILTER_OPTIONS)
