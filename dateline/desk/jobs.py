"""Reports that are being read and coded: one worker takes them in turn, a page tells how far each is."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from dateline.errors import DatelineError

State = Literal["waiting", "working", "done", "failed"]
KEPT = 500
log = logging.getLogger("dateline.desk")


@dataclass(slots=True)
class Job:
    """One thing to read: its state, the ids of the reports it gave, and what could not be read."""

    id: str
    title: str
    state: State = "waiting"
    reports: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Jobs:
    """Starts jobs on one thread, so that the coder is opened once and used by one report at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="coding")

    def start(self, title: str, work: Callable[[Job], None]) -> Job:
        """Queues `work`, which fills in the job it is given; whatever it raises becomes the job's problem."""
        job = Job(secrets.token_urlsafe(9), title)
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.pop(next(iter(self._jobs)))
        self._pool.submit(_run, job, work)
        return job

    def get(self, id: str) -> Job | None:
        """The job, while it is remembered."""
        return self._jobs.get(id)

    def under_way(self) -> tuple[Job, ...]:
        """Those that wait or are worked on, in order."""
        with self._lock:
            return tuple(job for job in self._jobs.values() if job.state in ("waiting", "working"))

    def stop(self) -> None:
        """Lets the job at hand end and forgets the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _run(job: Job, work: Callable[[Job], None]) -> None:
    job.state = "working"
    try:
        work(job)
    except DatelineError as error:
        job.problems.append(str(error))
    except Exception as error:  # A thread has nobody else to tell; the page that follows the job says so.
        log.exception("%s", job.title)
        job.problems.append(f"{type(error).__name__}: {error}")
    job.state = "failed" if job.problems and not job.reports else "done"
