"""Words from a report made safe for a terminal: nothing in them can move the cursor, recolour or reorder."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiner: control no terminal, and Persian or Hindi cannot be spelt without them."""


def printable(words: str) -> str:
    """`words` on one line, with every control, format and unassigned character written as its escape."""
    return "".join(_shown(c) for c in words)


def _shown(character: str) -> str:
    if character in "\n\r\t\u2028\u2029\x0b\x0c\x85":
        return " "
    if character in JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return character
    return character.encode("unicode_escape").decode()
