"""The record as readers see it where rules hide names, coarsen coordinates or withhold texts.

Everything is made anew from what is kept; nothing is changed. Offsets hold: a name is blacked out letter by
letter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from dateline.codebook import Codebook
from dateline.desk.persons import Persons, places_of
from dateline.desk.rules import Rules
from dateline.desk.spots import Spot, folded, place_words, read_place
from dateline.incidents.areas import KM_PER_DEGREE
from dateline.model import CodedReport, Event, Report, ReportHead
from dateline.model.wire import event_from_json, event_to_json
from dateline.publish.public import MASK, Places, PublicRules, load_rules, make_mask
from dateline.store import EventRow

HALF_DIAGONAL = 0.71
SIDES = ("actors", "targets")
Json = Any


@dataclass(frozen=True)
class Veil:
    """What stands between readers and the record."""

    rules: Rules
    book: Codebook
    public: PublicRules = field(default_factory=load_rules)
    known: Callable[[], frozenset[str]] = frozenset

    @cached_property
    def persons(self) -> Persons:
        """What tells private names."""
        return Persons(self.book, self.rules, self.public, self.known)

    def report(self, report: Report, coded: CodedReport) -> tuple[Report, CodedReport]:
        """A report and its record as readers see them."""
        black = make_mask(self._names(coded.events))
        text = black(report.text)
        if self.rules.texts == "withheld":
            text = _withheld(text, coded.events)
        title = black(report.title) if report.title else None
        seen = replace(report, text=text, title=title)
        events = tuple(self._event(e, black, text) for e in coded.events)
        return seen, replace(coded, report=ReportHead.of(seen), events=events)

    def names_of(self, row: EventRow, coded: CodedReport | None) -> frozenset[str]:
        """The hidden names of an event and of the report that tells it."""
        return self._names((row.event, *(coded.events if coded else ())))

    def row(self, row: EventRow) -> EventRow:
        """An event with its report's head as readers see them."""
        black = make_mask(self._names((row.event,)))
        title = black(row.report.title) if row.report.title else None
        event = self._event(row.event, black, None)
        return replace(row, report=replace(row.report, title=title), event=event)

    def record(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """An incident's record as readers see it."""
        return dict(self._walk(record, make_mask(self._names_in_record(record)), None))

    def spot(self, spot: Spot) -> Spot:
        """An incident on map and list as readers see it; hidden names do not find it either."""
        lat, lon, precision = self.coarsen(spot.lat, spot.lon, spot.precision)
        places = places_of(map(read_place, spot.places))
        hidden = self._private((*spot.sides, *spot.sources, spot.actor, spot.target), places)
        black, gone = _mask(hidden), {folded(word) for word in hidden}
        return replace(
            spot,
            lat=lat,
            lon=lon,
            precision=precision,
            actor=black(spot.actor),
            target=black(spot.target),
            sides=tuple(name for name in spot.sides if black(name) == name),
            sources=tuple(name for name in spot.sources if black(name) == name),
            words=tuple(word for word in spot.words if word not in gone),
            places=tuple(dict.fromkeys(map(self._place, spot.places))),
        )

    def _place(self, words: str) -> str:
        place = read_place(words)
        lat, lon, _ = self.coarsen(place["lat"], place["lon"], None)
        return place_words({**place, "lat": lat, "lon": lon})

    def coarsen(
        self, lat: float | None, lon: float | None, precision: float | None
    ) -> tuple[float | None, float | None, float | None]:
        """The middle of the square that holds the point, and how far off it may be now, in km."""
        km = self.rules.coarsen_km
        if lat is None or lon is None or not km:
            return lat, lon, precision
        step = km / KM_PER_DEGREE
        north = max(-90.0, min(90.0, (math.floor(lat / step) + 0.5) * step))
        wide = min(360.0, step / max(math.cos(math.radians(north)), 0.01))
        east = min(180.0, (math.floor(lon / wide) + 0.5) * wide)
        return round(north, 4), round(east, 4), round((precision or 0.0) + km * HALF_DIAGONAL, 1)

    def hides(self, name: str) -> bool:
        """Whether readers do not see this name."""
        return bool(self._private((name,)))

    def _private(self, names: Iterable[str], places: Places = frozenset()) -> frozenset[str]:
        """The words of these names that readers do not see."""
        return self.persons.words_in(names, places) if self.rules.hide_persons else frozenset()

    def _names(self, events: Iterable[Event]) -> frozenset[str]:
        return self.persons.names_in(events) if self.rules.hide_persons else frozenset()

    def _names_in_record(self, record: Mapping[str, Any]) -> frozenset[str]:
        fields = record.get("fields", {})
        values = [said for field in fields.values() for said in field["values"]]
        sides = [str(said["value"]) for name in SIDES for said in fields.get(name, {}).get("values", ())]
        places = places_of(said["value"] for said in fields.get("places", {}).get("values", ()))
        return self._private((*sides, *(who for said in values for who in said["by"])), places)

    def _event(self, event: Event, black: Callable[[str], str], text: str | None) -> Event:
        return event_from_json(self._walk(event_to_json(event), black, text))

    def _walk(self, value: Json, black: Callable[[str], str], text: str | None) -> Json:
        if isinstance(value, str):
            return black(value)
        if isinstance(value, list | tuple):
            return [self._walk(inner, black, text) for inner in value]
        if not isinstance(value, Mapping):
            return value
        made = {key: self._walk(inner, black, text) for key, inner in value.items()}
        if text is not None and "start" in made:
            made["text"] = text[made["start"] : made["end"]]
        if self.rules.coarsen_km and made.get("lat") is not None:
            made["lat"], made["lon"], made["precision"] = self.coarsen(
                made["lat"], made["lon"], made.get("precision")
            )
            made["id"] = None
        return made


@lru_cache(maxsize=20_000)
def _mask(words: frozenset[str]) -> Callable[[str], str]:
    return make_mask(words)


def _withheld(text: str, events: Iterable[Event]) -> str:
    """The text with everything blacked out but line ends and the words that events stand on."""
    shown = {n for e in events for s in _spans(e) for n in range(s[0], s[1])}
    return "".join(c if n in shown or c.isspace() else MASK for n, c in enumerate(text))


def _spans(event: Event) -> Iterable[tuple[int, int]]:
    values: tuple[Any, ...] = (*event.actors, *event.targets, *event.places, *event.toll, *event.weapons)
    links = tuple(link for chain in event.chains for link in chain)
    spans = [*event.mentions, *(v.span for v in (*values, *links))]
    spans += [event.date.span] if event.date else []
    return ((s.start, s.end) for s in spans)
