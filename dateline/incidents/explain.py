"""Why two events of a growing record are, or are not, taken for one occurrence: features and context."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from dateline.incidents.compare import Weights, compare, likely_odds, odds_of, sigmoid
from dateline.incidents.context import levels_of, say_company, say_standing
from dateline.incidents.features.kind import contradict
from dateline.incidents.group import Pair, order
from dateline.incidents.index import Index
from dateline.incidents.link import FLOOR
from dateline.model.incident import Finding, Link


def explain(index: Index, n: int, m: int, weights: Weights) -> Link:
    """The comparison in full, as `compare` gives it, with what the other pairs of both reports add.

    Arguments: `n` and `m`, the numbers of the events in `index`; `weights`. The scores add up to the chance.
    A pair that context does not weigh (too unlikely, or of statuses that stay apart) has its features alone.
    """
    a, b = sorted((index.event(n), index.event(m)), key=lambda event: event.key)
    found, pair = compare(a, b, weights), (a.key, b.key)
    odds = odds_between(index, a.key.report, {b.key.report}, weights).get(b.key.report, {})
    if not weights.context or pair not in odds:
        return found
    standing, company = levels_of(odds)[pair]
    scale, bias = weights.context["odds"]["scale"], weights.context["odds"]["bias"]
    findings = (
        *(replace(f, score=f.score * scale) for f in found.findings),
        Finding("standing", standing, weights.context["standing"][standing], say_standing(standing)),
        Finding("company", company, weights.context["company"][company], say_company(company)),
    )
    chance = sigmoid(scale * weights.bias + bias + sum(f.score for f in findings))
    return replace(found, findings=findings, probability=chance)


def odds_between(
    index: Index, report: str, others: Set[str], weights: Weights
) -> dict[str, dict[Pair, float]]:
    """By other report, the log-odds by features alone of its likely pairs with `report` that may join."""
    found: dict[str, dict[Pair, float]] = {}
    theirs = {m: other for other in others for m in index.numbers_of(other)}
    pairs = ((n, m) for n in index.numbers_of(report) for m in index.edges_of(n) if m in theirs)
    for n, m in pairs:
        a, b = sorted((index.event(n), index.event(m)), key=lambda event: event.key)
        if not contradict(a, b):
            odds = likely_odds(a, b, weights, odds_of(FLOOR))
            if odds is not None:
                found.setdefault(theirs[m], {})[order(a.key, b.key)] = odds
    return found
