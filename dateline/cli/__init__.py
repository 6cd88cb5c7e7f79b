"""The command line: `dateline COMMAND`. One file per command group, imported only when called."""

from __future__ import annotations

import importlib
import logging
import sys
from importlib.util import find_spec
from typing import Any

import click

from dateline import __version__
from dateline.errors import DatelineError, UsageError

COMMANDS: dict[str, str] = {
    # command: the module and the attribute that hold it
    "code": "dateline.cli.code:code",
    "add": "dateline.cli.record:add",
    "show": "dateline.cli.record:show",
    "events": "dateline.cli.record:events",
    "publish": "dateline.cli.publish:publish",
    "sitrep": "dateline.cli.sitrep:sitrep",
    "release": "dateline.cli.release:release",
    "incidents": "dateline.cli.incidents:incidents",
    "watch": "dateline.cli.incidents:watch",
    "desk": "dateline.cli.desk:desk",
    "codebook": "dateline.cli.codebook:codebook",
    "gazetteer": "dateline.cli.gazetteer:gazetteer",
    "places": "dateline.cli.gazetteer:places",
    "dates": "dateline.cli.dates:dates",
    "train": "dateline.cli.train:train",
    "bench": "dateline.cli.bench:bench",
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called, so that starting stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command that is installed, in the order of the table above."""
        return [name for name, where in COMMANDS.items() if find_spec(where.partition(":")[0])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The named command, or None."""
        where = COMMANDS.get(cmd_name)
        if where is None or cmd_name not in self.list_commands(ctx):
            return None
        module, _, attribute = where.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", count=True, help="Say more; twice, say everything.")
@click.version_option(__version__, prog_name="dateline")
@click.pass_context
def cli(ctx: click.Context, quiet: bool, verbose: int) -> None:
    """Turn reports on armed conflict into a record that an expert can check.

    \b
    Start here:
      dateline code REPORT.txt          read the record of one report
      dateline add FOLDER               keep the record in a database that grows
    """
    level = logging.ERROR if quiet else [logging.WARNING, logging.INFO, logging.DEBUG][min(verbose, 2)]
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    ctx.obj = {"quiet": quiet, "verbose": verbose}


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; a DatelineError becomes a message on stderr and exit status 1, wrong usage 2."""
    try:
        return cli.main(args=argv, prog_name="dateline", standalone_mode=True)
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
