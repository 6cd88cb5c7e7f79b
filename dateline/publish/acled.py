"""ACLED: one row per place, day and pair of actors, in ACLED's columns and vocabulary.

Source: Armed Conflict Location & Event Data Project, Codebook (2024): 'Event aggregation', 'Fatalities',
'Time precision', 'Spatial precision', 'Inter codes'. The rows are this record's own, not ACLED's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dateline.codebook import Codebook
from dateline.publish.acled_cells import merge_drafts
from dateline.publish.acled_drafts import UNIDENTIFIED, Draft, draft_key, draft_rows
from dateline.publish.acled_tags import CROWD, find_tags, is_crowd
from dateline.publish.context import Context
from dateline.publish.layouts import columns_of
from dateline.publish.projection import LeftOutError
from dateline.publish.record import Record, occurrences
from dateline.publish.sheet import Cell, Sheet
from dateline.publish.spool import group_rows
from dateline.publish.trace import TraceLine

ONE_ROW = "ACLED: one row per place, day and pair"


class Acled:
    """See the module."""

    name = "acled"
    suffix = ".acled.csv"
    about = "ACLED's 31 columns: one row per place, day and pair of actors"
    whole_reports = False

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """Rows by country, day and place, whatever the order of the records."""
        sheet = Sheet(out, columns_of("acled"))
        for key, rows in group_rows(_keyed(records, context)):
            yield from (row for row in rows if isinstance(row, TraceLine))
            drafts = sorted((d for d in rows if isinstance(d, Draft)), key=lambda d: d.events)
            if drafts:
                cells = merge_drafts(key, drafts, context.codebook)
                sheet.row(cells)
                yield from _trace(str(cells["event_id_cnty"]), drafts, cells, context.codebook)


def _keyed(records: Iterable[Record], context: Context) -> Iterator[tuple[str, Draft | TraceLine]]:
    for occurrence in occurrences(records, context.incidents):
        try:
            drafts = list(draft_rows(occurrence, context.codebook))
            yield from ((draft_key(draft), draft) for draft in drafts)
        except LeftOutError as reason:
            # NUL sorts first: what was left out is told before the rows.
            yield f"\0{occurrence.id}", reason.line(occurrence)


def _trace(row: str, drafts: list[Draft], cells: dict[str, Cell], book: Codebook) -> Iterator[TraceLine]:
    keys = tuple(dict.fromkeys(k for d in drafts for k in d.events))
    subs = Counter(d.sub_event_type for d in drafts)
    if len(drafts) == 1:
        yield TraceLine("written", ONE_ROW, row, keys, str(cells["sub_event_type"]))
    else:
        of = ", ".join(f"{n} {sub}" for sub, n in sorted(subs.items()))
        first = cells["sub_event_type"]
        why = f"{len(drafts)} of the same place, day and pair ({of}); first in ACLED's order: {first}"
        yield TraceLine("merged", ONE_ROW, row, keys, why)
    yield from _asides(row, keys, drafts, cells)
    yield from _tag_lines(row, keys, drafts, book)


def _asides(
    row: str, keys: tuple[str, ...], drafts: list[Draft], cells: dict[str, Cell]
) -> Iterator[TraceLine]:
    if any(d.places > 1 and d.dead for d in drafts):
        why = "the dead of one event at several places, divided evenly among its rows"
        yield TraceLine("written", "ACLED: fatalities divided", row, keys, why)
    if str(cells["actor1"]).startswith(UNIDENTIFIED):
        yield TraceLine(
            "written", "ACLED: unidentified armed group", row, keys, "violence whose author nobody names"
        )
    for number in (1, 2):
        if cells[f"inter{number}"] is None:
            yield TraceLine(
                "unknown", f"ACLED: inter{number}", row, keys, f"no kind for {cells[f'actor{number}']}"
            )
    apart = dict.fromkeys(name for d in drafts for name in d.apart)
    if apart:
        yield TraceLine(
            "unknown", "ACLED: side", row, keys, f"no report says on whose side: {', '.join(apart)}"
        )


def _tag_lines(row: str, keys: tuple[str, ...], drafts: list[Draft], book: Codebook) -> Iterator[TraceLine]:
    found = find_tags(drafts, book)
    for tag, words in found:
        yield TraceLine("written", "ACLED: tags", row, keys, f"{tag}, by the words “{words}”")
    if any(map(is_crowd, drafts)) and not any(tag.startswith(CROWD) for tag, _ in found):
        yield TraceLine(
            "unknown", "ACLED: crowd size", row, keys, "nobody of the crowd is called by a number"
        )


FORMAT = Acled()
