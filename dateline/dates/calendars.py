"""Other calendars, and the feasts that follow from them.

Hijri dates by the Umm al-Qura calendar (van Gent's tables, in hijridate; 1343-1500 AH); Solar Hijri, Coptic
(the Ethiopian counts 276 years ahead of it) and Hebrew ones by convertdate; Easter by dateutil's computus.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from convertdate import coptic, hebrew, persian
from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Hijri

from dateline.dates.stretch import add_days

_ETHIOPIAN_AHEAD = 276  # Ethiopian 2013 is Coptic 1737
_HIJRI_YEARS = range(1343, 1501)

Days = tuple[date, date]


def day_in(calendar: str, year: int, month: int, day: int) -> date:
    """The Gregorian day of a date in another calendar.

    Raises ValueError or OverflowError for a date that the calendar lacks or its tables do not cover.
    """
    if calendar == "hijri":
        return _hijri(year, month, day)
    if calendar == "ethiopian":
        return date(*coptic.to_gregorian(year - _ETHIOPIAN_AHEAD, month, day))
    return date(*{"persian": persian, "hebrew": hebrew}[calendar].to_gregorian(year, month, day))


def month_in(calendar: str, year: int, month: int) -> Days:
    """The Gregorian first and last day of a month in another calendar. Raises as `day_in` does."""
    last = 12 if calendar != "ethiopian" else 13
    following = (year, month + 1) if month < last else (year + 1, 1)
    return day_in(calendar, year, month, 1), add_days(day_in(calendar, *following, 1), -1)


def feast_in(feast: str, year: int) -> tuple[Days, ...]:
    """The days of a feast in a Gregorian year; a Hijri feast may fall twice, or outside the tables."""
    if feast in _HIJRI_FEASTS:
        return tuple(d for h in _hijri_years(year) for d in [_HIJRI_FEASTS[feast](h)] if d[0].year == year)
    return (_FEASTS[feast](year),)


def _hijri(year: int, month: int, day: int) -> date:
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def _hijri_years(year: int) -> tuple[int, ...]:
    near = round((year - 622) * 33 / 32)
    return tuple(h for h in range(near - 1, near + 3) if h in _HIJRI_YEARS and h + 1 in _HIJRI_YEARS)


def _hijri_days(month: int, day: int, length: int) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        first = _hijri(year, month, day)
        return first, add_days(first, length - 1)

    return days


def _fixed(month: int, day: int) -> Callable[[int], Days]:
    return lambda year: (date(year, month, day), date(year, month, day))


def _easter(offset: int, method: Literal[2, 3] = EASTER_WESTERN) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        day = add_days(easter(year, method), offset)
        return day, day

    return days


def _hebrew(month: int, day: int, length: int) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        first = day_in("hebrew", year + (3760 if month < 7 else 3761), month, day)
        return first, add_days(first, length - 1)

    return days


def _nowruz(year: int) -> Days:
    day = day_in("persian", year - 621, 1, 1)
    return day, day


_HIJRI_FEASTS: dict[str, Callable[[int], Days]] = {
    "ramadan": lambda year: month_in("hijri", year, 9),
    "eid_al_fitr": _hijri_days(10, 1, 3),
    "eid_al_adha": _hijri_days(12, 10, 4),
    "ashura": _hijri_days(1, 10, 1),
    "arbaeen": _hijri_days(2, 20, 1),
    "mawlid": _hijri_days(3, 12, 1),
}

_FEASTS: dict[str, Callable[[int], Days]] = {
    "christmas": _fixed(12, 25),
    "christmas_eve": _fixed(12, 24),
    "boxing_day": _fixed(12, 26),
    "new_year": _fixed(1, 1),
    "new_years_eve": _fixed(12, 31),
    "orthodox_christmas": _fixed(1, 7),
    "may_day": _fixed(5, 1),
    "valentine": _fixed(2, 14),
    "easter": _easter(0),
    "good_friday": _easter(-2),
    "easter_monday": _easter(1),
    "palm_sunday": _easter(-7),
    "orthodox_easter": _easter(0, EASTER_ORTHODOX),
    "nowruz": _nowruz,
    "passover": _hebrew(1, 15, 8),
    "yom_kippur": _hebrew(7, 10, 1),
    "rosh_hashanah": _hebrew(7, 1, 2),
}
