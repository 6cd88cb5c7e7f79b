"""A correction form read back: its rows become an event, each value on the report's own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.codebook import Codebook
from dateline.errors import JudgementError
from dateline.model import EFFECTS, LEVELS, STATUSES, Event, Report
from dateline.model.event import event_id
from dateline.model.wire import event_from_json, event_to_json

ROW = re.compile(r"(mentions|actors|targets|places|date|toll|weapons|chains)-(\d+)-([a-z]+)")
LISTS = ("actors", "targets", "places", "toll", "weapons")
VALUES = (
    *(
        "start",
        "end",
        "text",
        "name",
        "id",
        "country",
        "lat",
        "lon",
        "level",
        "precision",
        "from",
        "to",
        "how",
    ),
    *("effect", "low", "high", "who", "chain", "kind"),
)
"""Every value that a row of the form may have."""

PRECISIONS = ("day", "week", "month", "season", "year", "range", "decade")
Row = dict[str, str]
Json = dict[str, Any]


def read_event(
    form: Iterable[tuple[str, str]], report: Report, book: Codebook, *, who: str, before: Event | None
) -> Event:
    """The event that a correction form describes; `before` is what it corrects, None for one that was missed.

    A value that was not changed keeps its reason; the others say whose hand they are from. Raises
    JudgementError that names the field where a value does not fit the report or the record's rules.
    """
    fields = dict(form)
    rows = _rows(fields)
    hand = f"by hand: {who}"
    type = _one_of(fields.get("type", ""), book.types, "type")
    said: Json = {
        "type": type,
        "family": book.types[type].family,
        "status": _one_of(fields.get("status", ""), STATUSES, "status"),
        "confidence": 1.0,
        "mentions": [_span(row, report, "mention") for row in rows["mentions"]],
        "date": next((_date(row, report) for row in rows["date"]), None),
        "chains": _chains(rows["chains"], report),
        **{field: [_value(field, row, report) for row in rows[field]] for field in LISTS},
    }
    if not said["mentions"]:
        raise JudgementError("an event needs the words that tell of it", hint="select them in the text")
    said["mentions"].sort(key=lambda m: (m["start"], m["end"]))
    said["id"] = before.id if before else ""
    said["why"] = list(_reasons(said, event_to_json(before) if before else {}, hand))
    return _named(event_from_json(said), report, book)


def _named(event: Event, report: Report, book: Codebook) -> Event:
    if event.id:
        return event
    from dataclasses import replace

    return replace(event, id=event_id(report.sha256, book.id, event.type, event.mentions))


def typed_event(form: Iterable[tuple[str, str]]) -> Json:
    """What a correction form holds, as it was typed, whether it does or not: to be shown again when refused.

    Laid out as an event in JSON, all values texts; `typed_why` is the reason given, and what was to be
    removed has 'drop'.
    """
    fields = dict(form)
    rows = {field: [_typed(row) for row in some] for field, some in _rows(fields, dropped=True).items()}
    chains: dict[str, list[Json]] = defaultdict(list)
    for row in rows.pop("chains", ()):
        chains[row["chain"]].append(row)
    dates = rows.pop("date", [])
    told: Json = {field: rows.get(field, []) for field in ("mentions", *LISTS)}
    told |= {name: fields.get(name, "") for name in ("type", "status")}
    told["typed_why"] = fields.get("why", "")
    return told | {"date": dates[0] if dates else None, "chains": [chains[n] for n in sorted(chains)]}


def _typed(row: Row) -> Json:
    return {**dict.fromkeys(VALUES, ""), **row, "admin": row.get("admin", "").split(" | ")}


def _rows(fields: Mapping[str, str], *, dropped: bool = False) -> dict[str, list[Row]]:
    found: dict[tuple[str, int], Row] = defaultdict(dict)
    for name, value in fields.items():
        match = ROW.fullmatch(name)
        if match:
            found[match[1], int(match[2])][match[3]] = value.strip() if match[3] != "text" else value
    rows: dict[str, list[Row]] = defaultdict(list)
    for (field, _), row in sorted(found.items()):
        if dropped or "drop" not in row:
            rows[field].append(row)
    return rows


def _one_of(value: str, known: Iterable[str], field: str) -> str:
    if value not in known:
        raise JudgementError(f"{field}: {value!r} is not known", hint=f"one of: {', '.join(known)}")
    return value


def _span(row: Row, report: Report, field: str) -> Json:
    start, end = _whole(row.get("start"), field), _whole(row.get("end"), field)
    text = report.text
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise JudgementError(f"{field}: no words of the report", hint="select the words in the text")
    words = text[start:end]
    if _plain(row.get("text", "")) != _plain(words):
        raise JudgementError(
            f"{field}: {start} to {end} reads {words!r}, the form said {row.get('text')!r}",
            hint="load the page again and select the words once more",
        )
    return {"start": start, "end": end, "text": words}


def _plain(words: str) -> str:
    # Browsers send line ends in their own way.
    return " ".join(words.split())


def _whole(value: str | None, field: str) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9][0-9,]{0,14}", value):
        raise JudgementError(f"{field}: {value!r} is no whole number", hint="digits only, or leave it empty")
    return int(value.replace(",", ""))


def _degrees(value: str | None, most: float, field: str) -> float | None:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        raise JudgementError(f"{field}: {value!r} is no number", hint="decimal degrees, as 35.42") from None
    if not -most <= number <= most:
        raise JudgementError(f"{field}: {value} lies outside {-most:g} to {most:g}", hint="decimal degrees")
    return number


def _value(field: str, row: Row, report: Report) -> Json:
    span = _span(row, report, field)
    name = row.get("name") or span["text"]
    if field == "weapons":
        return {**span, "name": name}
    if field in ("actors", "targets"):
        return {**span, "name": name, "id": row.get("id") or None, "country": _country(row)}
    return _place(row, span, name) if field == "places" else _toll(row, span)


def _country(row: Row) -> str | None:
    code = row.get("country", "").upper()
    if code and not re.fullmatch(r"[A-Z]{2}", code):
        raise JudgementError(f"country: {code!r} is no ISO two-letter code", hint="as SY, or leave it empty")
    return code or None


def _place(row: Row, span: Json, name: str) -> Json:
    lat, lon = _degrees(row.get("lat"), 90, "latitude"), _degrees(row.get("lon"), 180, "longitude")
    if (lat is None) != (lon is None):
        raise JudgementError("place: latitude or longitude is missing", hint="give both, or neither")
    precision = _degrees(row.get("precision"), 5000, "precision in km")
    return {
        **span,
        "name": name,
        "id": (row.get("id") or None) if lat is not None else None,
        "lat": lat,
        "lon": lon,
        "level": _one_of(row.get("level") or "settlement", LEVELS, "level"),
        "precision": abs(precision) if precision is not None and lat is not None else None,
        "admin": [part for part in row.get("admin", "").split(" | ") if part],
        "country": _country(row),
    }


def _toll(row: Row, span: Json) -> Json:
    effect = _one_of(row.get("effect", ""), EFFECTS, "effect")
    low, high = _whole(row.get("low"), "low"), _whole(row.get("high"), "high")
    if low is not None and high is not None and low > high:
        raise JudgementError(f"toll: low {low} is above high {high}", hint="exchange them")
    return {"effect": effect, "low": low, "high": high, "who": row.get("who") or None, **span}


def _date(row: Row, report: Report) -> Json:
    span = _span(row, report, "date")
    first, last = (_day(row.get(end)) for end in ("from", "to"))
    if first and last and first > last:
        raise JudgementError(f"date: {first} is after {last}", hint="exchange them")
    precision = _one_of(row.get("precision") or "day", PRECISIONS, "precision of the date")
    return {**span, "from": first, "to": last, "precision": precision, "how": row.get("how") or "set by hand"}


def _day(value: str | None) -> str | None:
    from datetime import date

    if not value:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise JudgementError(f"date: {value!r} is no day", hint="write it YYYY-MM-DD") from None


def _chains(rows: Iterable[Row], report: Report) -> list[list[Json]]:
    chains: dict[str, list[Json]] = defaultdict(list)
    for row in rows:
        span = _span(row, report, "source")
        link = {**span, "name": row.get("name") or span["text"], "kind": row.get("kind", "")}
        chains[row.get("chain") or "1"].append(link)
    return [chains[number] for number in sorted(chains)]


def _reasons(said: Json, before: Json, hand: str) -> Iterable[str]:
    kept = dict(line.partition(": ")[::2] for line in before.get("why", ()))
    for field in ("type", "status"):
        same = before.get(field) == said[field]
        if not same or kept.get(field):
            yield f"{field}: {kept[field] if same else hand}"
    for field in (*LISTS, "chains"):
        for i, value in enumerate(said[field]):
            earlier = before.get(field, ())
            reason = kept.get(f"{field}[{earlier.index(value)}]") if value in earlier else hand
            if reason:
                yield f"{field}[{i}]: {reason}"
    if said["date"]:
        reason = kept.get("date") if before.get("date") == said["date"] else hand
        if reason:
            yield f"date: {reason}"
    yield f"confidence: {hand}"
