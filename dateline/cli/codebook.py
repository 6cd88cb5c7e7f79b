"""`dateline codebook`: show a codebook, check one, begin one."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.codebook import Codebook, EventType, find_codebook, load_codebook
from dateline.codebook.check import check_enough, check_examples
from dateline.codebook.fields import near
from dateline.codebook.pages import render_pages, render_type
from dateline.codebook.starter import write_starter
from dateline.errors import CodebookError

_CODEBOOK = click.option(
    "--codebook", "name", default="conflict", show_default=True, metavar="NAME|FILE", help="Which codebook."
)


@click.group()
def codebook() -> None:
    """Show, check or begin a codebook: what counts as an event, and the words that tell of it.

    \b
    Examples:
      dateline codebook show                    every type, with its definition
      dateline codebook show air_strike         one type: rules, examples, words, crosswalk
      dateline codebook new my-types.yml        begin a codebook of your own
      dateline codebook check my-types.yml      run its examples, list its mistakes
    """


@codebook.command()
@click.argument("type_id", metavar="[TYPE]", required=False)
@_CODEBOOK
def show(type_id: str | None, name: str) -> None:
    """Show every type of a codebook, or one of them as a page."""
    book = load_codebook(name)
    if type_id is None:
        click.echo(_list_types(book))
        return
    kind = book.types.get(type_id)
    if kind is None:
        hint = near(type_id, book.types) or "dateline codebook show"
        raise CodebookError(f"{book.id}: no type '{type_id}'", hint=hint)
    click.echo(render_type(book, kind), nl=False)


@codebook.command()
@click.argument("path", default="conflict")
def check(path: str) -> None:
    """Check a codebook: its YAML, its entries, and each example and counterexample as a test.

    PATH is a file, a folder, or the name of a shipped codebook. Exit status 1 where anything is wrong.
    """
    book = load_codebook(path)
    own = _own_types(book, find_codebook(path))
    mistakes = check_examples(book, own)
    if mistakes:
        told = "\n".join(str(mistake) for mistake in mistakes)
        raise CodebookError(told, hint="mend these lines and check again")
    for thin in check_enough(own):
        click.echo(f"note: {thin}", err=True)
    count = sum(len(kind.examples) + len(kind.counterexamples) for kind in own)
    click.echo(f"{book.id}: {len(own)} types of its own, {count} examples and counterexamples hold.")


@codebook.command()
@click.argument("path", type=click.Path(path_type=Path))
def new(path: Path) -> None:
    """Write a commented codebook to PATH that adds one type to the shipped one."""
    write_starter(path)
    click.echo(f"{path}: written. Change it, then: dateline codebook check {path}")


@codebook.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_CODEBOOK
def pages(folder: Path, name: str) -> None:
    """Write the codebook's manual to FOLDER: Markdown, one page a family."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in render_pages(load_codebook(name)).items():
        (folder / file).write_text(text, encoding="utf-8")
    click.echo(f"{folder}: written")


def _list_types(book: Codebook) -> str:
    """The types of each family with the first sentence of their definitions."""
    wide = max(map(len, book.types), default=0)
    lines = [f"{book.id}: {book.title}"]
    for family in book.families.values():
        kinds = [kind for kind in book.types.values() if kind.family == family.id]
        lines += ["", f"{family.title} ({family.id})"] if kinds else []
        lines += [f"  {kind.id:<{wide}}  {kind.definition}" for kind in kinds]
    return "\n".join(lines)


def _own_types(book: Codebook, path: Path) -> list[EventType]:
    """The types that stand in the file or folder itself, not in what it extends."""
    folder = f"{path}/" if path.is_dir() else f"{path}:"
    return [kind for kind in book.types.values() if kind.where.startswith(folder)]
