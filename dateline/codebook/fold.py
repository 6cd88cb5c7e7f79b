"""Names made comparable: case, accents, hyphens, articles and possessives laid aside."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`ʼʻ]")
_POSSESSIVE = re.compile(r"['’]s?$")
_NO_WORD = re.compile(r"[^\w]+|_")
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her|our|this|these|those)\s+", re.IGNORECASE)


def fold_name(name: str) -> str:
    """`name` in lower case and plain letters, without a leading article or a trailing possessive."""
    text = _POSSESSIVE.sub("", name.strip())
    text = unicodedata.normalize("NFKD", text.replace("ı", "i")).lower()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = _NO_WORD.sub(" ", _APOSTROPHES.sub("", text)).strip()
    return _ARTICLE.sub("", text)


def fold_words(name: str) -> list[str]:
    """The words of a folded name, each without its possessive ('Syria's army' gives syria, army)."""
    return fold_name(re.sub(r"['’]s?(?=\s|$)", "", name)).split()


def drop_article(name: str) -> str:
    """`name` as written, without a leading article or owner."""
    return _ARTICLE.sub("", name.strip())
