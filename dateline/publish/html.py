"""HTML: one self-contained page that opens without a network; each value leads to its words and back.

All text from reports goes through Jinja2's autoescape. The page's own style and script are named by their
hashes in a Content-Security-Policy, so that nothing else on it can run or load.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dateline.model import Event
from dateline.publish.chart import Pin
from dateline.publish.context import Context
from dateline.publish.page_parts import draw, render, render_head, report_values
from dateline.publish.record import Record
from dateline.publish.trace import TraceLine


@dataclass(frozen=True, slots=True)
class Entry:
    """A report's line in the page's index."""

    anchor: str
    title: str
    outlet: str | None
    published: str | None
    events: int


class HtmlPage:
    """Source: WHATWG HTML; W3C Content Security Policy Level 3; WCAG 2.2 AA for colours and keyboard."""

    name = "html"
    suffix = ".html"
    about = "one page that opens without a network: texts with their marks, events, maps; for people"
    whole_reports = True

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """One article a report; they wait in a temporary file until the index before them is known."""
        index: list[Entry] = []
        pins: dict[tuple[float, float], list[tuple[str, float | None]]] = defaultdict(list)
        with tempfile.TemporaryFile() as bodies:
            for number, record in enumerate(records, 1):
                values = report_values(record, f"r{number}", context)
                bodies.write(render("report", **values))
                head = record.coded.report
                published = head.published.isoformat() if head.published else None
                events = record.coded.events
                index.append(Entry(f"r{number}", str(values["title"]), head.outlet, published, len(events)))
                _gather(events, pins)
                keys = tuple(f"{head.id}/{e.id}" for e in events)
                yield TraceLine("written", "one article per report", head.id, keys, "as coded")
            title = context.title if len(index) != 1 else index[0].title
            out.write(render_head(context.codebook, title=title, index=index, chart=draw(_pins(pins))))
            bodies.seek(0)
            shutil.copyfileobj(bodies, out)
            out.write(render("foot"))


def _gather(events: Iterable[Event], pins: dict[tuple[float, float], list[tuple[str, float | None]]]) -> None:
    for event in events:
        for place in event.places:
            if place.lat is not None and place.lon is not None:
                pins[place.lat, place.lon].append((place.name, place.precision))


def _pins(pins: dict[tuple[float, float], list[tuple[str, float | None]]]) -> list[Pin]:
    return [Pin(lat, lon, *named[0], tuple(range(len(named)))) for (lat, lon), named in pins.items()]


FORMAT = HtmlPage()
