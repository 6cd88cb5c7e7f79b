"""A long run with two workers that tells their process ids, to be killed: python -m tests.run.long_run."""

from __future__ import annotations

import multiprocessing
import signal

from dateline.run import run_reports
from tests.run.fakes import make_reads, open_fake

if __name__ == "__main__":
    # a shell that starts the tests in the background has them ignore Ctrl-C, and so would this
    signal.signal(signal.SIGINT, signal.default_int_handler)
    slow = dict.fromkeys(range(2000), "SLOW")
    for number, _ in enumerate(run_reports(make_reads(2000, every=slow), open_fake, workers=2)):
        if number == 0:
            print(*(child.pid for child in multiprocessing.active_children()), flush=True)
