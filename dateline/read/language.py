"""Which language a text is in."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

MIN_BYTES = 60
MIN_CHANCE = 0.6
LOOKED_AT = 2_000

_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{2,12})?\s*")


def detect_language(text: str) -> str | None:
    """The language of `text` (its first 2,000 characters), as an ISO 639 code.

    None where the text is too short (under 60 bytes of UTF-8) or the most likely language has a chance
    under 0.6. Source: langid's naive Bayes model (Lui & Baldwin 2012), by way of py3langid.
    """
    head = text[:LOOKED_AT]
    if len(head.encode("utf-8", "replace")) < MIN_BYTES:
        return None
    code, chance = rate_language(head)
    return code if chance >= MIN_CHANCE and code not in ("und", "zxx") else None


def rate_language(text: str) -> tuple[str, float]:
    """The most likely language and its chance, 0..1, however unlikely that is."""
    code, chance = _identifier().classify(text)
    return str(code), float(chance)


def language_code(said: str | None) -> str | None:
    """The primary code of a language tag as a page or line gives it ('en-GB' -> 'en'); None if it is none."""
    match = _CODE.fullmatch(said or "")
    return match[1].lower() if match else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
