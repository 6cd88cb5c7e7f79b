"""Between the record's nouns and the rows that hold them: one pure function each way."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from dateline.errors import UnreadableError
from dateline.model import Actor, CodedReport, Event, PlaceRef, Report, ReportHead, Span, Unread, Weapon, When
from dateline.model.wire import event_from_json, event_to_json
from dateline.store.folding import fold, fold_name
from dateline.text.hashing import sha256_hex

Row = dict[str, Any]
RowLike = Mapping[str, Any] | RowMapping

CONTEXT = 300
"""Code points on either side of a mention that a search for words also looks at."""

UNKNOWN_DAY = date.max
ID_LENGTH = 500


def dump_json(value: Any) -> str:
    """Compact JSON; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def check_report(report: Report) -> None:
    """Raises UnreadableError where a database cannot hold the report's words, or its id is too long."""
    if not 0 < len(report.id) <= ID_LENGTH:
        raise UnreadableError(
            f"report id of {len(report.id)} characters, expected 1 to {ID_LENGTH}",
            hint="give the report a short id",
        )
    for name in ("id", "text", "outlet", "title", "url", "language"):
        flaw = _flaw(getattr(report, name) or "")
        if flaw:
            raise UnreadableError(
                f"report {report.id!r}: its {name} holds {flaw}", hint="repair the report's encoding"
            )


def _flaw(words: str) -> str | None:
    if "\x00" in words:
        return f"a NUL character at {words.index(chr(0))}"
    surrogate = next((i for i, c in enumerate(words) if "\ud800" <= c <= "\udfff"), None)
    return None if surrogate is None else f"half a surrogate pair at {surrogate}"


def storable(words: str) -> str:
    """`words` with what no database holds (NUL, lone surrogates from odd file names) written as escapes."""
    return words.replace("\x00", "\\x00").encode("utf-8", "backslashreplace").decode()


def report_to_row(report: Report, *, original: str, origin: str, now: str) -> Row:
    """The row of table `reports`."""
    return {
        "id": report.id,
        "sha256": report.sha256,
        "original": original,
        "origin": storable(origin),
        "published": report.published,
        "outlet": report.outlet,
        "outlet_folded": fold_name(report.outlet) if report.outlet else None,
        "title": report.title,
        "url": report.url,
        "language": report.language,
        "text": report.text,
        "unread": dump_unread(report.unread),
        "kept_at": now,
    }


def head_from_row(row: RowLike) -> ReportHead:
    """A report's head from its row."""
    keys = ("id", "sha256", "published", "outlet", "title", "url", "language")
    return ReportHead(**{key: row[key] for key in keys})


def report_from_row(row: RowLike) -> Report:
    """The report that `report_to_row` wrote."""
    keys = ("id", "text", "sha256", "published", "outlet", "title", "url", "language")
    return Report(**{key: row[key] for key in keys}, unread=load_unread(row["unread"]))


def dump_unread(unread: Iterable[Unread]) -> str:
    """Stretches set aside, as JSON."""
    return dump_json([[u.start, u.end, u.why] for u in unread])


def load_unread(words: str) -> tuple[Unread, ...]:
    """What `dump_unread` wrote."""
    return tuple(Unread(*u) for u in json.loads(words))


def digest_coding(coded: CodedReport) -> str:
    """A digest of what a coding says: its events and what it set aside."""
    said = [[event_to_json(e) for e in coded.events], dump_unread(coded.unread)]
    return sha256_hex(dump_json(said).encode())[:32]


def event_to_row(event: Event, *, report: Report, position: int) -> Row:
    """The row of table `events`, but for the coding it belongs to."""
    days = span_of_days(event.date, report.published)
    return {
        "current": True,
        "report_id": report.id,
        "position": position,
        "id": event.id,
        "type": event.type,
        "family": event.family,
        "status": event.status,
        "confidence": event.confidence,
        "day": days[0] if days else UNKNOWN_DAY,
        "latest": days[1] if days else None,
        "words": event_words(event, report.text),
        "record": dump_json(event_to_json(event)),
    }


def event_from_row(row: RowLike) -> Event:
    """The event that `event_to_row` wrote."""
    return event_from_json(json.loads(row["record"]))


def span_of_days(when: When | None, published: date | None) -> tuple[date, date] | None:
    """The days to find an event by, both ends inclusive; None where the report fixes none.

    "Since Friday" is found up to the day the report came out; another open end by the end that is known.
    """
    if when is None:
        return None
    known = [day for day in (when.first, when.last) if day]
    if not known:
        return None
    if when.last is None:
        return known[0], max(known[0], published or known[0])
    return known[0], when.last


def event_words(event: Event, text: str) -> str:
    """What a search for words looks at: the event's values and the text around its mentions, folded."""
    values: list[Actor | PlaceRef | Weapon] = [*event.actors, *event.targets, *event.places, *event.weapons]
    said: list[str] = [f"{v.span.text} {v.name}" for v in values]
    said += [toll.span.text for toll in event.toll]
    said += [f"{link.span.text} {link.name}" for chain in event.chains for link in chain]
    said += [_around(mention, text) for mention in event.mentions]
    return fold("\n".join(dict.fromkeys(said)))


def _around(mention: Span, text: str) -> str:
    return text[max(0, mention.start - CONTEXT) : mention.end + CONTEXT]


def place_rows(event: Event) -> list[Row]:
    """The rows of table `event_places`, but for the event's key."""
    return [{"position": i, **_place_row(place)} for i, place in enumerate(event.places)]


def _place_row(place: PlaceRef) -> Row:
    x, y, z = unit_vector(place.lat, place.lon)
    return {
        "folded": fold_name(" | ".join((place.name, place.span.text, *reversed(place.admin)))),
        "place_id": place.id,
        "level": place.level,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "x": x,
        "y": y,
        "z": z,
    }


def unit_vector(lat: float | None, lon: float | None) -> tuple[float | None, float | None, float | None]:
    """The point on a sphere of radius 1, so that sums and products alone tell distances."""
    if lat is None or lon is None:
        return None, None, None
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def actor_rows(event: Event) -> list[Row]:
    """The rows of table `event_actors`, but for the event's key."""
    sides = (("actor", event.actors), ("target", event.targets))
    return [
        {
            "role": role,
            "position": i,
            "folded": fold_name(f"{actor.name} | {actor.span.text}"),
            "actor_id": actor.id,
            "country": actor.country,
        }
        for role, actors in sides
        for i, actor in enumerate(actors)
    ]


def source_rows(event: Event) -> list[Row]:
    """The rows of table `event_sources`, but for the event's key."""
    return [
        {"chain": c, "position": i, "folded": fold_name(f"{link.name} | {link.span.text}"), "kind": link.kind}
        for c, chain in enumerate(event.chains)
        for i, link in enumerate(chain)
    ]
