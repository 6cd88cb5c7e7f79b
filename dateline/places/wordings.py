"""What a place phrase may be called in a gazetteer as it stands, and the name that a site is called after."""

from __future__ import annotations

import re

from dateline.places.words import KINDS, WORDS

_MODIFIERS = frozenset(WORDS["site_modifiers"])


def wordings(text: str) -> tuple[str, ...]:
    """The phrase as one name, tried before it is taken apart: whole, then without its kind words."""
    whole = re.sub(r"^(?:the|in|at|of|on|near)\s+", "", " ".join(text.split()), flags=re.I).strip(" ,.;:'\"")
    words = whole.split(" ")
    tried = [whole]
    while len(words) > 1 and words[-1].lower() in KINDS:
        words = words[:-1]
        tried.append(" ".join(words))
    # 'a checkpoint' without its kind word is no place called 'a', and 'airport' alone none called Airport
    return tuple(t for t in tried if (len(t) > 1 or t.isupper()) and t not in KINDS)


def core_of_site(text: str) -> str | None:
    """The name a site is named after: 'Abu al-Duhur military airport' -> 'Abu al-Duhur'; None for no site."""
    words = text.split()
    changed = False
    while len(words) > 1 and _names_site(words[-1], words[-2]):
        words, changed = words[:-1], True
    while len(words) > 1 and _names_site(words[0], words[1]):
        words, changed = words[1:], True
    core = " ".join(words)
    return core if changed and len(core) > 2 and core.lower() not in KINDS else None


def _names_site(word: str, beside: str) -> bool:
    low = word.lower().strip(".,")
    return (
        KINDS.get(low) == "site"
        or low in _MODIFIERS
        or (low.isdigit() and KINDS.get(beside.lower()) == "site")
    )
