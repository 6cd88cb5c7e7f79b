"""Apply people's judgements: what they call the same or not the same, the later decision over the earlier."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from dateline.incidents.group import Pair, order
from dateline.model.incident import EventKey
from dateline.model.judgement import IncidentJudgement


@dataclass(frozen=True, slots=True)
class Rulings:
    """What judgements come to for the events at hand: pairs that are the same, are not, and part-of pairs."""

    same: tuple[Pair, ...] = ()
    not_same: frozenset[Pair] = frozenset()
    part_of: tuple[tuple[EventKey, EventKey], ...] = ()
    by: tuple[tuple[Pair, str], ...] = ()

    def told(self, events: Iterable[EventKey]) -> tuple[str, ...]:
        """The judgements that bear on an incident of these events, in words."""
        held = set(events)
        return tuple(dict.fromkeys(words for pair, words in self.by if held & set(pair)))


def read_rulings(judgements: Sequence[IncidentJudgement], known: Container[EventKey]) -> Rulings:
    """The rulings about known events; of two decisions about one pair the later holds.

    What is called the same is the same all the way (A with B and B with C makes A with C), unless a later
    decision says that two of them are not: then the earlier ties between their sides give way, oldest first.
    """
    ties: dict[Pair, IncidentJudgement] = {}
    bars: dict[Pair, IncidentJudgement] = {}
    parts: dict[tuple[EventKey, EventKey], IncidentJudgement] = {}
    for judgement in sorted(judgements, key=lambda j: j.number):
        if judgement.ruling == "same":
            for pair in _pairs(combinations(sorted(set(judgement.events)), 2), known):
                bars.pop(pair, None)
                ties[pair] = judgement
        elif judgement.ruling == "not_same":
            for pair in _pairs(product(judgement.events, judgement.others), known):
                ties.pop(pair, None)
                bars[pair] = judgement
                _cut(ties, pair)
        else:
            for a, b in product(judgement.events, judgement.others):
                if a in known and b in known:
                    parts[a, b] = judgement
    told = [*ties.items(), *bars.items(), *((order(*pair), j) for pair, j in parts.items())]
    words = tuple((pair, _say(j)) for pair, j in sorted(told, key=lambda t: (t[1].number, t[0])))
    return Rulings(tuple(sorted(ties)), frozenset(bars), tuple(sorted(parts)), words)


def _pairs(pairs: Iterable[tuple[EventKey, EventKey]], known: Container[EventKey]) -> list[Pair]:
    return [order(a, b) for a, b in pairs if a != b and a in known and b in known]


def _cut(ties: dict[Pair, IncidentJudgement], bar: Pair) -> None:
    # As long as earlier ties still lead from one side to the other, the oldest tie on the way gives way.
    while way := _way(ties, bar):
        del ties[min(way, key=lambda pair: (ties[pair].number, pair))]


def _way(ties: Iterable[Pair], bar: Pair) -> list[Pair]:
    came: dict[EventKey, Pair | None] = {bar[0]: None}
    queue = [bar[0]]
    for key in queue:
        for pair in sorted(p for p in ties if key in p):
            other = pair[1] if pair[0] == key else pair[0]
            if other not in came:
                came[other] = pair
                queue.append(other)
    way: list[Pair] = []
    key = bar[1]
    while (step := came.get(key)) is not None:
        way.append(step)
        key = step[1] if step[0] == key else step[0]
    return way


def _say(judgement: IncidentJudgement) -> str:
    words = {
        "same": "called the same",
        "not_same": "called not the same",
        "part_of": "called part of another",
    }
    who = f" by {judgement.who}" if judgement.who else ""
    return f"{words[judgement.ruling]}{who} (judgement {judgement.number})" + (
        f": {judgement.why}" if judgement.why else ""
    )
