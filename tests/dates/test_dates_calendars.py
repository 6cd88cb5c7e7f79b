"""Other calendars and feasts, against days that almanacs give."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.dates.calendars import day_in, feast_in, month_in


@pytest.mark.parametrize(
    ("calendar", "named", "day"),
    [
        ("hijri", (1445, 9, 1), date(2024, 3, 11)),
        ("persian", (1357, 11, 22), date(1979, 2, 11)),
        ("ethiopian", (2000, 1, 1), date(2007, 9, 12)),
        ("hebrew", (5708, 2, 5), date(1948, 5, 14)),
    ],
)
def test_a_day_of_another_calendar_is_the_day_that_history_gives(
    calendar: str, named: tuple[int, int, int], day: date
) -> None:
    assert day_in(calendar, *named) == day


@pytest.mark.parametrize(
    ("feast", "year", "first"),
    [
        ("easter", 2019, date(2019, 4, 21)),
        ("orthodox_easter", 2019, date(2019, 4, 28)),
        ("eid_al_fitr", 2019, date(2019, 6, 4)),
        ("yom_kippur", 1973, date(1973, 10, 6)),
        ("nowruz", 2021, date(2021, 3, 21)),
    ],
)
def test_a_feast_falls_where_its_calendar_puts_it(feast: str, year: int, first: date) -> None:
    assert feast_in(feast, year)[0][0] == first


def test_a_hijri_feast_can_fall_twice_in_a_year() -> None:
    assert [days[0] for days in feast_in("eid_al_fitr", 2000)] == [date(2000, 1, 8), date(2000, 12, 27)]


def test_a_hijri_feast_before_the_tables_begin_has_no_day() -> None:
    assert feast_in("eid_al_adha", 1850) == ()


def test_a_month_ends_where_the_next_begins() -> None:
    assert month_in("persian", 1398, 12) == (date(2020, 2, 20), date(2020, 3, 19))
