"""Any format as the public may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dateline.codebook import Codebook
from dateline.publish.context import Context
from dateline.publish.formats import Format
from dateline.publish.public import PublicRules, make_public
from dateline.publish.record import Record
from dateline.publish.spool import Backlog
from dateline.publish.trace import TraceLine


@dataclass(frozen=True)
class Guarded:
    """`inner`, fed with records from which `rules` took what the public may not see."""

    inner: Format
    rules: PublicRules

    @property
    def name(self) -> str:
        """The inner format's."""
        return self.inner.name

    @property
    def suffix(self) -> str:
        """The inner format's."""
        return self.inner.suffix

    @property
    def about(self) -> str:
        """The inner format's, and that it is guarded."""
        return f"{self.inner.about}; without what the public may not see"

    @property
    def whole_reports(self) -> bool:
        """Always: a name in one event is masked in the whole report."""
        return True

    def write(self, records: Iterable[Record], out: BinaryIO, *, context: Context) -> Iterator[TraceLine]:
        """As the inner format, with a line for all that was held back."""
        # A format that sorts its rows takes all records before it tells of the first: the lines wait.
        with Backlog[TraceLine]() as held:
            shown = self.shown(records, context.codebook, held)
            for line in self.inner.write(shown, out, context=context):
                yield from held.take()
                yield line
            yield from held.take()

    def shown(self, records: Iterable[Record], book: Codebook, held: Backlog[TraceLine]) -> Iterator[Record]:
        """The records as the public may see them; what was held back goes to `held`."""
        for record in records:
            public, lines = make_public(record, self.rules, book)
            held.put(lines)
            yield public
