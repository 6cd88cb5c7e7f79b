"""The rules and words of time as data: read from english/*.yml, checked, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.dates.expression import Value

_GROUP = re.compile(r"\(\?P<(\w+)>")
_SLOT = re.compile(r"\{([a-z_]\w*)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """What words make a time expression. `pattern` gives its parts as named groups (`x`, `x__2` … alike)."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    fixed: tuple[tuple[str, Value], ...]
    not_after: re.Pattern[str] | None
    marks: tuple[tuple[str, re.Pattern[str]], ...]
    bare: bool


@dataclass(frozen=True, slots=True)
class Operator:
    """Words before an expression that make a stretch of it."""

    id: str
    before: re.Pattern[str]
    not_followed_by: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Range:
    """Words between (and perhaps before) two expressions that make one stretch of them."""

    id: str
    before: re.Pattern[str] | None
    join: re.Pattern[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the finder needs. `values` says what a word means, by part; `loose` are inexact counts."""

    rules: tuple[Rule, ...]
    operators: tuple[Operator, ...]
    ranges: tuple[Range, ...]
    values: Mapping[str, Mapping[str, Value]]
    loose: frozenset[str]
    offsets: Mapping[str, tuple[int, int]]


def read_data(name: str) -> Any:
    """The parsed YAML of english/`name`."""
    return yaml.load((files(__package__) / "english" / name).read_text("utf-8"), Loader=_loader())


@cache
def english() -> Lexicon:
    """The English lexicon, compiled."""
    words, rules, operators = read_data("lexicon.yml"), read_data("rules.yml"), read_data("operators.yml")
    values = {part: {str(k): v for k, v in table.items()} for part, table in words["values"].items()}
    offsets = {word: (days[0], days[1]) for word, days in values.pop("deictic").items()}
    fragments = {part: _alternation(part, table) for part, table in [*values.items(), ("deictic", offsets)]}
    fragments.update(words["fragments"])
    return Lexicon(
        rules=tuple(_rule(entry, fragments) for entry in rules),
        operators=tuple(_operator(entry, fragments) for entry in operators["operators"]),
        ranges=tuple(_range(entry, fragments) for entry in operators["ranges"]),
        values=values,
        loose=frozenset(words["loose"]),
        offsets=offsets,
    )


def compile_pattern(pattern: str, fragments: Mapping[str, str]) -> re.Pattern[str]:
    """`pattern` with its fragments filled in; a space matches white space, a repeated group gets a number.

    Raises KeyError for an unknown fragment and re.error for a broken pattern.
    """
    while _SLOT.search(pattern):
        pattern = _SLOT.sub(lambda m: fragments[m[1]], pattern)
    seen: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return match[0] if seen[name] == 1 else f"(?P<{name}__{seen[name]}>"

    spaced = pattern.replace("[ ", r"[\s").replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(_GROUP.sub(numbered, spaced), re.IGNORECASE)


def _rule(entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Rule:
    marks = entry.get("marks", {})
    return Rule(
        id=entry["id"],
        kind=entry["kind"],
        pattern=compile_pattern(rf"(?<!\w)(?:{entry['pattern']})(?!\w)", fragments),
        fixed=tuple(entry.get("set", {}).items()),
        not_after=_optional(entry.get("not_after"), fragments),
        marks=tuple((part, re.compile(pattern, re.IGNORECASE)) for part, pattern in marks.items()),
        bare=bool(entry.get("bare", False)),
    )


def _operator(entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Operator:
    before = compile_pattern(rf"(?<!\w)(?:{entry['before']})$", fragments)
    return Operator(entry["id"], before, _optional(entry.get("not_followed_by"), fragments, end=False))


def _range(entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Range:
    before = entry.get("before")
    return Range(
        id=entry["id"],
        before=compile_pattern(rf"(?<!\w)(?:{before})$", fragments) if before else None,
        join=compile_pattern(rf"(?:{entry['join']})", fragments),
        kinds=frozenset(entry.get("kinds", ())),
    )


def _optional(
    pattern: str | None, fragments: Mapping[str, str], *, end: bool = True
) -> re.Pattern[str] | None:
    return compile_pattern(f"(?:{pattern}){'$' if end else ''}", fragments) if pattern else None


def _alternation(part: str, table: Mapping[str, object]) -> str:
    words = sorted(table, key=lambda word: (-len(word), word))
    return rf"(?P<{part}>{'|'.join(re.escape(w).replace(chr(92) + ' ', ' ') for w in words)})"


def _loader() -> type[yaml.SafeLoader]:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
