"""When a report was published, as its input, page, feed, header or address says it: never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_ISO_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T\s].*)?\s*", re.DOTALL)
_WRITTEN = (
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%b %d %Y",
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_PATH_DAY = re.compile(
    r"/(?P<y>(?:19|20)\d\d)(?P<sep>[/-])(?P<m>0?[1-9]|1[0-2]|[a-z]{3})(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])(?=[/_-]|$)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
EARLIEST = 1800
LATEST = 2200


def parse_published(said: str | None) -> date | None:
    """The day that `said` names, in the time zone it is written in; None unless it names one day for certain.

    Takes ISO 8601, RFC 2822 and days with the month in English words. '03/04/2019' and '2019-08' are None.
    """
    if not said or not said.strip():
        return None
    for parse in (_parse_iso, _parse_written, _parse_numbers, _parse_header):
        day = parse(said)
        if day is not None:
            return day if EARLIEST <= day.year <= LATEST else None
    return None


def date_from_url(url: str | None) -> date | None:
    """The day in a path such as /2019/08/20/, /2019/aug/20/ or /2019-08-20-name; None where there is none."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    match = _PATH_DAY.search(path)
    if not match:
        return None
    month = match["m"].lower()
    if not month.isdigit() and month not in _MONTHS:
        return None
    return _day(int(match["y"]), int(month) if month.isdigit() else _MONTHS.index(month) + 1, int(match["d"]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse_iso(said: str) -> date | None:
    match = _ISO_DAY.fullmatch(said)
    if not match:
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None


def _parse_written(said: str) -> date | None:
    for form in _WRITTEN:
        try:
            return datetime.strptime(said.strip(), form).date()
        except ValueError:
            continue
    return None


def _parse_numbers(said: str) -> date | None:
    """'20.08.2019' and '08/20/2019': only where one order alone gives a day."""
    match = _NUMBERS.fullmatch(said.strip())
    if not match:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    days = {_day(year, second, first), _day(year, first, second)} - {None}
    return days.pop() if len(days) == 1 else None


def _parse_header(said: str) -> date | None:
    try:
        return parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
