"""Place names brought to one written form, so that spellings that differ in marks alone are equal.

Latin names become plain lower-case ASCII words; other scripts keep their letters, without vowel signs and
with letter variants levelled. Pure functions, no gazetteer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʻʾʿʽˈˊ′ˋʹ\"“”«»\u200c\u200d\u200e\u200f\u0640")
_ARABIC = str.maketrans("أإآٱىةؤئکیے", "اااايهويكيي")
_BREAKS = re.compile(r"[\W_]+")
_SUN = ("sh", "th", "dh", "s", "t", "d", "r", "z", "n", "l")
ARTICLES = frozenset("al el ul il the as ash at ath ad adh ar az an es esh et eth ed er ez en as".split())
_PLAIN_ARTICLES = frozenset(("al", "el", "ul", "il", "the"))
_SCRIPTS = (
    ("Latin", 0x0041, 0x024F),
    ("Latin", 0x1E00, 0x1EFF),
    ("Greek", 0x0370, 0x03FF),
    ("Cyrillic", 0x0400, 0x052F),
    ("Armenian", 0x0530, 0x058F),
    ("Hebrew", 0x0590, 0x05FF),
    ("Arabic", 0x0600, 0x077F),
    ("Arabic", 0xFB50, 0xFEFF),
    ("Devanagari", 0x0900, 0x097F),
    ("Bengali", 0x0980, 0x09FF),
    ("Georgian", 0x10A0, 0x10FF),
    ("Ethiopic", 0x1200, 0x139F),
)


def script_of(text: str) -> str:
    """The script of the first letter of `text` ('Latin', 'Arabic', 'Cyrillic' …), 'Other' where unlisted."""
    if text.isascii():
        return "Latin"
    for char in text:
        if not char.isalpha():
            continue
        code = ord(char)
        return next((name for name, low, high in _SCRIPTS if low <= code <= high), "Other")
    return "Other"


def fold_name(text: str) -> str:
    """`text` as lower-case words joined by single spaces; marks, apostrophes and punctuation are gone.

    >>> fold_name("Al Laţāminah"), fold_name("Ma`arr  Hitat")
    ('al lataminah', 'maarr hitat')
    """
    if text.isascii():
        plain = text.lower()
        if plain.isalpha():
            return plain
        return _BREAKS.sub(" ", plain.translate(APOSTROPHES)).strip()
    return _fold_marked(text)


@lru_cache(maxsize=4096)
def _fold_marked(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(APOSTROPHES)
    if not text.isascii():
        if script_of(text) == "Latin":
            text = anyascii(text).lower().translate(APOSTROPHES)
        else:
            text = text.translate(_ARABIC)
    return _BREAKS.sub(" ", text).strip()


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
