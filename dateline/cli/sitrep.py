"""`dateline sitrep`: a situation report as a page and a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.options import DAY, db_option, examples, open_record

if TYPE_CHECKING:
    from dateline.codebook import Codebook
    from dateline.publish import Occurrence
    from dateline.store import EventFilter, SqlStore

WRITABLE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    epilog=examples(
        "dateline sitrep --area SY --since 2019-08-01 --until 2019-08-31",
        "dateline sitrep --area Idlib --radius 50 --since 2019-08-19 --until 2019-08-25 --pdf idlib.pdf",
        "dateline sitrep --area SD --since 2023-04-15 --until 2023-05-15 --public",
    )
)
@click.option("--area", required=True, metavar="CC|NAME|LAT,LON", help="Country code, place, or point.")
@click.option(
    "--radius", type=click.FloatRange(0, 20_000, min_open=True), metavar="KM", help="Around --area."
)
@click.option("--since", "--from", type=DAY, required=True, metavar="YYYY-MM-DD", help="First day.")
@click.option("--until", "--to", type=DAY, required=True, metavar="YYYY-MM-DD", help="Last day, counted.")
@db_option
@click.option("--out", type=WRITABLE, default=Path("sitrep.html"), show_default=True, help="The page.")
@click.option("--pdf", type=WRITABLE, help="The PDF as well.")
@click.option("--title", help="What heads it.  [default: the area]")
@click.option("--codebook", metavar="NAME|FILE.yml", help="Whose titles and colours.  [default: conflict]")
@click.option("--public", is_flag=True, help="Hold back private names, sensitive sites and hidden sources.")
@click.option("--public-rules", type=EXISTING, help="The project's own rules (YAML) for --public.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="0 to 1.")
@click.pass_context
def sitrep(
    ctx: click.Context,
    /,
    area: str,
    since: datetime,
    until: datetime,
    out: Path,
    pdf: Path | None,
    **asked: Any,
) -> None:
    """Write a situation report: what happened by place and side, tolls, what is contested, what changed.

    Each sentence cites the words it stands on; the period before, of the same length, is compared.
    """
    from dateline.codebook import load_codebook
    from dateline.publish.sitrep_page import sitrep_page
    from dateline.publish.sitrep_pdf import sitrep_pdf
    from dateline.publish.situation import build_situation
    from dateline.settings import load_settings

    first, last = since.date(), until.date()
    if last < first:
        raise click.UsageError(f"--until {last} is before --since {first}")
    book = load_codebook(asked["codebook"] or load_settings().codebook)
    store = open_record(asked["db"])
    wanted = _wanted(area, asked)
    before = period_before(first, last)
    situation = build_situation(
        list(_occurrences(store, replace(wanted, since=first, until=last), book, asked)),
        list(_occurrences(store, replace(wanted, since=before[0], until=before[1]), book, asked)),
        title=asked["title"] or _area_name(area),
        since=first,
        until=last,
        before=before,
        book=book,
    )
    out.write_bytes(sitrep_page(situation, book))
    if pdf:
        pdf.write_bytes(sitrep_pdf(situation, book))
    if not ctx.obj["quiet"]:
        told = f"{len(situation.citations)} events cited from {situation.reports} reports"
        click.echo(f"{told}: {', '.join(str(p) for p in (out, pdf) if p)}", err=True)


def period_before(first: date, last: date) -> tuple[date, date]:
    """The days before `first`, as many as from `first` to `last`, both counted."""
    return first - (last - first) - timedelta(days=1), first - timedelta(days=1)


def _wanted(area: str, asked: dict[str, Any]) -> EventFilter:
    from dateline.cli.listing import make_filter
    from dateline.publish.countries import find_country

    known: dict[str, Any] = {"min_confidence": asked["min_confidence"]}
    if asked["radius"] is None and find_country(area.upper()):
        return make_filter(place=None, radius=None, countries=(area,), **known)
    return make_filter(place=area, radius=asked["radius"], countries=(), **known)


def _area_name(area: str) -> str:
    from dateline.publish.countries import find_country

    country = find_country(area.upper())
    return country.name if country else area


def _occurrences(
    store: SqlStore, wanted: EventFilter, book: Codebook, asked: dict[str, Any]
) -> Iterator[Occurrence]:
    from dateline.publish import gather, occurrences
    from dateline.publish.public import load_rules, make_public

    records = gather.stored_reports(store, wanted)
    if asked["public"] or asked["public_rules"]:
        rules = load_rules(asked["public_rules"])
        records = (make_public(record, rules, book)[0] for record in records)
    return occurrences(records, gather.stored_incidents(store))
