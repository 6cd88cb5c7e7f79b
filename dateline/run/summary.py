"""What a run came to: counts, a sentence, an exit status that scripts can use."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.run.outcome import Coded, Known, Outcome

ALL_FINE, SOME_QUARANTINED = 0, 3


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a run so far."""

    coded: int = 0
    events: int = 0
    known: int = 0
    quarantined: int = 0

    @property
    def reports(self) -> int:
        """Everything that went through."""
        return self.coded + self.known + self.quarantined

    @property
    def exit_status(self) -> int:
        """0 where every report was coded, 3 where some were quarantined."""
        return SOME_QUARANTINED if self.quarantined else ALL_FINE

    def count(self, outcome: Outcome) -> Summary:
        """The summary with one more outcome."""
        match outcome:
            case Coded(_, coded):
                return replace(self, coded=self.coded + 1, events=self.events + len(coded.events))
            case Known():
                return replace(self, known=self.known + 1)
            case _:
                return replace(self, quarantined=self.quarantined + 1)

    def __str__(self) -> str:
        said = [f"{_number(self.coded, 'report')} coded, {_number(self.events, 'event')}"]
        if self.known:
            said.append(f"{self.known} already known")
        if self.quarantined:
            said.append(f"{self.quarantined} quarantined")
        return "; ".join(said)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
