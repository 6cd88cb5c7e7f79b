"""`dateline sitrep`: a situation report as a page and a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.options import DAY, EXISTING, db_option, examples, open_record

if TYPE_CHECKING:
    from dateline.codebook import Codebook
    from dateline.incidents.areas import WatchedArea
    from dateline.model import Event
    from dateline.publish import Occurrence
    from dateline.publish.record import EventKey
    from dateline.store import EventFilter, SqlStore

WRITABLE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    epilog=examples(
        "dateline sitrep --area SY --since 2019-08-01 --until 2019-08-31",
        "dateline sitrep --area Idlib --radius 50 --since 2019-08-19 --until 2019-08-25 --pdf idlib.pdf",
        "dateline sitrep --area 'Northern front' --since 2019-08-19 --until 2019-08-25",
        "dateline sitrep --area SD --since 2023-04-15 --until 2023-05-15 --public",
    )
)
@click.option(
    "--area",
    required=True,
    metavar="NAME|CC|LAT,LON",
    help="An area saved with `dateline watch`, a country code, a place, or a point.",
)
@click.option(
    "--radius", type=click.FloatRange(0, 20_000, min_open=True), metavar="KM", help="Around a place or point."
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
    from dateline.store import EventFilter

    first, last = since.date(), until.date()
    if last < first:
        raise click.UsageError(f"--until {last} is before --since {first}")
    book = load_codebook(asked["codebook"] or load_settings().codebook)
    store = open_record(asked["db"])
    before = period_before(first, last)
    saved = _saved_area(store, area, asked)
    wanted = EventFilter(min_confidence=asked["min_confidence"]) if saved else _wanted(area, asked)
    situation = build_situation(
        list(_occurrences(store, replace(wanted, since=first, until=last), saved, book, asked)),
        list(_occurrences(store, replace(wanted, since=before[0], until=before[1]), saved, book, asked)),
        title=asked["title"] or (area if saved else _area_name(area)),
        since=first,
        until=last,
        before=before,
        book=book,
        within=area_words(saved) if saved else "",
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


def _saved_area(store: SqlStore, name: str, asked: dict[str, Any]) -> WatchedArea | None:
    """The area saved under that name, if one is and no --radius makes it a place's."""
    from dateline.incidents.areas import area_from_json

    found = next((area for area in store.areas() if area.name == name), None)
    return area_from_json(found.name, found.record) if found and asked["radius"] is None else None


def area_words(area: WatchedArea) -> str:
    """What a saved area is, in words: 'a saved area: 2 polygons'."""
    parts = [f"{n} polygon{'s' if n > 1 else ''}"] if (n := len(area.polygons)) else []
    if area.circle:
        parts.append("{2:g} km around {0:g}, {1:g}".format(*area.circle))
    parts += [name for name in (area.admin, _area_name(area.country) if area.country else None) if name]
    return f"a saved area: {', '.join((*parts, *area.sites))}"


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
    store: SqlStore, wanted: EventFilter, saved: WatchedArea | None, book: Codebook, asked: dict[str, Any]
) -> Iterator[Occurrence]:
    from dateline.publish import gather, occurrences
    from dateline.publish.public import load_rules, make_public

    incidents = gather.stored_incidents(store)
    # All that is told of an incident counts, also by a report that does not say where or when it was.
    keys = gather.whole_incidents(_keys(store, wanted, saved), incidents)
    records = gather.stored_reports(store, wanted, wanted=keys)
    if asked["public"] or asked["public_rules"]:
        rules = load_rules(asked["public_rules"])
        records = (make_public(record, rules, book)[0] for record in records)
    return occurrences(records, incidents)


def _keys(store: SqlStore, wanted: EventFilter, saved: WatchedArea | None) -> Iterator[EventKey]:
    for row in store.each_event(wanted):
        if saved is None or _is_within(saved, row.event):
            yield row.report.id, row.event.id


def _is_within(area: WatchedArea, event: Event) -> bool:
    from dateline.incidents.areas import locate
    from dateline.publish.gather import place_values

    return locate(area, map(place_values, event.places)) == "within"
