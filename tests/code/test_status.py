"""Signs of what did not happen, is planned, threatened or feared, and the status they lead to."""

from __future__ import annotations

import pytest

from dateline.code import Kit, code_report
from dateline.code.status import is_negated
from dateline.model import Report
from tests.code.chain_case import voices_of


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("The rebels did not enter the town.", "enter", True),
        ("The rebels entered the town.", "entered", False),
        ("No group claimed the attack.", "claimed", True),
        ("No deal was reached in Vienna.", "reached", True),
        ("The army took the hill without a fight.", "fight", True),
        ("Nobody was arrested.", "arrested", True),
    ],
)
def test_a_not_or_no_at_a_word_or_its_subject_negates_it(text: str, word: str, denied: bool) -> None:
    tree = voices_of(text).tree
    assert is_negated(tree, tree.lowers.index(word)) is denied


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("Rebels shelled the port of Mocha on Sunday, killing four people.", "shelling", "happened"),
        ("Government troops have not entered the town of Saraqib.", "territory_gained", "denied"),
        ("The convoy was not attacked, the United Nations said.", "civilian_attack", "denied"),
        ("Turkey and Russia will hold talks on the ceasefire in Sochi next week.", "talks", "planned"),
    ],
)
def test_the_status_of_a_plain_sentence(kit: Kit, text: str, type: str, status: str) -> None:
    events = code_report(Report.of(text), kit).events
    assert (type, status) in [(e.type, e.status) for e in events]


def test_the_reason_of_a_status_names_what_spoke_for_it(kit: Kit) -> None:
    events = code_report(Report.of("Troops have not entered the town of Saraqib."), kit).events
    assert events and all("chance" in e.status_why for e in events)
