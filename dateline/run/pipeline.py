"""The order of the steps: what was read comes in, what became of it goes out, in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import cache

from dateline.errors import DatelineError
from dateline.model import Report
from dateline.read.incoming import Incoming, Quarantined
from dateline.run.coder import OpenCoder, code_or_say_why
from dateline.run.crew import Crew, Result
from dateline.run.outcome import Coded, Failed, Known, Outcome

AHEAD = 4
"""Reports read ahead for each worker: enough to keep it busy, few enough to keep memory small."""

Reads = Iterable[Incoming | Quarantined]
IsKnown = Callable[[Report], bool]


def is_never_known(report: Report) -> bool:
    """For a run that codes everything."""
    return False


def run_reports(
    reads: Reads, open_coder: OpenCoder, *, workers: int = 1, is_known: IsKnown = is_never_known
) -> Iterator[Outcome]:
    """Codes every report that is not yet known; what became of each, in the order of `reads`.

    The outcomes are the same for any number of `workers` (processes). Only a few reports are held at a time.
    Raises DatelineError where the coder cannot be opened, or where reading does, after what was read before.
    """
    if workers > 1:
        return _run_in_crew(reads, open_coder, workers, is_known)
    return _run_here(reads, open_coder, is_known)


def _run_here(reads: Reads, open_coder: OpenCoder, is_known: IsKnown) -> Iterator[Outcome]:
    opened = cache(open_coder)
    for read in reads:
        if isinstance(read, Quarantined):
            yield read
        elif is_known(read.report):
            yield Known(read)
        else:
            yield _outcome(read, code_or_say_why(opened(), read.report))


def _run_in_crew(reads: Reads, open_coder: OpenCoder, workers: int, is_known: IsKnown) -> Iterator[Outcome]:
    under_way: deque[Outcome | tuple[Incoming, Future[Result]]] = deque()
    with Crew(open_coder, workers) as crew:
        for read in _until_error(reads):
            if isinstance(read, DatelineError):
                yield from (_finish(crew, started) for started in under_way)
                raise read
            under_way.append(_start(crew, read, is_known))
            if len(under_way) > workers * AHEAD:
                yield _finish(crew, under_way.popleft())
        yield from (_finish(crew, started) for started in under_way)


def _until_error(reads: Reads) -> Iterator[Incoming | Quarantined | DatelineError]:
    try:
        yield from reads
    except DatelineError as error:
        yield error


def _start(
    crew: Crew, read: Incoming | Quarantined, is_known: IsKnown
) -> Outcome | tuple[Incoming, Future[Result]]:
    if isinstance(read, Quarantined):
        return read
    if is_known(read.report):
        return Known(read)
    return read, crew.start(read.report)


def _finish(crew: Crew, started: Outcome | tuple[Incoming, Future[Result]]) -> Outcome:
    if not isinstance(started, tuple):
        return started
    incoming, future = started
    return _outcome(incoming, crew.finish(incoming.report, future))


def _outcome(incoming: Incoming, result: Result) -> Outcome:
    return Failed(incoming, result) if isinstance(result, str) else Coded(incoming, result)
