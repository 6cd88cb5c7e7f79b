"""What the other pairs of the same two reports say about a pair: rivals that fit better, and company.

A pair is the likelier one occurrence where neither event fits another event of the other report better, and
where the two reports share other occurrences (collective linking, after Bhattacharya and Getoor 2007). Only
the pairs of two reports decide about one another, so that a record can grow report by report.
"""

from __future__ import annotations

from collections.abc import Mapping

from dateline.incidents.compare import Weights, sigmoid
from dateline.incidents.group import Pair

STANDINGS = ("alone", "clear", "first", "second", "beaten")
CLEAR = 1.5
"""Ahead of every rival by this much (log-odds), a pair is clearly the better one; one less and it is near."""

BEATEN = -1.0
"""Behind a rival by this much (log-odds), a pair is beaten."""

COMPANY = ("many", "some", "little", "none")
COMPANY_STEPS = ((1.5, "many"), (0.6, "some"), (0.15, "little"))
"""How many other occurrences, summed by their chances, the two reports are likely to share."""


def settle(odds: Mapping[Pair, float], weights: Weights) -> dict[Pair, float]:
    """The chance (0..1) of each likely pair of two reports, its context taken in.

    Arguments: `odds`, the log-odds by features alone of every likely pair of the same two reports that may
    be one occurrence; `weights`. Returns the same pairs.
    """
    known = weights.context
    if not known:
        return {pair: sigmoid(value) for pair, value in odds.items()}
    scale, bias = known["odds"]["scale"], known["odds"]["bias"]
    return {
        pair: sigmoid(scale * odds[pair] + bias + known["standing"][standing] + known["company"][company])
        for pair, (standing, company) in levels_of(odds).items()
    }


def levels_of(odds: Mapping[Pair, float]) -> dict[Pair, tuple[str, str]]:
    """Each pair's standing among its rivals and the company it has, from log-odds by features alone."""
    ranked = sorted(odds, key=lambda pair: (-odds[pair], pair))
    return {pair: (_standing(pair, odds, ranked), _company(pair, odds, ranked)) for pair in ranked}


def _standing(pair: Pair, odds: Mapping[Pair, float], ranked: list[Pair]) -> str:
    best = next((p for p in ranked if p != pair and (p[0] == pair[0] or p[1] == pair[1])), None)
    if best is None:
        return "alone"
    lead = odds[pair] - odds[best]
    if lead >= 0:
        return "clear" if lead > CLEAR else "first"
    return "second" if lead > BEATEN else "beaten"


def _company(pair: Pair, odds: Mapping[Pair, float], ranked: list[Pair]) -> str:
    taken, shared = set(pair), 0.0
    for other in ranked:
        if other != pair and not taken.intersection(other):
            taken.update(other)
            shared += sigmoid(odds[other])
    return next((level for least, level in COMPANY_STEPS if shared >= least), "none")


def say_standing(level: str) -> str:
    """The sentence."""
    words = {
        "alone": "no other likely match for either in these two reports",
        "clear": "far likelier than any other match of either in these two reports",
        "first": "somewhat likelier than another match of either in these two reports",
        "second": "somewhat less likely than another match of either in these two reports",
        "beaten": "far less likely than another match of either in these two reports",
    }
    return words[level]


def say_company(level: str) -> str:
    """The sentence."""
    return f"{'no' if level == 'none' else level} other likely matches between these two reports"
