"""The pages that are made, not written: the commands' help, and the record on the README's first screen.

python -m dateline.cli.manual [--check] docs/commands.md README.md
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dateline.cli import cli

WIDTH = 100
HEADING = "# Commands\n\nMade from the commands' own help by `make docs`.\n"
BLOCK = r"(?<=<!-- {name} -->\n```\n).*?(?=```\n)"


def write_commands(_page: str) -> str:
    """The commands' page as Markdown: every command and subcommand with its help."""
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


def write_readme(page: str) -> str:
    """The README with the record that Dateline now makes of the report in it."""
    record = code_report(read_block(page, "report"))
    return re.sub(BLOCK.format(name="record"), lambda _: record, page, count=1, flags=re.DOTALL)


def read_block(page: str, name: str) -> str:
    """What stands in the fenced block under `<!-- name -->`. Raises ValueError where there is none."""
    found = re.search(BLOCK.format(name=name), page, flags=re.DOTALL)
    if found is None:
        raise ValueError(f"no block <!-- {name} --> in the page")
    return found[0]


def code_report(text: str) -> str:
    """What `dateline code -` prints for `text`."""
    command = [sys.executable, "-m", "dateline.cli", "-q", "code", "-"]
    return subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()


PAGES = {"commands.md": write_commands, "README.md": write_readme}


def main(arguments: list[str]) -> int:
    """Writes the pages; with --check tells by the exit status whether they are up to date."""
    paths = [Path(argument) for argument in arguments if argument != "--check"]
    stale = [path for path in paths if _bring_up_to_date(path, write="--check" not in arguments)]
    if stale and "--check" in arguments:
        print(f"stale: {', '.join(map(str, stale))}; make docs", file=sys.stderr)
        return 1
    return 0


def _bring_up_to_date(path: Path, *, write: bool) -> bool:
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    after = PAGES[path.name](before)
    if write and after != before:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(after, encoding="utf-8")
    return after != before


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
