"""`dateline bench`: how well and how fast Dateline codes, measured where it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from dateline.cli.options import coder_options, examples

NAMES = ("accuracy", "cross-validation", "speed", "incidents", "lower-case", "rooms")


@click.command(
    epilog=examples(
        "dateline bench",
        "dateline bench --only accuracy --only speed --json figures.json",
        "dateline bench --only lower-case --documents 116",
    )
)
@click.option("--only", multiple=True, type=click.Choice(NAMES), help="Measure this part; may be repeated.")
@click.option(
    "--shared",
    default="../shared",
    show_default=True,
    metavar="FOLDER",
    help="Where the annotated reports (bench/) and corpora lie.",
)
@click.option("--reports", type=click.IntRange(1), help="Code at most so many annotated reports.")
@click.option(
    "--documents", type=click.IntRange(1), default=60, show_default=True, help="Lower-case documents to code."
)
@click.option("--codebook", metavar="NAME|FILE.yml", help="Codebook to code by.  [default: conflict]")
@click.option("--reader", metavar="FOLDER", help="A reader trained with `dateline train`.")
@click.option("--json", "out", type=click.Path(dir_okay=False), help="Write every figure there as well.")
@click.pass_context
def bench(
    ctx: click.Context,
    /,
    only: tuple[str, ...],
    shared: str,
    reports: int | None,
    documents: int,
    codebook: str | None,
    reader: str | None,
    out: str | None,
) -> None:
    """Measure accuracy, speed, memory, linking and lower-case robustness, and run each room's quick measures.

    What needs annotated reports is skipped, and says so, where they are not at hand. Speed is measured in
    processes of their own, beside bare spaCy pipelines over the same texts, on one thread each.
    """
    from dateline.run import limit_threads

    limit_threads()
    from dateline.bench.corpus import Corpus
    from dateline.bench.parts import PARTS, Asked
    from dateline.bench.shown import show
    from dateline.cli import running

    quiet = ctx.obj["quiet"]
    options = coder_options(codebook, reader)
    running.prepare_gazetteer(options.home, quiet=quiet)
    figures = {}
    with TemporaryDirectory() as folder:
        asked = Asked(
            corpus=Corpus(Path(shared)),
            coder=options,
            folder=Path(folder),
            progress=lambda words: None if quiet else click.echo(f"{words} …", err=True),
            quiet=quiet,
            reports=reports,
            documents=documents,
        )
        for name in only or NAMES:
            figures[name] = PARTS[name](asked)
            click.echo(show(name, figures[name]))
            _keep(out, figures)


def _keep(out: str | None, figures: Mapping[str, object]) -> None:
    # After every part, so that a run that is broken off still leaves what it measured.
    if out:
        Path(out).write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
