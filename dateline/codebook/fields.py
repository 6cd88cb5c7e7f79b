"""Reading a mapping strictly: every key known, every value of its kind, every mistake kept with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from dateline.codebook.marks import Node
from dateline.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was found where, what was expected, and what to try."""

    where: str
    found: str
    expected: str
    hint: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """File and line, to sort by."""
        file, _, line = self.where.rpartition(":")
        return file, int(line)

    def __str__(self) -> str:
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.where}: found {self.found}, expected {self.expected}{tail}"


@dataclass(slots=True)
class Mistakes:
    """The mistakes of one reading, so that a check can tell them all at once."""

    found: list[Mistake] = field(default_factory=list)

    def add(self, node: Node, expected: str, *, found: str | None = None, hint: str = "") -> None:
        """Note a mistake at `node`."""
        self.found.append(Mistake(node.where, found or node.kind, expected, hint))

    def raise_any(self) -> None:
        """Raise one CodebookError that tells all mistakes, in the order of the lines; nothing where
        none."""
        if self.found:
            lines = [str(mistake) for mistake in sorted(self.found, key=lambda mistake: mistake.place)]
            raise CodebookError("\n".join(lines), hint="mend these lines, then: dateline codebook check FILE")


class Fields:
    """The entries of one mapping, taken one by one; `close` tells of those that nobody asked for."""

    def __init__(self, node: Node, mistakes: Mistakes, what: str) -> None:
        self.node, self.mistakes, self.what = node, mistakes, what
        self.asked: list[str] = []
        self.entries: dict[str, Node] = node.value if isinstance(node.value, dict) else {}
        if not isinstance(node.value, dict):
            mistakes.add(node, f"a mapping: {what}")

    def get(self, key: str, *, needed: bool = False) -> Node | None:
        """The value of `key`, or None; a mistake where it is needed and absent."""
        self.asked.append(key)
        found = self.entries.get(key)
        if found is None and needed:
            self.mistakes.add(self.node, f"'{key}:' in {self.what}", found=f"no '{key}'")
        return found

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """A text; numbers and yes/no are refused, since YAML reads an unquoted NO as 'no'."""
        node = self.get(key, needed=needed)
        if node is None:
            return default
        return read_text(node, self.mistakes, f"a text for '{key}'")

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts; a single text stands for a list of one."""
        node = self.get(key, needed=needed)
        return read_texts(node, self.mistakes, f"a list of texts for '{key}'") if node else ()

    def choice(self, key: str, options: Collection[str], default: str = "", *, needed: bool = False) -> str:
        """One of `options`."""
        node = self.get(key, needed=needed)
        if node is None:
            return default
        return read_choice(node, self.mistakes, options, f"'{key}'")

    def number(self, key: str) -> int | None:
        """A whole number, or None."""
        node = self.get(key)
        if node is None:
            return None
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            self.mistakes.add(node, f"a whole number for '{key}'")
            return None
        return node.value

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        node = self.get(key)
        if node is None:
            return default
        if not isinstance(node.value, bool):
            self.mistakes.add(node, f"true or false for '{key}'")
            return default
        return node.value

    def items(self, key: str) -> list[Node]:
        """The members of a list; none where the key is absent."""
        node = self.get(key)
        if node is None:
            return []
        if isinstance(node.value, list):
            return node.value
        self.mistakes.add(node, f"a list for '{key}'")
        return []

    def mapping(self, key: str) -> dict[str, Node]:
        """The entries of a mapping; none where the key is absent."""
        node = self.get(key)
        if node is None:
            return {}
        if isinstance(node.value, dict):
            return node.value
        self.mistakes.add(node, f"a mapping for '{key}'")
        return {}

    def close(self) -> None:
        """A mistake for every key that is not known here."""
        for key, node in self.entries.items():
            if key not in self.asked:
                expected = "one of " + ", ".join(self.asked)
                self.mistakes.add(
                    node, expected, found=f"unknown key '{key}' in {self.what}", hint=near(key, self.asked)
                )


def near(word: str, known: Iterable[str]) -> str:
    """'did you mean X?' where a known word is close, else ''."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else ""


def read_text(node: Node, mistakes: Mistakes, expected: str) -> str:
    """A text, or '' and a mistake."""
    if isinstance(node.value, str):
        return node.value.strip()
    hint = "put it in quotes" if isinstance(node.value, bool | int | float) else ""
    mistakes.add(node, expected, hint=hint)
    return ""


def read_texts(node: Node, mistakes: Mistakes, expected: str) -> tuple[str, ...]:
    """A list of texts, or what of it is one."""
    if isinstance(node.value, list):
        return tuple(text for child in node.value if (text := read_text(child, mistakes, expected)))
    text = read_text(node, mistakes, expected)
    return (text,) if text else ()


def read_choice(node: Node, mistakes: Mistakes, options: Collection[str], what: str) -> str:
    """One of `options`, or '' and a mistake with the nearest option."""
    if isinstance(node.value, str) and node.value in options:
        return node.value
    hint = near(str(node.value), options)
    mistakes.add(node, f"for {what} one of " + ", ".join(options), hint=hint)
    return ""
