"""What an expression is resolved against."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dateline.dates.stretch import Against
from dateline.model import When


@dataclass(frozen=True, slots=True)
class Frame:
    """The day of publication, whether the clause looks ahead of it, and what the narrative told last."""

    published: date | None
    ahead: bool = False
    anchor: When | None = None

    @property
    def told(self) -> date | None:
        """The first day of the anchor."""
        return self.anchor.first if self.anchor else None

    @property
    def today(self) -> tuple[date, Against] | None:
        """The day to look back or ahead from for a date without its year: publication, else the anchor."""
        if self.published:
            return self.published, "publication"
        return (self.told, "anchor") if self.told else None

    def seen_from(self, day: date | None, *, ahead: bool | None = None) -> Frame:
        """The same frame as if published on `day`."""
        return replace(self, published=day, ahead=self.ahead if ahead is None else ahead)
