"""Days of publication: what names one for certain, and what does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.published import EARLIEST, date_from_url, parse_published


@pytest.mark.parametrize(
    "said",
    [
        "2019-08-20",
        " 2019-08-20T23:59:59-05:00",
        "2019-08-20 01:02",
        "2019/08/20",
        "20190820",
        "20 August 2019",
        "August 20, 2019",
        "Aug 20 2019",
        "Tue, 20 Aug 2019 23:59:00 -0500",
        "20.08.2019",
    ],
)
def test_a_day_is_read_in_the_time_zone_it_is_written_in(said: str) -> None:
    assert parse_published(said) == date(2019, 8, 20)


@pytest.mark.parametrize(
    "said",
    [
        None,
        "",
        "yesterday",
        "2019",
        "2019-08",
        "03/04/2019",
        "04.03.2019",
        "2019-13-01",
        "0001-01-01",
        "August 2019",
        "20 Aug",
        "Tuesday",
        "1566259200",
    ],
)
def test_what_names_no_day_for_certain_is_unknown(said: str | None) -> None:
    assert parse_published(said) is None


@given(st.dates(min_value=date(EARLIEST, 1, 1), max_value=date(2199, 1, 1)))
def test_a_day_as_iso_comes_back(day: date) -> None:
    assert parse_published(day.isoformat()) == day


@given(st.text())
def test_any_words_give_a_day_or_none(said: str) -> None:
    assert parse_published(said) is None or isinstance(parse_published(said), date)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2019/08/20/a",
        "https://example.org/news/2019/8/20",
        "https://example.org/world/2019/aug/20/a",
        "https://example.org/2019-08-20-a",
        "https://example.org/2019-08-20",
    ],
)
def test_a_day_in_the_path_of_an_address(url: str) -> None:
    assert date_from_url(url) == date(2019, 8, 20)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://example.org/",
        "https://example.org/2019/08/",
        "https://example.org/2019/02/30/a",
        "https://example.org/a?d=/2019/08/20/",
        "https://example.org/12019/08/20/",
        "https://example.org/2019/08/201",
        "https://example.org/2019/foo/20/",
        "https://example.org/since-2019-08-20",
        "http://[::1/2019/08/20/",
    ],
)
def test_an_address_without_a_day(url: str | None) -> None:
    assert date_from_url(url) is None
