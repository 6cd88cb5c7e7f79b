"""What holds for any text and any day."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import find_dates, resolve_date, resolve_dates
from tests.dates.examples import day, rule_examples

PHRASES = st.sampled_from([e.words for e in rule_examples()])
TEXTS = st.lists(PHRASES | st.text(max_size=12), max_size=8).map(" ".join)
DAYS = st.dates() | st.none()


@given(TEXTS)
def test_a_span_leads_back_to_its_words(text: str) -> None:
    assert all(text[e.span.start : e.span.end] == e.span.text for e in find_dates(text))


@given(TEXTS)
def test_expressions_stand_in_order_and_do_not_overlap(text: str) -> None:
    spans = [e.span for e in find_dates(text)]
    assert all(one.end <= two.start for one, two in zip(spans, spans[1:], strict=False))


@given(PHRASES, DAYS, st.booleans(), DAYS)
def test_whatever_the_days_the_first_is_not_after_the_last(
    words: str, published: date | None, ahead: bool, told: date | None
) -> None:
    for expression in find_dates(words):
        anchor = day(told) if told else None
        when = resolve_date(expression, published=published, looks_ahead=ahead, anchor=anchor)
        assert when is None or when.first is None or when.last is None or when.first <= when.last


@given(PHRASES)
def test_nothing_told_from_publication_is_fixed_without_it(words: str) -> None:
    for expression, when in resolve_dates(words, None):
        assert when is None or "publication" not in when.how, expression


@given(TEXTS, DAYS)
def test_the_same_report_resolves_the_same_twice(text: str, published: date | None) -> None:
    assert resolve_dates(text, published) == resolve_dates(text, published)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_written_date_comes_back_in_every_order(when: date) -> None:
    month = when.strftime("%B")
    for words in (f"{when.day} {month} {when.year}", f"{month} {when.day}, {when.year}", when.isoformat()):
        ((_, found),) = resolve_dates(words, None)
        assert found and (found.first, found.last) == (when, when)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.integers(0, 6))
def test_a_weekday_lies_in_the_week_up_to_publication_or_in_the_week_ahead(
    published: date, weekday: int
) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    (expression,) = find_dates(f"on {name}")
    back = resolve_date(expression, published=published)
    ahead = resolve_date(expression, published=published, looks_ahead=True)
    assert back and ahead and back.first and ahead.first
    assert back.first.weekday() == ahead.first.weekday() == weekday
    assert 0 <= (published - back.first).days < 7
    assert 0 <= (ahead.first - published).days < 7
