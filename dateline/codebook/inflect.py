"""The forms an English word takes: enough to find it in a text, not to write it.

Made too many rather than too few: a form that no text holds does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Irregular = Mapping[str, tuple[str, ...]]
"""A base form to the forms that no rule makes: {'fight': ('fought',)}."""

_DOUBLES = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")


def inflect(word: str, irregular: Irregular, *, is_noun: bool = False) -> frozenset[str]:
    """Every form of `word` (lower case): plural, third person, past, participle, and its irregular ones.

    Of a noun only the plural and the irregular ones: the accord is not told of by 'according'.
    """
    forms = {word, *irregular.get(word, ())}
    if len(word) < 3 or not word.isalpha():
        return frozenset(forms)
    if is_noun:
        return frozenset(forms | {_add_s(word)})
    forms |= {_add_s(word), _add(word, "ed"), _add(word, "ing")}
    if _DOUBLES.search(word):
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(forms)


def _add_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if _is_consonant_y(word):
        return word[:-1] + "ies"
    return word + "s"


def _add(word: str, ending: str) -> str:
    if ending == "ed" and word.endswith("e"):
        return word + "d"
    if ending == "ed" and _is_consonant_y(word):
        return word[:-1] + "ied"
    if ending == "ing" and word.endswith("ie"):
        return word[:-2] + "ying"
    if ending == "ing" and word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + ending


def _is_consonant_y(word: str) -> bool:
    return len(word) > 1 and word.endswith("y") and word[-2] not in "aeiou"
