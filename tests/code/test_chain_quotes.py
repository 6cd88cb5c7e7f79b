"""Quotations: where they open and close, and who speaks them."""

from __future__ import annotations

import pytest

from tests.code.chain_case import chains, voices_of


def quotes(text: str) -> list[str]:
    voices = voices_of(text)
    return [voices.tree.span(q.first, q.last).text for q in voices.quotes]


@pytest.mark.parametrize(
    "text",
    [
        '"The town was shelled all night," the mayor said.',
        "“The town was shelled all night,” said the mayor.",
        'The mayor said: "The town was shelled all night."',
        'The mayor spoke on Monday. "The town was shelled all night," he said.',
        'The mayor said help was late. "The town was shelled all night."',
        'The mayor told reporters, "The town was shelled all night."',
    ],
)
def test_speaker_is_found_on_either_side(text: str) -> None:
    assert [c[-1] for c in chains(text, "shelled")] == ["mayor"]


def test_quotation_goes_on_in_the_next_paragraph() -> None:
    text = (
        "“We had no warning at all that night,” the mayor said.\n"
        "“The town was shelled until dawn and nobody came to help us.”"
    )
    assert [c[-1] for c in chains(text, "shelled")] == ["mayor"]


def test_next_speaker_takes_over() -> None:
    text = '"The town was shelled all night," the mayor said. "The bridge was bombed too," said a farmer.'
    assert [c[-1] for c in chains(text, "shelled")] == ["mayor"]
    assert [c[-1] for c in chains(text, "bombed")] == ["farmer"]


def test_statement_without_marks_runs_to_the_end() -> None:
    text = (
        "Minister for Trade Ana Ruiz said:\n\nWe are shocked that the port was shelled.\n\n"
        "Our thoughts are with those whose homes were bombed."
    )
    assert [c[-1] for c in chains(text, "shelled")] == ["Ana Ruiz"]
    assert [c[-1] for c in chains(text, "bombed")] == ["Ana Ruiz"]


def test_short_words_in_marks_have_no_speaker() -> None:
    assert chains('Troops shelled a "rebel den" near the port.', "shelled") == []


def test_open_quotation_ends_with_its_paragraph() -> None:
    text = '"We heard them all night.\nTroops left the town on Monday.'
    assert quotes(text) == ['"We heard them all night.']


def test_loose_marks_pair_up_within_a_paragraph() -> None:
    text = '" We heard them all night, "said the mayor. " They came back. "'
    assert len(quotes(text)) == 2
