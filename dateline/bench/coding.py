"""Reports coded for measuring, the way `dateline code` codes them: read, cleaned, coded in order."""

from __future__ import annotations

from pathlib import Path

from dateline.bench.corpus import Json
from dateline.model.wire import coded_to_json
from dateline.read import read_source
from dateline.run import Coded, OpenCoder, run_reports, watch


def code_file(path: Path, open_coder: OpenCoder, *, quiet: bool = False, workers: int = 1) -> list[Json]:
    """The coded reports of a JSON Lines file of reports, as `--format jsonl` writes them.

    Progress, and what was quarantined, go to standard error. Raises DatelineError where no coder opens.
    """
    outcomes = run_reports(read_source(str(path)), open_coder, workers=workers)
    return [
        coded_to_json(outcome.coded)
        for outcome, _ in watch(outcomes, quiet=quiet)
        if isinstance(outcome, Coded)
    ]
