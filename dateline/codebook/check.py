"""Running a codebook's examples and counterexamples: the test that every type carries in itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.codebook.codebook import Codebook
from dateline.codebook.entries import EventType, Example
from dateline.codebook.fields import Mistake
from dateline.codebook.patterns import plain_tokens

ENOUGH_EXAMPLES = 3
ENOUGH_COUNTEREXAMPLES = 2


def check_examples(codebook: Codebook, kinds: Iterable[EventType]) -> list[Mistake]:
    """What the examples of `kinds` prove wrong: a word not found, or found where the type is not meant."""
    return [mistake for kind in kinds for mistake in (*_unfound(codebook, kind), *_overfound(codebook, kind))]


def check_enough(kinds: Iterable[EventType]) -> list[Mistake]:
    """The types with fewer than three examples or two counterexamples."""
    wanted = f"{ENOUGH_EXAMPLES} examples and {ENOUGH_COUNTEREXAMPLES} counterexamples at least"
    return [
        Mistake(
            kind.where, f"{len(kind.examples)} and {len(kind.counterexamples)} in type '{kind.id}'", wanted
        )
        for kind in kinds
        if len(kind.examples) < ENOUGH_EXAMPLES or len(kind.counterexamples) < ENOUGH_COUNTEREXAMPLES
    ]


def finds(codebook: Codebook, kind: EventType, example: Example) -> bool:
    """Whether a word of the type is found where the example says."""
    start = example.text.index(example.finds)
    end = start + len(example.finds)
    tokens = plain_tokens(example.text)
    return any(
        match.type == kind.id and any(tokens[i].start < end and start < tokens[i].end for i in match.tokens)
        for match in codebook.find_words(tokens)
    )


def rules_in(codebook: Codebook, kind: EventType, text: str) -> list[str]:
    """The rules of the type that find something in `text`."""
    return [match.rule for match in codebook.find_words(plain_tokens(text)) if match.type == kind.id]


def _unfound(codebook: Codebook, kind: EventType) -> Iterator[Mistake]:
    for example in kind.examples:
        if not finds(codebook, kind, example):
            found = rules_in(codebook, kind, example.text)
            said = f"only {', '.join(found)}" if found else f"no word of '{kind.id}'"
            expected = f"one at '{example.finds}' in the example \"{example.text}\""
            yield Mistake(example.where, said, expected, "add the word, or mend the example")


def _overfound(codebook: Codebook, kind: EventType) -> Iterator[Mistake]:
    for example in kind.counterexamples:
        found = rules_in(codebook, kind, example.text)
        if found:
            expected = f'nothing in the counterexample "{example.text}" ({example.because})'
            yield Mistake(
                example.where, ", ".join(found), expected, "narrow the word with 'near:' or 'not_near:'"
            )
