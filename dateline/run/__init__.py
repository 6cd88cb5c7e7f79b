"""The order of the steps, in one process or several: read, code, and what became of each report."""

from dateline.run.coder import CoderOptions, OpenCoder, limit_threads, open_coder
from dateline.run.outcome import Coded, Failed, Known, Outcome
from dateline.run.pipeline import run_reports
from dateline.run.progress import watch
from dateline.run.summary import Summary

__all__ = [
    "Coded",
    "CoderOptions",
    "Failed",
    "Known",
    "OpenCoder",
    "Outcome",
    "Summary",
    "limit_threads",
    "open_coder",
    "run_reports",
    "watch",
]
