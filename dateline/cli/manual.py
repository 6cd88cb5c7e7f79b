"""The commands' page of the documentation, made from their own help: python -m dateline.cli.manual FILE."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dateline.cli import cli

WIDTH = 100
HEADING = "# Commands\n\nMade from the commands' own help by `make docs`.\n"


def write_manual() -> str:
    """The page as Markdown: every command and subcommand with its help."""
    top = click.Context(cli, info_name="dateline", terminal_width=WIDTH)
    return "\n".join([HEADING, *_sections(top, level=2)])


def _sections(context: click.Context, *, level: int) -> Iterator[str]:
    command = context.command
    yield f"{'#' * level} {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                inner = click.Context(found, parent=context, info_name=name, terminal_width=WIDTH)
                yield from _sections(inner, level=min(level + 1, 4))


def main(arguments: list[str]) -> int:
    """Writes the page, or with --check tells by the exit status whether it is as it would be written."""
    path = Path(arguments[-1])
    page = write_manual()
    if "--check" not in arguments:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == page:
        return 0
    print(f"{path} is stale: make docs", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
