"""How a place name sounds, so that spellings by ear meet: a skeleton to look up by, a form to compare with.

A *form* is the name in a small set of sounds, words run together and articles gone ('Khan Sheikhoun' and
'Khān Shaykhūn' both 'xansaixun'). A *skeleton* is its consonants, weak ones (h, w, y) and doubling dropped.
Two names are compared on both: a vowel that differs weighs about a third of a consonant.

After the habits of Arabic and Cyrillic romanisation (BGN/PCGN tables and what newspapers make of them); the
tables stand in `data/sounds.yml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

import yaml
from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from dateline.places.fold import bare_name, fold_name, script_of

_TABLES = yaml.safe_load(resources.files("dateline.places").joinpath("data/sounds.yml").read_text("utf-8"))
_SCRIPT_LETTERS = {name: str.maketrans(letters) for name, letters in _TABLES["scripts"].items()}
_DIGRAPHS: dict[str, str] = _TABLES["digraphs"]
_DIGRAPH = re.compile("|".join(sorted(_DIGRAPHS, key=lambda d: (-len(d), d))))
_SINGLE = str.maketrans(_TABLES["letters"])
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLED = re.compile(r"(.)\1+")
_WEAK = re.compile(r"[aiuh]+")
_CLASSES = str.maketrans(_TABLES["classes"])
_VARIANTS: list[tuple[str, str]] = [(v[0], v[1]) for v in _TABLES["variants"]]
_GENERIC: frozenset[str] = frozenset(_TABLES["generic"])
SOUNDED = frozenset(("Latin", "Arabic", "Cyrillic", "Greek", "Hebrew", "Georgian", "Armenian", "Devanagari"))


@lru_cache(maxsize=16384)
def sound_form(name: str) -> str:
    """The sounds of `name`, or '' for a script that is not romanised letter by letter (Chinese, Thai …).

    >>> sound_form("Khan Sheikhoun") == sound_form("Khān Shaykhūn")
    True
    """
    return bare_sounds(bare_name(fold_name(name)), script_of(name))


def bare_sounds(bare: str, script: str) -> str:
    """The sounds of a folded name without articles, written in `script`."""
    return sound_keys(bare, script)[0]


def sound_keys(bare: str, script: str) -> tuple[str, str]:
    """(form, skeleton) of a folded name without articles; ('', '') for a script that is not romanised."""
    if script not in SOUNDED:
        return "", ""
    form = key = ""
    for word in bare.split(" "):
        sounds, strong = _word_keys(word, script)
        form += sounds[1:] if form and sounds and form[-1] == sounds[0] else sounds
        key += strong[1:] if key and strong and key[-1] == strong[0] else strong
    return form, key


@lru_cache(maxsize=65536)
def _word_keys(word: str, script: str) -> tuple[str, str]:
    text = word.translate(_SCRIPT_LETTERS[script]) if script in _SCRIPT_LETTERS else word
    if not text.isascii():
        text = anyascii(text).lower()
    if not text.isalpha():
        text = "".join(c for c in text if c.isalpha())
    sounds = _word_sounds(text)
    return sounds, skeleton(sounds)


def _word_sounds(word: str) -> str:
    word = _DIGRAPH.sub(lambda m: _DIGRAPHS[m.group()], _SOFT_C.sub("s", word)).translate(_SINGLE)
    word = _DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > 2 and word.endswith("h") else word


@lru_cache(maxsize=32768)
def consonants(form: str) -> str:
    """The strong consonants of a sound form, in order."""
    return _WEAK.sub("", form)


def skeleton(form: str) -> str:
    """The key that a sound form is looked up by: consonant classes, none twice running.

    >>> skeleton(sound_form("Latamneh")) == skeleton(sound_form("Al Lataminah"))
    True
    """
    return _DOUBLED.sub(r"\1", consonants(form).translate(_CLASSES))


def skeletons(name: str) -> tuple[str, ...]:
    """Every key a name as written in a report may be found under, the likeliest first."""
    form = sound_form(name)
    if not form:
        return ()
    forms = [form, *(form.replace(a, b) for a, b in _VARIANTS if a in form)]
    glued = re.match(r"[ai]l(?=[^aiul])", form)
    if glued and len(form) > 5:
        forms.append(form[2:])
    return tuple(dict.fromkeys(s for f in forms if (s := skeleton(f))))


def near_skeletons(key: str) -> tuple[str, ...]:
    """The keys that differ from `key` by one consonant more, less or other; for a name misheard."""
    cuts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    less = [a + b[1:] for a, b in cuts if b]
    other = [a + c + b[1:] for a, b in cuts if b for c in _STRONG]
    more = [a + c + b for a, b in cuts for c in _STRONG]
    keys = (_DOUBLED.sub(r"\1", k) for k in (*less, *other, *more))
    return tuple(k for k in dict.fromkeys(keys) if k != key and len(k) > 1)


_STRONG = "bdfgklmnrstx"


def without_generic(folded: str) -> str | None:
    """A folded name without a leading or closing kind word, None where it has none.

    >>> without_generic("tall as sayyad")
    'sayyad'
    """
    return core_name(bare_name(folded)) if " " in folded else None


def core_name(bare: str) -> str | None:
    """`without_generic` of a name whose articles are gone already."""
    first, _, rest = bare.partition(" ")
    if first in _GENERIC:
        core = rest
    else:
        core, _, last = bare.rpartition(" ")
        if last not in _GENERIC:
            return None
    return core if len(core) > 3 else None


def likeness(a: str, b: str) -> float:
    """How alike two sound forms are, 0..1: a consonant weighs about three times a vowel."""
    if a == b:
        return 1.0
    ca, cb = consonants(a), consonants(b)
    away = 0.35 * Levenshtein.distance(a, b) + 0.65 * Levenshtein.distance(ca, cb)
    whole = 0.35 * max(len(a), len(b)) + 0.65 * max(len(ca), len(cb))
    return max(0.0, 1.0 - away / whole) if whole else 0.0
