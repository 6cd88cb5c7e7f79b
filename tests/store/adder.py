"""Adds reports to a database, to be killed while it does: python -m tests.store.adder DB FIRST COUNT."""

from __future__ import annotations

import sys

from dateline.run import run_reports
from dateline.store import open_store
from dateline.store.adding import keep_outcomes
from tests.run.fakes import make_reads, open_fake

if __name__ == "__main__":
    where, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    store = open_store(where)
    known = {"codebook": "conflict@1", "coder": "dateline@1"}
    reads = list(make_reads(first + count, every={3: "RAISE"}))[first:]
    outcomes = run_reports(reads, open_fake, is_known=lambda report: store.is_coded(report, **known))
    for _ in keep_outcomes(outcomes, store):
        print("kept", flush=True)
