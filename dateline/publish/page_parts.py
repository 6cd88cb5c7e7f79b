"""The values that the page's templates show, and the templates."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

from jinja2 import Environment, PackageLoader, StrictUndefined

from dateline.codebook import Codebook
from dateline.model import EFFECTS, Event, PlaceRef, Span, Toll, When
from dateline.model.wire import event_to_json
from dateline.publish.chart import Pin, draw_chart
from dateline.publish.context import Context
from dateline.publish.countries import country_names
from dateline.publish.derive import toll_range
from dateline.publish.marks import Mark, cut_text
from dateline.publish.outlines import CREDIT
from dateline.publish.record import Occurrence, Record

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
SPARE_COLOURS = ("#777777", "#4477AA", "#AA3377", "#228833", "#CCBB44", "#EE6677")
ROLES = (
    ("actor", "who"),
    ("target", "to whom"),
    ("place", "where"),
    ("date", "when"),
    ("toll", "toll"),
    ("weapon", "with what"),
    ("source", "who says so"),
)


class Value(NamedTuple):
    """A value on a card: its name, the words it stands on, and a note beside it."""

    name: str
    text: str
    start: int
    note: str = ""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, everything escaped that they do not mark as their own."""
    loader = PackageLoader("dateline.publish", "page")
    env = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    script = read_part("page.js")
    env.globals.update(script=script, script_hash=csp_hash(script))
    env.globals.update(roles=ROLES, credit=CREDIT, names=country_names())
    return env


def read_part(name: str) -> str:
    """A file of the page: its style or script."""
    return files("dateline.publish").joinpath("page", name).read_text("utf-8")


def render(template: str, **values: object) -> bytes:
    """The template `template`.html.j2 with these values, in UTF-8."""
    return environment().get_template(f"{template}.html.j2").render(**values).encode("utf-8", "replace")


def render_head(book: Codebook, **values: object) -> bytes:
    """The page's head, its style with the colours of the codebook's families."""
    style = read_part("page.css") + family_style(book)
    return render("head", style=style, style_hash=csp_hash(style), **values)


def draw(pins: Sequence[Pin]) -> str:
    """The map of `pins` as a figure; nothing where there are none."""
    return render("chart", chart=draw_chart(pins)).decode()


def csp_hash(text: str) -> str:
    """The source expression that allows an inline element with exactly this text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def report_values(record: Record, anchor: str, context: Context) -> dict[str, Any]:
    """What the article of one report shows; `anchor` leads its ids."""
    coded, head = record.coded, record.coded.report
    return {
        "anchor": anchor,
        "head": head,
        "title": head.title or _first_line(record.text) or head.id,
        "url": safe_url(head.url),
        "pieces": None if record.text is None else list(_pieces(record.text, record, context.codebook)),
        "events": [_card(n, e, context.codebook) for n, e in enumerate(coded.events, 1)],
        "chart": draw(event_pins(coded.events)),
        "codebook": coded.codebook,
        "coder": coded.coder,
    }


def safe_url(url: str | None) -> str | None:
    """`url` where it is a web address, else None: a report's address may be anything, 'javascript:' too."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None


def family_class(family: str, book: Codebook) -> str:
    """The colour class of a family: its number in the codebook, or one made of its name."""
    known = list(book.families)
    return f"f{known.index(family)}" if family in known else f"g{crc32(family.encode()) % len(SPARE_COLOURS)}"


def type_title(type: str, book: Codebook) -> str:
    """The type in words: the codebook's title, else its id with spaces."""
    known = book.types.get(type)
    return known.title if known else type.replace("_", " ")


def family_style(book: Codebook) -> str:
    """The colours of the families as a style sheet: the codebook's own, and some for families it lacks."""
    own = [(f"f{n}", family.colour) for n, family in enumerate(book.families.values())]
    spare = [(f"g{n}", colour) for n, colour in enumerate(SPARE_COLOURS)]
    return "".join(f".{name}{{--c:{_colour(c)}}}" for name, c in own + spare)


def family_colour(family: str, book: Codebook) -> str:
    """The colour of a family as '#rrggbb'."""
    known = book.families.get(family)
    spare = SPARE_COLOURS[crc32(family.encode()) % len(SPARE_COLOURS)]
    return _colour(known.colour) if known else spare


def _colour(written: str) -> str:
    return written if COLOUR.fullmatch(written) else SPARE_COLOURS[0]


def event_pins(events: Iterable[Event]) -> list[Pin]:
    """One pin a located place, with the numbers of its events, from 1."""
    numbers: dict[tuple[float, float], list[int]] = defaultdict(list)
    places: dict[tuple[float, float], PlaceRef] = {}
    for number, event in enumerate(events, 1):
        for place in event.places:
            if place.lat is not None and place.lon is not None:
                numbers[place.lat, place.lon].append(number)
                places.setdefault((place.lat, place.lon), place)
    return [Pin(*at, p.name, p.precision, tuple(numbers[at])) for at, p in places.items()]


def _first_line(text: str | None) -> str:
    line = next((line.strip() for line in (text or "").splitlines() if line.strip()), "")
    return line if len(line) <= 120 else line[:117].rsplit(" ", 1)[0] + " …"


def _pieces(text: str, record: Record, book: Codebook) -> Iterator[dict[str, Any]]:
    events, start = record.coded.events, 0
    for piece in cut_text(text, record.coded):
        mention = next((m for m in piece.marks if m.role == "mention"), None)
        yield {
            "text": piece.text,
            "start": start,
            "debris": piece.debris,
            "marks": " ".join(f"{m.event}:{m.role}" for m in _ordered(piece.marks)),
            "mention": mention.event if mention else None,
            "number": _number(piece.marks, start + len(piece.text)),
            "family": family_class(events[mention.event - 1].family, book) if mention else "",
        }
        start += len(piece.text)


def _ordered(marks: Iterable[Mark]) -> list[Mark]:
    # The page shows the last mark that it finds for an event: the shortest, most telling one.
    return sorted(marks, key=lambda m: (m.event, m.start - m.end))


def _number(marks: Iterable[Mark], end: int) -> str:
    return "·".join(dict.fromkeys(str(m.event) for m in marks if m.role == "mention" and m.end == end))


def _card(number: int, event: Event, book: Codebook) -> dict[str, Any]:
    return {
        "number": number,
        "type": type_title(event.type, book),
        "family_class": family_class(event.family, book),
        "status": event.status,
        "confidence": round(event.confidence, 4),
        "confidence_why": event.confidence_why,
        "mentions": event.mentions,
        "actors": [_named(a.span, a.name) for a in event.actors],
        "targets": [_named(a.span, a.name) for a in event.targets],
        "places": [_place(p) for p in event.places],
        "date": [_date(event.date)] if event.date else [],
        "toll": [_toll(t) for t in event.toll],
        "weapons": [_named(w.span, w.name) for w in event.weapons],
        "chains": [[_named(link.span, link.name) for link in chain] for chain in event.chains if chain],
        "why": event_to_json(event)["why"],
    }


def _named(span: Span, name: str, note: str = "") -> Value:
    return Value(name, span.text, span.start, note)


def _place(place: PlaceRef) -> Value:
    within = ", ".join(reversed(place.admin))
    off = f"±{place.precision:g} km" if place.precision else ""
    lost = "" if place.lat is not None else "not located"
    return _named(place.span, place.name, " · ".join(n for n in (within, off, lost) if n))


def _date(when: When) -> Value:
    return _named(when.span, date_words(when), when.how)


def date_words(when: When) -> str:
    """A date for people: one day, or 'from – to' with an open end said."""
    first, last = (d.isoformat() if d else None for d in (when.first, when.last))
    if first and last:
        return first if first == last else f"{first} – {last}"
    return f"from {first}" if first else f"until {last}" if last else when.span.text


def _toll(toll: Toll) -> Value:
    return _named(toll.span, toll_words(toll.low, toll.high) + f" {toll.effect}", toll.who or "")


def toll_words(low: int | None, high: int | None) -> str:
    """A number of people for people: '12', '12 to 20', 'at least 12', 'up to 20'."""
    if low is None and high is None:
        return "an unknown number"
    if low is None or high is None:
        return f"at least {low:,}" if high is None else f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def toll_phrases(occurrence: Occurrence) -> list[str]:
    """The tolls over all tellings in words: '12 to 20 killed'."""
    said = ((effect, toll_range(occurrence, effect)) for effect in EFFECTS)
    return [f"{toll_words(toll.low, toll.high)} {effect}" for effect, toll in said if toll]
