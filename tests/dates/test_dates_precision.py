"""The precision codes of ACLED and UCDP follow from the days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dateline.dates import acled_time_precision, ucdp_date_prec
from dateline.model import Span, When

FIRST = date(2019, 8, 1)


def _when(days: int | None) -> When:
    last = FIRST + timedelta(days=days - 1) if days else None
    return When(Span(0, 1, "x"), FIRST, last, "range", "")


@pytest.mark.parametrize(("days", "code"), [(1, 1), (2, 2), (7, 2), (8, 3), (31, 3), (365, 3), (None, None)])
def test_acled_tells_the_day_from_the_week_from_the_rest(days: int | None, code: int | None) -> None:
    assert acled_time_precision(_when(days)) == code


@pytest.mark.parametrize(
    ("days", "code"),
    [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (366, 5), (367, None), (None, None)],
)
def test_ucdp_tells_five_widths_and_no_code_beyond_a_year(days: int | None, code: int | None) -> None:
    assert ucdp_date_prec(_when(days)) == code
