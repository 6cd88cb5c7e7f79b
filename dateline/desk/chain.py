"""Decisions as JSON Lines, and a check that a file of them is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateline.errors import InputError
from dateline.store import Judgement, KeptJudgement
from dateline.store.judgements import BEGINNING, hash_judgement

SAID = ("who", "kind", "subject", "before", "after", "why")


def judgement_to_json(kept: KeptJudgement) -> dict[str, Any]:
    """A decision with its place in the chain: its number, when, the hash before it and its own."""
    place = {"number": kept.seq, "at": kept.at, "previous": kept.previous, "hash": kept.hash}
    return {**place, **{name: getattr(kept.judgement, name) for name in SAID}}


def judgement_to_line(kept: KeptJudgement) -> str:
    """The same as one line."""
    return json.dumps(judgement_to_json(kept), ensure_ascii=False, separators=(",", ":")) + "\n"


def judgement_from_json(data: dict[str, Any]) -> KeptJudgement:
    """The decision that `judgement_to_json` wrote. Raises KeyError or TypeError where something lacks."""
    said = Judgement(**{name: data[name] for name in SAID})
    return KeptJudgement(int(data["number"]), data["at"], said, data["previous"], data["hash"])


@dataclass(frozen=True, slots=True)
class Checked:
    """How many decisions a file holds, the hash of the last, and the first number that does not fit."""

    count: int
    hash: str
    broken_at: int | None


def check_lines(lines: Iterable[str]) -> Checked:
    """Whether lines of decisions are a whole chain from its beginning.

    A chain that was cut short at its end is whole in itself: compare count and hash with the record's own.
    Raises InputError that names the line which is no decision.
    """
    count, previous = 0, BEGINNING
    for number, line in enumerate(lines, 1):
        try:
            kept = judgement_from_json(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"line {number}: no decision: {error}", hint="a file of exported decisions"
            ) from error
        true_hash = hash_judgement(kept.seq, kept.at, kept.judgement, previous)
        if (kept.seq, kept.previous, kept.hash) != (number, previous, true_hash):
            return Checked(count, previous, number)
        count, previous = number, kept.hash
    return Checked(count, previous, None)
