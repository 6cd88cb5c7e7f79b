"""`dateline incidents` and `dateline watch`: the same occurrence across reports, and news of an area."""

from __future__ import annotations

import json

import click

from dateline.cli.options import examples


@click.command(epilog=examples("dateline incidents --from coded.jsonl --format jsonl > incidents.jsonl"))
@click.option("--from", "coded", metavar="CODED.jsonl", help="Link these coded reports; needs no database.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def incidents(coded: str | None, form: str) -> None:
    """Group the events of different reports that tell of one occurrence."""
    from dateline.incidents.intake import open_coded
    from dateline.incidents.link import link

    if coded is None:
        raise click.UsageError("which coded reports? --from CODED.jsonl")
    for incident in link(open_coded(coded)):
        line = {"id": incident.id, "events": [list(key) for key in incident.events]}
        click.echo(json.dumps(line) if form == "jsonl" else " ".join(map(str, incident.events)))


@click.command()
def watch() -> None:
    """List the incidents of a saved area."""
    raise click.UsageError("no area is saved yet")
