"""What: the types, which of them may stand for one another, and the statuses."""

from __future__ import annotations

from functools import cache

from dateline.incidents.data import load_yaml
from dateline.incidents.features.base import Feature
from dateline.incidents.record import LinkEvent

TYPE_LEVELS = ("same_violence", "same_dealings", "same_speech", "same_other", "kin", "family", "other")
STATUS_LEVELS = (
    "both_happened",
    "both_planned",
    "both_denied",
    "planned_and_happened",
    "denied_and_other",
    "unsure",
)
RIVAL_LEVELS = ("only", "one_of_few", "one_of_some", "one_of_several", "one_of_many", "other_types")
RIVAL_STEPS = ((1, "only"), (3, "one_of_few"), (5, "one_of_some"), (10, "one_of_several"))
_AHEAD = frozenset({"planned", "threatened"})


@cache
def kin_pairs() -> frozenset[tuple[str, str]]:
    """Every ordered pair of different types that may stand for one another."""
    rows = load_yaml("kin.yml")["kin"]
    return frozenset((x, y) for row in rows for x in row for y in row if x != y)


@cache
def groups() -> dict[str, str]:
    """The broad kind of each type."""
    return {type_: group for group, types in load_yaml("kin.yml")["groups"].items() for type_ in types}


@cache
def mutual_types() -> frozenset[str]:
    """The types whose sides are equals."""
    return frozenset(load_yaml("kin.yml")["mutual"])


def compare_types(a: LinkEvent, b: LinkEvent) -> str:
    """Whether the types are the same or may stand for one another."""
    if a.type == b.type:
        return f"same_{groups().get(a.type, 'other')}"
    if (a.type, b.type) in kin_pairs():
        return "kin"
    return "family" if a.family and a.family == b.family else "other"


def say_types(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    if a.type == b.type:
        return f"both {a.type}"
    words = {"kin": "may stand for one another", "family": "of one family", "other": "seldom mean the same"}
    return f"{a.type} and {b.type} {words[level]}"


def compare_statuses(a: LinkEvent, b: LinkEvent) -> str:
    """Whether both say it happened, lies ahead, or did not happen."""
    pair = {"ahead" if s in _AHEAD else s for s in (a.status, b.status)}
    if pair == {"happened"}:
        return "both_happened"
    if pair == {"ahead"}:
        return "both_planned"
    if pair == {"denied"}:
        return "both_denied"
    if pair == {"ahead", "happened"}:
        return "planned_and_happened"
    return "denied_and_other" if "denied" in pair else "unsure"


def contradict(a: LinkEvent, b: LinkEvent) -> bool:
    """Whether the statuses keep two tellings apart: a plan is not its coming true, a denial not what it
    denies.

    Such pairs are tied by a named relation (see `relate`), whatever else they share.
    """
    return compare_statuses(a, b) in ("planned_and_happened", "denied_and_other")


def say_statuses(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    return f"both {a.status}" if a.status == b.status else f"{a.status} in one, {b.status} in the other"


def compare_rivals(a: LinkEvent, b: LinkEvent) -> str:
    """Of how many pairs of events of this type in the two reports this is one."""
    if a.type != b.type:
        return "other_types"
    pairs = a.alike * b.alike
    return next((level for most, level in RIVAL_STEPS if pairs <= most), "one_of_many")


def say_rivals(a: LinkEvent, b: LinkEvent, level: str) -> str:
    """The sentence."""
    if level == "other_types":
        return "the types differ"
    return f"one of {a.alike} {a.type} in {a.report.id}, of {b.alike} in {b.report.id}"


TYPE = Feature("type", TYPE_LEVELS, compare_types, say_types)
STATUS = Feature("status", STATUS_LEVELS, compare_statuses, say_statuses)
RIVALS = Feature("rivals", RIVAL_LEVELS, compare_rivals, say_rivals, frozenset({"other_types"}))
