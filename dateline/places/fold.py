"""Place names brought to one written form, so that spellings that differ in marks alone are equal.

Latin names become plain lower-case ASCII words; other scripts keep their letters, without vowel signs and
with letter variants levelled. Pure functions, no gazetteer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

_DROPPED = "'’‘`´ʼʻʾʿʽˈˊ′ˋʹ\"“”«»\u200c\u200d\u200e\u200f\u0640"
_LEVELLED = dict(zip("أإآٱىةؤئکیے", "اااايهويكيي", strict=True))
_BREAKS = re.compile(r"(?:[^\w\n]|_)+")
_SUN = ("sh", "th", "dh", "s", "t", "d", "r", "z", "n", "l")
_PLAIN_ARTICLES = frozenset(("al", "el", "ul", "il", "the"))
ARTICLES = _PLAIN_ARTICLES | frozenset(
    (
        "as",
        "ash",
        "at",
        "ath",
        "ad",
        "adh",
        "ar",
        "az",
        "an",
        "es",
        "esh",
        "et",
        "eth",
        "ed",
        "er",
        "ez",
        "en",
    )
)
_SCRIPTS = (
    (0x0041, 0x024F, "Latin"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x077F, "Arabic"),
    (0xFB50, 0xFEFF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1200, 0x139F, "Ethiopic"),
)


def _letter_table() -> dict[int, str | None]:
    """What becomes of each letter once compatibility forms and case are gone: None drops it."""
    table: dict[int, str | None] = {c: None for c in range(0x80, 0x10000) if unicodedata.combining(chr(c))}
    for low, high in ((0x80, 0x2AF), (0x1E00, 0x1EFF)):
        for code in range(low, high + 1):
            if chr(code).isalpha() and not unicodedata.combining(chr(code)):
                table[code] = anyascii(chr(code)).lower()
    table.update({ord(c): None for c in _DROPPED})
    table.update({ord(c): plain for c, plain in _LEVELLED.items()})
    return table


_LETTERS = _letter_table()


@lru_cache(maxsize=4096)
def script_of(text: str) -> str:
    """The script of the first letter of `text` ('Latin', 'Arabic', 'Cyrillic' …), 'Other' where unlisted."""
    if text.isascii():
        return "Latin"
    for char in text:
        if char.isalpha():
            return _script(ord(char))
    return "Other"


def _script(code: int) -> str:
    for low, high, name in _SCRIPTS:
        if low <= code <= high:
            return name
    return "Other"


def fold_name(text: str) -> str:
    """`text` as lower-case words joined by single spaces; marks, apostrophes and punctuation are gone.

    >>> fold_name("Al Laţāminah"), fold_name("Ma`arr  Hitat")
    ('al lataminah', 'maarr hitat')
    """
    if text.isascii() and text.isalpha():
        return text.lower()
    return fold_names([text])[0]


def fold_names(texts: Sequence[str]) -> list[str]:
    """`fold_name` of each text, in one pass over all of them."""
    if not texts:
        return []
    joined = "\n".join([t.replace("\n", " ") for t in texts])
    plain = unicodedata.normalize("NFKD", joined).casefold().translate(_LETTERS)
    return [line.strip() for line in _BREAKS.sub(" ", plain).split("\n")]


def is_article(word: str, following: str) -> bool:
    """Whether a folded `word` is an article before `following`: 'al', 'el', 'the', or 'as' in 'as Sayyad'."""
    if word in _PLAIN_ARTICLES:
        return True
    return word in ARTICLES and any(following.startswith(s) and word.endswith(s) for s in _SUN)


def bare_name(folded: str) -> str:
    """A folded name without its articles; the name itself where nothing else is left.

    >>> bare_name("al lataminah"), bare_name("tall as sayyad"), bare_name("an nabk")
    ('lataminah', 'tall sayyad', 'nabk')
    """
    words = folded.split(" ")
    if len(words) == 1:
        if folded.startswith("ال") and len(folded) > 4:
            return folded[2:]
        return folded
    if ARTICLES.isdisjoint(words) and folded.isascii():
        return folded
    kept = [
        w for w, after in zip(words, [*words[1:], ""], strict=True) if not (after and is_article(w, after))
    ]
    kept = [w[2:] if w.startswith("ال") and len(w) > 4 else w for w in kept]
    return " ".join(kept) or folded
