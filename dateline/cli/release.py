"""`dateline release`: a sealed set of files, and what changed since the last one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.options import DAY, EXISTING, db_option, examples, open_record
from dateline.cli.publish import FILTER_OPTIONS, asked_filter, known_context
from dateline.publish.formats import FORMATS, find_format

if TYPE_CHECKING:
    from dateline.store import EventFilter, Store

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    epilog=examples(
        "dateline release r1 --format csv --format acled --date 2026-01-31",
        "dateline release r2 --format csv --format acled --after r1",
        "dateline release hxl1 --format hxl --pcodes global_pcodes.csv --country SD --public",
        "dateline release r1 --check",
    )
)
@click.argument("folder", type=FOLDER)
@click.option("--format", "forms", multiple=True, type=click.Choice(list(FORMATS)), help="One or more.")
@click.option("--date", "day", type=DAY, metavar="YYYY-MM-DD", help="The release's day.  [default: today]")
@click.option("--after", type=FOLDER, help="The release before: what changed since goes into changes.jsonl.")
@click.option("--check", is_flag=True, help="Only check that nothing was changed since sealing.")
@db_option
@click.option("--apart", is_flag=True, help="One row an event: do not join the events of an incident.")
@click.option("--pcodes", type=EXISTING, help="OCHA's list of P-codes (CSV), for administrative codes.")
@click.option("--ids", type=EXISTING, help="UCDP's numbers by the names of sides (CSV), for --format ucdp.")
@click.option("--codebook", metavar="NAME|FILE.yml", help="Whose titles and crosswalks.  [default: conflict]")
@click.option("--public", is_flag=True, help="Hold back private names, sensitive sites and hidden sources.")
@click.option("--public-rules", type=EXISTING, help="The project's own rules (YAML) for --public.")
@click.option("--title", default="Dateline", show_default=True, help="What heads a page or package.")
@click.pass_context
def release(
    ctx: click.Context,
    /,
    folder: Path,
    forms: tuple[str, ...],
    day: datetime | None,
    check: bool,
    **asked: Any,
) -> None:
    """Write the record, or what the filters ask for, as a sealed release into FOLDER, or check one.

    The same record, codebook, options and tables with the same --date give the same bytes, whenever it is
    made. The seal says what was asked for, and the hash of each table that was given.
    """
    from dateline.publish.release import check_release

    if check:
        click.echo(f"{folder}: sealed {check_release(folder)['date']}, nothing changed since")
        return
    seal = _make(folder, forms or ("jsonl", "csv"), day.date() if day else date.today(), asked)
    if not ctx.obj["quiet"]:
        click.echo(f"{folder}: {len(seal['files'])} files, seal {seal['seal']}", err=True)


def _make(folder: Path, forms: tuple[str, ...], day: date, asked: dict[str, Any]) -> dict[str, Any]:
    from dateline import __version__
    from dateline.publish import Context, gather
    from dateline.publish.public import load_rules
    from dateline.publish.release import Terms, make_release

    store = open_record(asked["db"])
    known, wanted = known_context(asked), asked_filter(asked)
    public = bool(asked["public"] or asked["public_rules"])
    return make_release(
        folder,
        [find_format(form) for form in forms],
        lambda: gather.stored_reports(store, wanted),
        context=Context(**known, incidents={} if asked["apart"] else gather.stored_incidents(store)),
        terms=Terms(
            day, __version__, known["codebook"].id, _last_judgement(store), _said(forms, wanted, asked)
        ),
        since=asked["after"],
        rules=load_rules(asked["public_rules"]) if public else None,
    )


def _said(forms: tuple[str, ...], wanted: EventFilter, asked: dict[str, Any]) -> dict[str, Any]:
    from dateline.publish.asking import filter_values, table_hashes

    public = bool(asked["public"] or asked["public_rules"])
    return {
        "formats": list(forms),
        "public": public,
        "apart": asked["apart"],
        "title": asked["title"],
        "filters": filter_values(wanted, public=public),
        "tables": table_hashes({name: asked[name] for name in ("ids", "pcodes", "public_rules")}),
    }


def _last_judgement(store: Store) -> str | None:
    kept = store.judgements()
    return kept[-1].hash if kept else None


release.params.extend(FILTER_OPTIONS)
