"""`dateline dates`: every time expression of the reports, with the days it means and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from dateline.dates import acled_time_precision, resolve_dates, ucdp_date_prec
from dateline.dates.walk import Resolved
from dateline.model import Report
from dateline.read import Quarantined, read_source

_SOME_UNREAD = 3  # the exit status, as of `dateline code`
_UNFIXED = "nothing in the text fixes it"


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="REPORTS...")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.pass_context
def dates(ctx: click.Context, sources: tuple[str, ...], form: str) -> None:
    """Show every time expression in REPORTS and the days it means.

    REPORTS are files, folders, addresses or '-' for standard input. Words that nothing fixes to a day ('on
    Tuesday' in a report without a date) are shown with empty days: the day of publication never stands in.
    What cannot be read is said, and the exit status is then 3.
    """
    write = _FORMS[form]
    quarantined = [bad for source in sources for bad in _show(source, write)]
    for bad in quarantined:
        click.echo(f"{bad.origin}: {bad.reason}", err=True)
    if quarantined:
        ctx.exit(_SOME_UNREAD)


def dates_to_json(report: Report) -> dict[str, Any]:
    """The report's id and its time expressions as plain JSON values; days inclusive, None where open."""
    found = resolve_dates(report.text, report.published)
    return {"report": {"id": report.id}, "dates": [_date_to_json(pair) for pair in found]}


def _date_to_json(pair: Resolved) -> dict[str, Any]:
    expression, when = pair
    span = {"start": expression.span.start, "end": expression.span.end, "text": expression.span.text}
    if when is None:
        return {**span, "from": None, "to": None, "precision": None, "how": _UNFIXED, "rule": expression.rule}
    return {
        **span,
        "from": when.first.isoformat() if when.first else None,
        "to": when.last.isoformat() if when.last else None,
        "precision": when.precision,
        "how": when.how,
        "rule": expression.rule,
        "acled_time_precision": acled_time_precision(when),
        "ucdp_date_prec": ucdp_date_prec(when),
    }


def _show(source: str, write: Callable[[Report], None]) -> list[Quarantined]:
    quarantined: list[Quarantined] = []
    for read in read_source(source):
        if isinstance(read, Quarantined):
            quarantined.append(read)
        else:
            write(read.report)
    return quarantined


def _write_jsonl(report: Report) -> None:
    click.echo(json.dumps(dates_to_json(report), ensure_ascii=False))


def _write_text(report: Report) -> None:
    click.echo(f"{report.id}  published {report.published or 'unknown'}")
    for shown in dates_to_json(report)["dates"]:
        days = f"{shown['from'] or '…'} to {shown['to'] or '…'}" if shown["precision"] else "unknown"
        words = " ".join(shown["text"].split())
        click.echo(f"  {shown['start']:>6}  {words:<32} {days:<26} {shown['how']}")


_FORMS: dict[str, Callable[[Report], None]] = {"text": _write_text, "jsonl": _write_jsonl}
