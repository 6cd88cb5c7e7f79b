"""Worker processes that each open a coder of their own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from dateline.errors import DatelineError
from dateline.model import CodedReport, Report
from dateline.run.coder import Code, OpenCoder, code_or_say_why, limit_threads

Result = CodedReport | str
DIED = "coding it ended the worker process abruptly (out of memory, or a crash in a library)"


class Crew:
    """`workers` processes. A report that kills its worker is tried once more alone; if it kills again, it is
    given up with `DIED`, and the others go on.
    """

    def __init__(self, open_coder: OpenCoder, workers: int) -> None:
        self._open_coder = open_coder
        self._workers = workers
        self._pool = self._hire(workers)
        self._single: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for pool in filter(None, (self._pool, self._single)):
            pool.shutdown(wait=kind is None, cancel_futures=True)

    def start(self, report: Report) -> Future[Result]:
        """Hands a report to the next free worker."""
        try:
            return self._pool.submit(_code, report)
        except BrokenProcessPool:
            self._pool = self._hire(self._workers)
            return self._pool.submit(_code, report)

    def finish(self, report: Report, started: Future[Result]) -> Result:
        """The report's record, or why there is none. Raises DatelineError where no coder opens."""
        try:
            return started.result()
        except BrokenProcessPool:
            return self._code_alone(report)

    def _code_alone(self, report: Report) -> Result:
        if self._single is None:
            self._single = self._hire(1)
        try:
            return self._single.submit(_code, report).result()
        except BrokenProcessPool:
            self._single = None
            return DIED

    def _hire(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin_work,
            initargs=(self._open_coder,),
        )


class _Desk:
    """What one worker process holds: how to open the coder, and the coder once it is open."""

    open_coder: OpenCoder
    code: Code | DatelineError | None = None


def _begin_work(open_coder: OpenCoder) -> None:
    limit_threads()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Desk.open_coder = open_coder


def _end_with_parent() -> None:
    # A parent that was killed cannot tell its workers; without this they would wait for work forever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _code(report: Report) -> Result:
    if _Desk.code is None:
        try:
            _Desk.code = _Desk.open_coder()
        except DatelineError as error:
            _Desk.code = error
    if isinstance(_Desk.code, DatelineError):
        raise _Desk.code
    return code_or_say_why(_Desk.code, report)
