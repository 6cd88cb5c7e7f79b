"""How far readers agree: shares, Cohen's kappa for each two, and Krippendorff's alpha over all.

Source: Krippendorff, Content Analysis (2018), chapter 12, nominal data; Cohen, "A coefficient of agreement
for nominal scales" (1960).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.desk.ledger import DELETED, Verdict

Readings = Sequence[tuple[str, tuple[Verdict, ...]]]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How two people's last verdicts compare over the events that both decided about.

    Counts are events. `kappa` is Cohen's over the types (an event that was deleted counts as a type of its
    own), None where chance alone would make them agree.
    """

    one: str
    other: str
    events: int
    kept: int
    type: int
    status: int
    whole: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree over some events: each pair, alpha of the types, and where they differ."""

    events: int
    alpha: float | None
    pairs: tuple[PairAgreement, ...]
    differ: tuple[tuple[str, tuple[Verdict, ...]], ...]


def agreement_of(readings: Readings) -> Agreement:
    """The agreement over events that two or more people read."""
    alpha = krippendorff_alpha([v.type for v in said] for _, said in readings)
    return Agreement(len(readings), alpha, compare_readers(readings), differing(readings))


def compare_readers(readings: Readings) -> tuple[PairAgreement, ...]:
    """Each two people that decided about the same events, the most events first."""
    both: dict[tuple[str, str], list[tuple[Verdict, Verdict]]] = defaultdict(list)
    for _, verdicts in readings:
        for pair in combinations(sorted(verdicts, key=lambda v: v.who), 2):
            both[pair[0].who, pair[1].who].append(pair)
    made = (_pair(one, other, pairs) for (one, other), pairs in both.items())
    return tuple(sorted(made, key=lambda p: (-p.events, p.one, p.other)))


def _pair(one: str, other: str, pairs: Sequence[tuple[Verdict, Verdict]]) -> PairAgreement:
    return PairAgreement(
        one,
        other,
        len(pairs),
        kept=sum((a.type == DELETED) == (b.type == DELETED) for a, b in pairs),
        type=sum(a.type == b.type for a, b in pairs),
        status=sum((a.type, a.status) == (b.type, b.status) for a, b in pairs),
        whole=sum(a.whole == b.whole for a, b in pairs),
        kappa=cohen_kappa([(a.type, b.type) for a, b in pairs]),
    )


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance, -1..1; None where there is nothing to agree on."""
    if not pairs:
        return None
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(a == b for a, b in pairs) / len(pairs)
    chance = sum(ours[value] * theirs[value] for value in ours) / len(pairs) ** 2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Nominal alpha over units of two or more values each; None where all values are one and the same."""
    rated = [Counter(unit) for unit in units if len(unit) > 1]
    total: Counter[str] = sum(rated, Counter())
    n = total.total()
    apart = sum(_unlike(unit) / (unit.total() - 1) for unit in rated)
    expected = _unlike(total)
    return None if not expected else 1 - (n - 1) * apart / expected


def _unlike(values: Counter[str]) -> int:
    """How many ordered pairs of these values differ."""
    return int(values.total() ** 2 - sum(count * count for count in values.values()))


def differing(readings: Readings) -> tuple[tuple[str, tuple[Verdict, ...]], ...]:
    """The events that their readers left as different types or statuses."""
    return tuple((s, said) for s, said in readings if len({(v.type, v.status) for v in said}) > 1)
