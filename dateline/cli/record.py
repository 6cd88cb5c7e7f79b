"""`dateline add`, `show` and `events`: the record that is kept, and looking things up in it."""

from __future__ import annotations

import sys
from datetime import date, datetime
from functools import partial
from typing import Any

import click

from dateline.cli.options import (
    DAY,
    EXIT_STATUS,
    coder_options,
    coding_options,
    db_option,
    examples,
    open_record,
    read_sources,
    sources_argument,
)

STATUSES = ("happened", "planned", "threatened", "feared", "denied")


@click.command(
    epilog=examples(
        "dateline add reports/",
        "dateline add feed.xml https://example.org/news --workers 2",
        "dateline add reports/ --db postgresql://ann@dbhost/dateline",
    )
    + EXIT_STATUS
)
@sources_argument
@db_option
@click.option("--again", is_flag=True, help="Code even what this codebook and coder have coded before.")
@coding_options
@click.pass_context
def add(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    db: str | None,
    again: bool,
    codebook: str | None,
    reader: str | None,
    workers: int,
    **reading: Any,
) -> None:
    """Code reports and keep them, with their originals, in a database that grows.

    What tells of one occurrence is joined to incidents: `dateline incidents`.

    Adding a report twice changes nothing. With a newer codebook or coder it is coded again: the earlier
    coding is kept and `dateline show --changes` tells what changed. If it is stopped at any moment, run the
    same command again and it goes on.
    """
    from dateline.run import Coded, Known, limit_threads, open_coder, run_reports

    limit_threads()
    from dateline.cli import running
    from dateline.run.identity import identify_coder
    from dateline.store.adding import complete_reads, keep_outcomes

    reads = read_sources(sources, **reading)
    options = coder_options(codebook, reader)
    store = open_record(db, create=True)
    running.prepare_gazetteer(options.home, quiet=ctx.obj["quiet"])
    identity = identify_coder(options)
    known: dict[str, Any] = {"codebook": identity.codebook, "coder": identity.coder}
    is_known = partial(store.is_coded, **known, settings=identity.settings)
    outcomes = run_reports(
        complete_reads(reads, store),
        partial(open_coder, options),
        workers=workers,
        is_known=(lambda _: False) if again else is_known,
    )
    run = running.Following(
        keep_outcomes(outcomes, store, settings=identity.settings), quiet=ctx.obj["quiet"]
    )
    added = {
        o.incoming.report.id: isinstance(o, Coded) for o in run.outcomes() if isinstance(o, Coded | Known)
    }
    store.tune()
    linked = running.link_added(store, added)
    run.finish(ctx, f"kept in {store}", linked, f"next: dateline events --db {store}")


@click.command(
    epilog=examples("dateline show 1f0c2ab9", "dateline show 1f0c2ab9 --changes", "dateline show --changes")
)
@click.argument("id", required=False, metavar="REPORT-ID|EVENT-ID")
@db_option
@click.option("--changes", is_flag=True, help="What coding again changed, in this report or in all.")
@click.option(
    "--original", is_flag=True, help="Write the report's original to standard output, byte for byte."
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def show(id: str | None, db: str | None, changes: bool, original: bool, form: str) -> None:
    """Show a report with its events, or one event, and what decided each value.

    The beginning of an id is enough where it fits only one.
    """
    from dateline.cli import showing

    store = open_record(db)
    if changes:
        lines = showing.change_lines(store, id, form)
    elif id is None:
        raise click.UsageError("which report or event? Give an id, or --changes for all that changed")
    elif original:
        sys.stdout.buffer.write(showing.find_original(store, id))
        return
    else:
        lines = showing.found_lines(store, id, form)
    for line in lines:
        click.echo(line)


@click.command(
    epilog=examples(
        "dateline events --since 2019-08-01 --until 2019-08-31 --family remote",
        "dateline events --place Idlib --radius 30",
        "dateline events --place 35.44,36.65 --radius 10 --status happened",
        "dateline events --actor Wagner --country ML --format csv > events.csv",
    )
)
@db_option
@click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="Not over before this day.")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="Begun by this day.")
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Event type; may be given several times."
)
@click.option("--family", "families", multiple=True, metavar="FAMILY", help="Family of types; the same.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="The same.")
@click.option("--place", metavar="NAME|LAT,LON", help="Part of a place's name; with --radius, its middle.")
@click.option(
    "--radius", type=click.FloatRange(0, 20_000, min_open=True), metavar="KM", help="Around --place."
)
@click.option("--country", "countries", multiple=True, metavar="CC", help="Where: ISO two-letter code.")
@click.option("--actor", metavar="NAME", help="Part of the name of who did it, or to whom.")
@click.option("--source", metavar="NAME", help="Part of the name of who says so, or of the outlet.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="0 to 1.")
@click.option("--text", metavar="WORDS", help="Words in the event or around its mention, in any order.")
@click.option("--limit", type=click.IntRange(1), help="At most so many events.")
@click.option("--order", type=click.Choice(["date", "newest", "unsure"]), default="date", show_default=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl", "csv"]), default="text", show_default=True
)
def events(db: str | None, form: str, order: str, limit: int | None, **asked: Any) -> None:
    """List events of the record, with filters; all that are given must hold.

    Upper and lower case, accents and scripts make no difference in names and words.
    """
    from itertools import islice

    from dateline.cli import listing

    store = open_record(db)
    rows = store.each_event(listing.make_filter(**_days(asked)), order=listing.ORDERS[order])
    listing.WRITERS[form](islice(rows, limit), store, sys.stdout.buffer)


def _days(asked: dict[str, Any]) -> dict[str, Any]:
    return {name: _day(value) if name in ("since", "until") else value for name, value in asked.items()}


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None
