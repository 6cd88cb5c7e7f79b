"""How far a run is: a live line on a terminal, plain lines elsewhere, nothing under two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

from dateline.run.outcome import Outcome
from dateline.run.summary import Summary

SILENCE_SECONDS = 2.0
LIVE_SECONDS = 0.2
PLAIN_SECONDS = 10.0

Show = Callable[[str], None]


def watch(
    outcomes: Iterable[Outcome],
    *,
    quiet: bool = False,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[tuple[Outcome, Summary]]:
    """Each outcome with the summary so far; tells on `stream` (standard error) how far the run is."""
    stream = stream or sys.stderr
    summary, started = Summary(), clock()
    pause = LIVE_SECONDS if stream.isatty() else PLAIN_SECONDS
    due = started + SILENCE_SECONDS
    with _showing(stream, quiet=quiet) as show:
        for outcome in outcomes:
            summary = summary.count(outcome)
            now = clock()
            if now >= due:
                show(f"{summary} · {summary.reports / (now - started):.1f} a second")
                due = now + pause
            yield outcome, summary


@contextmanager
def _showing(stream: TextIO, *, quiet: bool) -> Iterator[Show]:
    if quiet:
        yield lambda words: None
    elif not stream.isatty():
        yield lambda words: print(words, file=stream, flush=True)
    else:
        with _live_line(stream) as show:
            yield show


@contextmanager
def _live_line(stream: TextIO) -> Iterator[Show]:
    from rich.console import Console
    from rich.text import Text

    status = Console(file=stream).status("")
    shown: list[bool] = []

    def show(words: str) -> None:
        status.update(Text(words))
        if not shown:
            status.start()
            shown.append(True)

    try:
        yield show
    finally:
        if shown:
            status.stop()
