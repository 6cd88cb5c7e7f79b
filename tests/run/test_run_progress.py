"""When progress is shown, and when not."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable

import pytest

from dateline.read import Quarantined
from dateline.run import run_reports, watch
from tests.run.fakes import make_reads, open_fake


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def steps(seconds: float) -> Callable[[], float]:
    ticks = itertools.count()
    return lambda: next(ticks) * seconds


def show(stream: io.StringIO, *, seconds: float, quiet: bool = False) -> str:
    outcomes = run_reports(make_reads(30), open_fake)
    assert len(list(watch(outcomes, stream=stream, clock=steps(seconds), quiet=quiet))) == 30
    return stream.getvalue()


def test_a_short_run_says_nothing() -> None:
    assert show(io.StringIO(), seconds=0.01) == ""
    assert show(Terminal(), seconds=0.01) == ""


def test_a_long_run_says_how_far_it_is_in_plain_lines_now_and_then() -> None:
    lines = show(io.StringIO(), seconds=1).splitlines()
    assert lines[0] == "2 reports coded, 4 events · 1.0 a second"
    assert len(lines) == 3 and not any("\x1b" in line for line in lines)


def test_a_terminal_gets_a_live_line_that_is_gone_in_the_end() -> None:
    assert "\x1b[" in show(Terminal(), seconds=1)


def test_a_quiet_run_says_nothing_however_long() -> None:
    assert show(Terminal(), seconds=100, quiet=True) == ""


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["plain", "terminal"])
@pytest.mark.parametrize("seconds", [0.01, 1])
def test_what_is_quarantined_is_told_with_its_reason_and_harmlessly(
    stream: io.StringIO, seconds: float
) -> None:
    reads = [
        Quarantined("\x1b[31mevil.pdf", "encrypted", None),
        *make_reads(5),
        Quarantined("b.pdf", "empty", None),
    ]
    assert len(list(watch(run_reports(reads, open_fake), stream=stream, clock=steps(seconds)))) == 7
    told = stream.getvalue()
    assert "quarantined \\x1b[31mevil.pdf: encrypted\n" in told and "quarantined b.pdf: empty\n" in told
