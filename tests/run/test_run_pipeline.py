"""What became of each report, in order, for any number of workers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.errors import InputError, ModelError
from dateline.model.wire import dump_line
from dateline.read import Incoming, Quarantined
from dateline.run import Coded, Failed, Known, Outcome, Summary, run_reports
from dateline.run.crew import DIED
from tests.run.fakes import make_reads, open_fake, open_nothing

BAD = {2: "RAISE", 5: "REFUSE"}


def said(outcomes: Iterator[Outcome]) -> list[str]:
    return [dump_line(o.coded) if isinstance(o, Coded) else str(o) for o in outcomes]


def test_several_workers_say_the_same_in_the_same_order() -> None:
    alone = said(run_reports(make_reads(40, every=BAD), open_fake))
    assert len(alone) == 40
    assert said(run_reports(make_reads(40, every=BAD), open_fake, workers=3)) == alone


def test_a_report_that_raises_is_set_aside_with_its_reason_and_the_rest_is_coded() -> None:
    outcomes = list(run_reports(make_reads(7, every=BAD), open_fake))
    failed = {o.incoming.report.id: o.reason for o in outcomes if isinstance(o, Failed)}
    assert failed == {"r002": "coding it failed: ValueError: told to raise", "r005": "told to refuse"}
    assert sum(isinstance(o, Coded) for o in outcomes) == 5


def test_a_report_that_kills_its_worker_is_set_aside_and_the_rest_is_coded() -> None:
    outcomes = list(run_reports(make_reads(20, every={4: "DIE", 12: "DIE"}), open_fake, workers=2))
    reasons = [o.reason if isinstance(o, Failed) else "" for o in outcomes]
    assert [i for i, reason in enumerate(reasons) if reason == DIED] == [4, 12]
    assert sum(isinstance(o, Coded) for o in outcomes) == 18


@pytest.mark.parametrize("workers", [1, 2])
def test_a_coder_that_cannot_be_opened_ends_the_run_with_its_own_error(workers: int) -> None:
    with pytest.raises(ModelError, match="the model is missing") as raised:
        list(run_reports(make_reads(3), open_nothing, workers=workers))
    assert raised.value.hint == "install it"


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_reading_comes_after_what_was_read_before(workers: int) -> None:
    def reads() -> Iterator[Incoming]:
        yield from make_reads(3)
        raise InputError("no such file")

    outcomes = run_reports(reads(), open_fake, workers=workers)
    assert [type(next(outcomes)) for _ in range(3)] == [Coded] * 3
    with pytest.raises(InputError):
        next(outcomes)


def test_known_reports_are_passed_over_and_the_coder_is_not_opened_for_them() -> None:
    outcomes = list(run_reports(make_reads(3), open_nothing, is_known=lambda report: True))
    assert [type(o) for o in outcomes] == [Known] * 3


@pytest.mark.parametrize("workers", [1, 2])
def test_what_could_not_be_read_keeps_its_place(workers: int) -> None:
    first, second = make_reads(2)
    quarantined = Quarantined("b.pdf", "encrypted", None)
    outcomes = list(run_reports([first, quarantined, second], open_fake, workers=workers))
    assert [type(o) for o in outcomes] == [Coded, Quarantined, Coded]


def test_reading_is_never_far_ahead_of_what_is_given_out() -> None:
    read: list[str] = []

    def reads() -> Iterator[Incoming]:
        for incoming in make_reads(100):
            read.append(incoming.report.id)
            yield incoming

    outcomes = run_reports(reads(), open_fake, workers=2)
    next(outcomes)
    assert len(read) < 12
    outcomes.close()  # type: ignore[attr-defined]


def test_a_summary_counts_and_says_so_and_gives_the_exit_status() -> None:
    summary = Summary()
    for outcome in run_reports(make_reads(4, every={1: "RAISE"}), open_fake):
        summary = summary.count(outcome)
    assert str(summary) == "3 reports coded, 6 events; 1 quarantined"
    assert (summary.reports, summary.exit_status, Summary().exit_status) == (4, 3, 0)
