"""A report's expressions in order: anchors, what lies ahead, what stays open."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.dates import find_dates, looks_ahead, resolve_dates, resolve_onset, resolve_reference

WEDNESDAY = date(2019, 8, 21)


def _days(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str | None, str | None]]:
    return [
        (e.span.text, str(w.first) if w and w.first else None, str(w.last) if w and w.last else None)
        for e, w in resolve_dates(text, published)
    ]


def test_two_days_earlier_counts_from_the_day_told_last() -> None:
    text = "Shells hit the town on Tuesday. Two days earlier a market burned."
    assert _days(text)[1] == ("Two days earlier", "2019-08-18", "2019-08-18")


def test_a_year_told_before_is_nothing_to_count_days_from() -> None:
    text = "The war began in 2011. Two days later the army entered the town."
    assert _days(text)[1] == ("Two days later", None, None)


def test_a_week_after_counts_from_the_day_that_its_own_clause_tells() -> None:
    text = "On Friday two men were shot, a week after gunmen raided the village on 9 August."
    assert _days(text)[1] == ("a week after", "2019-08-16", "2019-08-16")


def test_the_occurrence_after_a_day_after_is_told_from_the_main_clause() -> None:
    text = "On Tuesday the shelling resumed, a day after the truce was signed."
    (_, main), (after, _) = resolve_dates(text, WEDNESDAY)
    assert main
    truce = resolve_reference(after, main)
    assert truce and truce.first == truce.last == date(2019, 8, 19)


def test_what_goes_on_since_a_month_began_in_that_month() -> None:
    (since,) = find_dates("He has been in detention since December 2018.")
    onset = resolve_onset(since, published=WEDNESDAY)
    assert onset and (onset.first, onset.last) == (date(2018, 12, 1), date(2018, 12, 31))


def test_on_tuesday_in_a_report_without_a_day_of_publication_stays_open() -> None:
    assert _days("Shells hit the town on Tuesday.", None) == [("on Tuesday", None, None)]


def test_a_date_without_a_year_takes_that_of_the_report_s_full_date_where_publication_is_unknown() -> None:
    text = "On 3 May the army shelled Kafr Zita. The siege had begun on 2 February 2014."
    assert _days(text, None)[0] == ("On 3 May", "2014-05-03", "2014-05-03")


def test_a_date_in_figures_is_read_as_the_others_of_its_report_are() -> None:
    text = "Raids on 8/4/2019 and 8/20/2019."
    assert [first for _, first, _ in _days(text)] == ["2019-08-04", "2019-08-20"]


def test_a_weekday_that_does_not_fit_this_year_s_date_points_to_the_year_it_fits() -> None:
    assert _days("Polls open on Sunday, 25 August.")[0][1] == "2019-08-25"


@pytest.mark.parametrize(
    "clause",
    [
        "The sides will meet on Friday",
        "The two are due to sign the deal on Friday",
        "He said a convoy would leave on Friday",
        "The trial is scheduled to begin on Friday",
        "The prisoners are to be freed on Friday",
        "The governor has ordered a night curfew from Friday",
    ],
)
def test_a_clause_about_what_is_to_come_looks_ahead(clause: str) -> None:
    (expression,) = find_dates(clause)
    assert looks_ahead(clause, expression.span)
    assert _days(clause)[0][1:] == ("2019-08-23", "2019-08-23")


@pytest.mark.parametrize(
    "clause",
    [
        "The group plans to free ten soldiers who were captured on Friday",
        "He said the army would have withdrawn on Friday",
        "Parliament will vote again. The town fell on Friday",
        "Talks had been scheduled for weeks when the raid came on Friday",
    ],
)
def test_the_past_beside_a_plan_does_not_look_ahead(clause: str) -> None:
    assert not looks_ahead(clause, find_dates(clause)[-1].span)


def test_how_says_what_the_words_were_resolved_against() -> None:
    text = "It was hit on Tuesday and the next day, as in May 2016."
    hows = [when.how for _, when in resolve_dates(text, WEDNESDAY) if when]
    assert hows == [
        "'on Tuesday' from publication 2019-08-21",
        "'the next day' from 2019-08-20 ('on Tuesday')",
        "'in May 2016' as written",
    ]


def test_a_date_that_no_calendar_has_is_found_and_left_open() -> None:
    assert _days("on 31 February 2019") == [("on 31 February 2019", None, None)]


@pytest.mark.parametrize(
    "words",
    [
        "a 10-year-old boy",
        "sentenced to 12 years",
        "at 10:30 a.m.",
        "5,000 people",
        "Theresa May said",
        "24/7",
    ],
)
def test_ages_lengths_clock_times_and_names_are_no_dates(words: str) -> None:
    assert find_dates(words) == ()
