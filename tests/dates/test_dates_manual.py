"""The manual's table of dates says what the program does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.dates import resolve_dates

MANUAL = Path(__file__).parents[2] / "docs" / "manual.md"


def _rows() -> list[list[str]]:
    table = MANUAL.read_text("utf-8").partition("<!-- dates:")[2].partition("\n\n")[0].splitlines()[3:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0])
def test_a_row_of_the_manual_is_true(row: list[str]) -> None:
    words, published, first, last = row
    ((_, when),) = resolve_dates(words, None if published == "unknown" else date.fromisoformat(published))
    ends = (when.first, when.last) if when else (None, None)
    assert [str(end) if end else "unknown" for end in ends] == [first, last]


def test_the_manual_has_a_dozen_of_them() -> None:
    assert len(_rows()) >= 12
