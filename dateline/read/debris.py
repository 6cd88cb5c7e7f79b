"""Set aside what is no part of the report: ids, labels, captions, navigation, bylines. It moves no offset.

The rules are data (debris.yml), each with its reason, examples and counterexamples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from dateline.model.report import Unread

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class DebrisRule:
    """One kind of debris. `where`: 'line' (the whole line matches) or 'inside' (a stretch within a line).

    `longest`: lines with more code points than that are never touched. `heads`: where True, the lines that
    follow at once and are no sentences (link titles) go with it, `heads` of them at most.
    """

    id: str
    reason: str
    pattern: re.Pattern[str]
    where: str = "line"
    longest: int = 200
    heads: int = 0
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reason as it stands in the record."""
        return f"{self.id}: {self.reason}"


def find_debris(text: str) -> tuple[Unread, ...]:
    """The stretches of `text` to ignore, in order and disjoint, each with its rule's id and reason.

    Offsets are code points of `text`, end exclusive. Precise rather than greedy: a sentence is left alone.
    """
    rules = load_rules()
    on_lines = [r for r in rules if r.where == "line"]
    found = list(_find_lines(text, on_lines))
    for rule in rules:
        if rule.where == "inside":
            found += [
                Unread(m.start(), m.end(), rule.why)
                for m in rule.pattern.finditer(text)
                if m.end() > m.start()
            ]
    return tuple(_disjoint(found))


@lru_cache(maxsize=1)
def load_rules() -> tuple[DebrisRule, ...]:
    """The rules of debris.yml, in the file's order."""
    data = yaml.safe_load(resources.files(__package__).joinpath("debris.yml").read_text("utf-8"))
    words = {
        name: "|".join(re.escape(w) for w in sorted(ws, key=len, reverse=True))
        for name, ws in data["words"].items()
    }
    return tuple(_read_rule(rule, words) for rule in data["rules"])


def _read_rule(rule: dict[str, Any], words: dict[str, str]) -> DebrisRule:
    pattern = re.sub(r"<(\w+)>", lambda m: f"(?:{words[m[1]]})", rule["pattern"].strip())
    flags = 0 if rule.get("case") else re.IGNORECASE
    return DebrisRule(
        id=rule["id"],
        reason=rule["reason"],
        pattern=re.compile(pattern, flags | re.VERBOSE),
        where=rule.get("where", "line"),
        longest=rule.get("longest", 200),
        heads=rule.get("heads", 0),
        examples=tuple(rule["examples"]),
        counterexamples=tuple(rule["counterexamples"]),
    )


def _find_lines(text: str, rules: list[DebrisRule]) -> Iterator[Unread]:
    longest = max(rule.longest for rule in rules)
    following: DebrisRule | None = None
    left = 0
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        start = match.start() + match[0].index(line)
        rule = _match_line(line, rules) if len(line) <= longest else None
        if rule is not None:
            following, left = (rule, rule.heads) if rule.heads else (following, left)
        elif following is not None and left and _is_link_title(line):
            rule, left = following, left - 1
        else:
            following = None
        if rule is not None:
            yield Unread(start, start + len(line), rule.why)


def _match_line(line: str, rules: list[DebrisRule]) -> DebrisRule | None:
    return next((r for r in rules if len(line) <= r.longest and r.pattern.fullmatch(line)), None)


def _is_link_title(line: str) -> bool:
    return 10 < len(line) <= 110 and line[-1].isalnum()


def _disjoint(found: list[Unread]) -> Iterator[Unread]:
    at = 0
    for stretch in sorted(found, key=lambda u: (u.start, -u.end)):
        if stretch.end <= at:
            continue
        start = max(stretch.start, at)
        yield Unread(start, stretch.end, stretch.why)
        at = stretch.end
