"""An event sent as JSON, checked leaf by leaf against the shape that the record gives it.

Source: RECORD, "Coded reports coming out".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from dateline.desk.forms import PRECISIONS
from dateline.errors import JudgementError
from dateline.model import EFFECTS, LEVELS, STATUSES


class Maybe:
    """A value of this shape, or null, or left out."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape


DAY = "YYYY-MM-DD"
SPAN = {"start": int, "end": int, "text": str}
ACTOR = {**SPAN, "name": str, "id": Maybe(str), "country": Maybe(str)}
LINK = {**SPAN, "name": str, "kind": str}
PLACE = {
    **SPAN,
    "name": str,
    "id": Maybe(str),
    "lat": Maybe((-90, 90)),
    "lon": Maybe((-180, 180)),
    "level": LEVELS,
    "precision": Maybe((0, 21_000)),
    "admin": Maybe([str]),
    "country": Maybe(str),
}
TOLL = {**SPAN, "effect": EFFECTS, "low": Maybe(int), "high": Maybe(int), "who": Maybe(str)}
WHEN = {**SPAN, "from": Maybe(DAY), "to": Maybe(DAY), "precision": PRECISIONS, "how": str}
EVENT = {
    "type": str,
    "family": Maybe(str),
    "status": STATUSES,
    "confidence": Maybe((0, 1)),
    "mentions": [SPAN],
    "actors": Maybe([ACTOR]),
    "targets": Maybe([ACTOR]),
    "places": Maybe([PLACE]),
    "date": Maybe(WHEN),
    "toll": Maybe([TOLL]),
    "weapons": Maybe([{**SPAN, "name": str}]),
    "chains": Maybe([[LINK]]),
    "why": Maybe([str]),
}


def check_shape(value: Any, shape: Any = EVENT, where: str = "event") -> Any:
    """`value` without what the shape does not know. Raises JudgementError that names the place and the fault.

    A shape is a type, a tuple of words or of two bounds, DAY, a list of one shape, or a mapping of shapes.
    """
    if isinstance(shape, Maybe):
        return None if value is None else check_shape(value, shape.shape, where)
    if isinstance(shape, Mapping):
        known = _expect(value, dict, where)
        checked = {key: check_shape(known.get(key), inner, f"{where}.{key}") for key, inner in shape.items()}
        return {key: inner for key, inner in checked.items() if inner is not None}
    if isinstance(shape, list):
        each = enumerate(_expect(value, list, where))
        return [check_shape(inner, shape[0], f"{where}[{n}]") for n, inner in each]
    return _check_leaf(value, shape, where)


def _check_leaf(value: Any, shape: Any, where: str) -> Any:
    if shape is int:
        return _within(_expect(value, int, where), 0, 10**12, where)
    if shape is str:
        return _storable(_expect(value, str, where), where)
    if shape is DAY:
        return _day(_expect(value, str, where), where)
    if isinstance(shape[0], str):
        if not isinstance(value, str) or value not in shape:
            raise JudgementError(f"{where}: found {value!r}", hint=f"one of: {', '.join(shape)}")
        return value
    low, high = shape
    return float(_within(_expect(value, int | float, where), low, high, where))


def _expect(value: Any, kind: Any, where: str) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise JudgementError(f"{where}: found {type(value).__name__}", hint="see /api/v1/openapi.json")
    return value


def _within(value: Any, low: float, high: float, where: str) -> Any:
    if not math.isfinite(value) or not low <= value <= high:
        raise JudgementError(f"{where}: {value} is not within {low:g} to {high:g}", hint="check the number")
    return value


def _storable(value: str, where: str) -> str:
    if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise JudgementError(f"{where}: holds what stands for no character", hint="send it as UTF-8")
    return value


def _day(value: str, where: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise JudgementError(f"{where}: {value!r} is no day", hint="write it YYYY-MM-DD") from None
