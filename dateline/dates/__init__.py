"""When: time expressions found in a text and fixed to days, or left open where nothing fixes them.

for expression, when in resolve_dates(report.text, report.published): …
"""

from dateline.dates.compose import find_dates
from dateline.dates.expression import DateExpression
from dateline.dates.precision import acled_time_precision, ucdp_date_prec
from dateline.dates.resolve import resolve_date, resolve_onset, resolve_reference
from dateline.dates.walk import is_anchor, looks_ahead, resolve_dates

__all__ = [
    "DateExpression",
    "acled_time_precision",
    "find_dates",
    "is_anchor",
    "looks_ahead",
    "resolve_date",
    "resolve_dates",
    "resolve_onset",
    "resolve_reference",
    "ucdp_date_prec",
]
