"""The coder as a run uses it: opened once a process, asked for one report at a time, never ending the run."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dateline.errors import DatelineError
from dateline.model import CodedReport, Report

Code = Callable[[Report], CodedReport]
OpenCoder = Callable[[], Code]
"""Opens a coder; can be pickled, so that every worker opens its own."""

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

log = logging.getLogger("dateline.run")


@dataclass(frozen=True, slots=True)
class CoderOptions:
    """What a coder is opened with: a codebook's name or path, the home folder, a reader of the user's."""

    home: Path
    codebook: str = "conflict"
    reader: str | None = None


def open_coder(options: CoderOptions) -> Code:
    """The coder for `options`. Raises DatelineError where it cannot be opened."""
    from dateline.code import code_report, open_kit

    kit = open_kit(codebook=options.codebook, home=options.home, reader=options.reader)
    return partial(code_report, kit=kit)


def limit_threads() -> None:
    """One thread for numeric libraries: results do not depend on the machine, and workers do not crowd it.

    To be called before any of them is imported. A value the user set stays.
    """
    for name in THREAD_VARIABLES:
        os.environ.setdefault(name, "1")


def code_or_say_why(code: Code, report: Report) -> CodedReport | str:
    """The report's record, or the reason there is none: whatever one report raises must not end the run."""
    try:
        return code(report)
    except DatelineError as error:
        return error.message
    except MemoryError:
        return "coding it took more memory than there is"
    except Exception as error:
        log.debug("coding %s failed", report.id, exc_info=True)
        return f"coding it failed: {type(error).__name__}: {error}"
