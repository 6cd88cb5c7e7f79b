"""A stretch of a report's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points of the report's text, end exclusive; `report.text[start:end] == text` always.

    Raises ValueError where the length of `text` and the offsets disagree.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"a span of {self.end - self.start} code points cannot hold {self.text!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span `start`..`end` of a report's whole `text`."""
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end
