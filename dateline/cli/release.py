"""`dateline release`: a sealed set of files, and what changed since the last one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.options import DAY, db_option, examples, open_record
from dateline.publish.formats import FORMATS, find_format

if TYPE_CHECKING:
    from dateline.store import Store

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    epilog=examples(
        "dateline release r1 --format csv --format acled --date 2026-01-31",
        "dateline release r2 --format csv --format acled --after r1",
        "dateline release r1 --check",
    )
)
@click.argument("folder", type=FOLDER)
@click.option("--format", "forms", multiple=True, type=click.Choice(list(FORMATS)), help="One or more.")
@click.option("--date", "day", type=DAY, metavar="YYYY-MM-DD", help="The release's day.  [default: today]")
@click.option("--after", type=FOLDER, help="The release before: what changed since goes into changes.jsonl.")
@click.option("--check", is_flag=True, help="Only check that nothing was changed since sealing.")
@db_option
@click.option("--codebook", metavar="NAME|FILE.yml", help="Whose titles and crosswalks.  [default: conflict]")
@click.option("--public", is_flag=True, help="Hold back private names, sensitive sites and hidden sources.")
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
    """Write the whole record as a sealed release into FOLDER, or check one.

    The same record, codebook and options with the same --date give the same bytes, whenever it is made.
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
    from dateline.codebook import load_codebook
    from dateline.publish import Context, gather
    from dateline.publish.public import load_rules
    from dateline.publish.release import Terms, make_release
    from dateline.settings import load_settings
    from dateline.store import EventFilter

    store = open_record(asked["db"])
    book = load_codebook(asked["codebook"] or load_settings().codebook)
    said = {"formats": list(forms), "public": asked["public"]}
    return make_release(
        folder,
        [find_format(form) for form in forms],
        lambda: gather.stored_reports(store, EventFilter()),
        context=Context(codebook=book, incidents=gather.stored_incidents(store)),
        terms=Terms(day, __version__, book.id, _last_judgement(store), said),
        since=asked["after"],
        rules=load_rules() if asked["public"] else None,
    )


def _last_judgement(store: Store) -> str | None:
    kept = store.judgements()
    return kept[-1].hash if kept else None
