"""`dateline code`: reports in, their record out; nothing is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from dateline.cli.options import (
    EXIT_STATUS,
    coder_options,
    coding_options,
    examples,
    read_sources,
    sources_argument,
)

if TYPE_CHECKING:
    from dateline.run import Coded


@click.command(
    epilog=examples(
        "dateline code report.txt",
        "dateline code report.txt --published 2019-08-20 --outlet 'Al Jazeera'",
        "dateline code reports/ --workers 4 --format jsonl > coded.jsonl",
        "dateline code https://example.org/2019/08/20/news --format html -o page.html",
        "cat report.txt | dateline code -",
    )
    + EXIT_STATUS
)
@sources_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "html"]),
    default="text",
    show_default=True,
    help="text to read, jsonl for programs (one report a line), html for one page with the marked texts.",
)
@click.option("-o", "--output", metavar="FILE", help="Write there instead of standard output.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Leave out events that the coder is less sure of, 0 to 1.",
)
@click.option("--why", is_flag=True, help="In text, also say what decided each value.")
@coding_options
@click.pass_context
def code(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    form: str,
    output: str | None,
    min_confidence: float,
    why: bool,
    codebook: str | None,
    reader: str | None,
    workers: int,
    **reading: Any,
) -> None:
    """Print the record of what reports tell: who did what to whom, where, when, and who says so.

    Takes text, HTML, PDF, e-mail, feeds, WARC, JSON Lines and CSV of reports, folders of these, web addresses
    and standard input (-). What cannot be read is named on standard error and the rest goes on.
    """
    from dateline.run import limit_threads, open_coder, run_reports

    limit_threads()
    from dateline.cli import running
    from dateline.cli.writing import write_html, write_jsonl, write_text

    writers: dict[str, Callable[[Iterable[Coded], BinaryIO], None]]
    page = partial(write_html, codebook=codebook)
    writers = {"text": partial(write_text, why=why), "jsonl": write_jsonl, "html": page}
    reads = read_sources(sources, **reading)
    options = coder_options(codebook, reader)
    running.prepare_gazetteer(options.home, quiet=ctx.obj["quiet"])
    outcomes = run_reports(reads, partial(open_coder, options), workers=workers)
    run = running.Following(outcomes, quiet=ctx.obj["quiet"])
    with _open_output(output, form) as out:
        writers[form](_sure_enough(run.coded(), min_confidence), out)
    run.finish(ctx)


def _open_output(output: str | None, form: str) -> AbstractContextManager[BinaryIO]:
    if output:
        return Path(output).open("wb")
    stdout = sys.stdout.buffer
    if form == "html" and stdout.isatty():
        raise click.UsageError("--format html needs a file to go to: add -o PAGE.html")
    return nullcontext(stdout)


def _sure_enough(reports: Iterable[Coded], least: float) -> Iterator[Coded]:
    for report in reports:
        kept = tuple(event for event in report.coded.events if event.confidence >= least)
        yield replace(report, coded=replace(report.coded, events=kept))
