"""YAML that remembers where each value stands, so that a mistake can be named by file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from dateline.errors import CodebookError

Scalar = str | int | float | bool | None

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """One YAML value with the file and line (from 1) it stands on."""

    value: Scalar | list[Node] | dict[str, Node]
    file: str
    line: int

    @property
    def where(self) -> str:
        """'file:line'."""
        return f"{self.file}:{self.line}"

    @property
    def kind(self) -> str:
        """What the value is, in a reader's words."""
        if isinstance(self.value, dict):
            return "a mapping"
        if isinstance(self.value, list):
            return "a list"
        return "nothing" if self.value is None else repr(self.value)

    def items(self) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping; none where the value is no mapping."""
        return iter(self.value.items() if isinstance(self.value, dict) else ())


def read_yaml(path: Path) -> Node:
    """The one document of a YAML file, every value with its line.

    Raises CodebookError where the file cannot be read, is not YAML, is empty, or says one key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(
            f"{path}: cannot be read: {error}", hint="check the path; a codebook is UTF-8 text"
        ) from error
    return parse_yaml(text, str(path))


def parse_yaml(text: str, file: str) -> Node:
    """The one document in `text`; `file` is only its name in errors. Raises as `read_yaml` does."""
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
        if root is None:
            raise CodebookError(
                f"{file}:1: found an empty file, expected a codebook", hint="dateline codebook new FILE"
            )
        return _convert(root, loader, file)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        hint = "check indentation and quotes; a text with ': ' or '#' in it needs quotes"
        raise CodebookError(f"{file}:{line}: not YAML: {error.problem}", hint=hint) from error
    finally:
        loader.dispose()


def _convert(node: yaml.Node, loader: yaml.SafeLoader, file: str) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(child, loader, file) for child in node.value], file, line)
    if isinstance(node, yaml.MappingNode):
        return Node(_convert_mapping(node, loader, file), file, line)
    if node.tag == "tag:yaml.org,2002:timestamp":
        return Node(node.value, file, line)
    value: Scalar = loader.construct_object(node)
    return Node(value, file, line)


def _convert_mapping(node: yaml.MappingNode, loader: yaml.SafeLoader, file: str) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    for key, child in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in entries:
            raise CodebookError(
                f"{file}:{line}: found {name!r} twice in one mapping (first in line {entries[name].line})",
                hint="join the two, or rename one",
            )
        value = _convert(child, loader, file)
        entries[name] = value if value.value is not None else Node(None, file, line)
    return entries
