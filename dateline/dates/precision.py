"""The precision codes that other datasets give to a date."""

from __future__ import annotations

from dateline.model import When

_WEEK, _MONTH, _YEAR = 7, 31, 366  # days, the longest of each


def acled_time_precision(when: When) -> int | None:
    """ACLED's `time_precision`: 1 the day is known, 2 the week, 3 the month or less exactly.

    None where an end is open. Source: ACLED Codebook, "Time precision".
    """
    days = _days(when)
    if days is None:
        return None
    return 1 if days == 1 else 2 if days <= _WEEK else 3


def ucdp_date_prec(when: When) -> int | None:
    """UCDP GED's `date_prec`: 1 the day, 2 two to six days, 3 the week, 4 up to a month, 5 up to a year.

    None where an end is open or the days reach beyond a year, which GED does not code as one event.
    Source: UCDP GED Codebook, `date_prec`.
    """
    days = _days(when)
    if days is None or days > _YEAR:
        return None
    if days < _WEEK:
        return 1 if days == 1 else 2
    return 3 if days == _WEEK else 4 if days <= _MONTH else 5


def _days(when: When) -> int | None:
    if when.first is None or when.last is None:
        return None
    return (when.last - when.first).days + 1
