"""How far a run is: a live line on a terminal, plain lines elsewhere, nothing under two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Protocol, TextIO

from dateline.read.incoming import Quarantined
from dateline.run.outcome import Failed, Outcome
from dateline.run.summary import Summary
from dateline.text.printable import printable

SILENCE_SECONDS = 2.0
LIVE_SECONDS = 0.2
PLAIN_SECONDS = 10.0


class Teller(Protocol):
    """Where a run is told of: notes stay, progress may be overwritten by the next."""

    def note(self, words: str) -> None:
        """Says something that stays."""

    def progress(self, words: str) -> None:
        """Says how far the run is."""


def watch(
    outcomes: Iterable[Outcome],
    *,
    quiet: bool = False,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[tuple[Outcome, Summary]]:
    """Each outcome with the summary so far.

    Tells on `stream` (standard error) what was quarantined and why; after two seconds, how far the run is.
    """
    stream = stream or sys.stderr
    summary, started = Summary(), clock()
    pause = LIVE_SECONDS if stream.isatty() else PLAIN_SECONDS
    due = started + SILENCE_SECONDS
    with _open_teller(stream, quiet=quiet) as teller:
        for outcome in outcomes:
            summary = summary.count(outcome)
            if isinstance(outcome, (Failed, Quarantined)):
                teller.note(describe_quarantined(outcome))
            now = clock()
            if now >= due:
                teller.progress(f"{summary} · {summary.reports / (now - started):.1f} a second")
                due = now + pause
            yield outcome, summary


def describe_quarantined(outcome: Failed | Quarantined) -> str:
    """What was quarantined and why, on one line, safe for a terminal."""
    origin = outcome.incoming.origin if isinstance(outcome, Failed) else outcome.origin
    return printable(f"quarantined {origin}: {outcome.reason}")


def _open_teller(stream: TextIO, *, quiet: bool) -> AbstractContextManager[Teller]:
    if quiet:
        return nullcontext(_Silent())
    return _Live(stream) if stream.isatty() else nullcontext(_Plain(stream))


class _Silent:
    def note(self, words: str) -> None:
        pass

    def progress(self, words: str) -> None:
        pass


class _Plain:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def note(self, words: str) -> None:
        print(words, file=self._stream, flush=True)

    def progress(self, words: str) -> None:
        print(words, file=self._stream, flush=True)


class _Live:
    """A line that is rewritten in place; rich is imported only where the run lasts long enough to need it."""

    def __init__(self, stream: TextIO) -> None:
        self._plain = _Plain(stream)
        self._stream = stream
        self._status: _Status | None = None

    def __enter__(self) -> _Live:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()

    def note(self, words: str) -> None:
        if self._status:
            self._status.print_above(words)
        else:
            self._plain.note(words)

    def progress(self, words: str) -> None:
        if self._status is None:
            self._status = _Status(self._stream)
        self._status.show(words)


class _Status:
    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.status import Status

        self._console = Console(file=stream)
        self._status = Status("", console=self._console)
        self._status.start()

    def show(self, words: str) -> None:
        from rich.text import Text

        self._status.update(Text(words))

    def print_above(self, words: str) -> None:
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)

    def stop(self) -> None:
        self._status.stop()
