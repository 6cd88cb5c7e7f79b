"""What is held back from the public is the name of a person, not that of the town."""

from __future__ import annotations

import pytest

from dateline.codebook import Codebook, load_codebook
from dateline.model import Actor, CodedReport, Event, PlaceRef, ReportHead, SourceLink, Span
from dateline.publish import Record
from dateline.publish.public import MASK, load_rules, make_public


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook()


def public_text(
    text: str, target: str, book: Codebook, *, id: str | None = "geonames:1", by: str = ""
) -> str:
    """`text` as the public sees it, where it tells of harm to `target` in Qamishli."""
    at = text.rindex("Qamishli")
    place = PlaceRef(
        Span.of(text, at, at + 8), "Al-Qāmishlī", "settlement", id, 37.05, 41.22, 1.0, ("Hasakah",)
    )
    victim = Actor(Span.of(text, text.index(target), text.index(target) + len(target)), target)
    links = (
        (SourceLink(Span.of(text, text.index(by), text.index(by) + len(by)), by, "witness"),) if by else ()
    )
    said: tuple[tuple[SourceLink, ...], ...] = (links,) if by else ()
    told = (Span.of(text, 0, 3),)
    event = Event(
        "e1", "arrest", "custody", "happened", 0.9, told, targets=(victim,), places=(place,), chains=said
    )
    head = ReportHead("r1", None, None, None, None, None, "0" * 64)
    found, _ = make_public(Record(CodedReport(head, (event,), (), "", ""), text), load_rules(), book)
    return found.text or ""


@pytest.mark.parametrize("target", ["residents of Qamishli", "Qamishli residents", "two men from Hasakah"])
def test_the_town_that_people_are_of_stays(target: str, book: Codebook) -> None:
    text = f"They detained {target} on Monday in Qamishli."
    assert public_text(text, target, book) == text


def test_the_name_of_a_person_from_the_town_is_masked_and_the_town_stays(book: Codebook) -> None:
    text = "They detained Amal Haddou of Qamishli, in Qamishli. Amal is ill."
    shown = public_text(text, "Amal Haddou of Qamishli", book)
    assert shown == f"They detained {MASK * 4} {MASK * 6} of Qamishli, in Qamishli. {MASK * 4} is ill."


def test_a_person_named_like_the_town_is_masked(book: Codebook) -> None:
    shown = public_text("They detained Ali Qamishli in Qamishli.", "Ali Qamishli", book)
    assert "Ali" not in shown and "Qamishli" not in shown


def test_a_place_that_no_gazetteer_knows_may_be_a_name(book: Codebook) -> None:
    text = "They detained residents of Qamishli in Qamishli."
    assert "Qamishli" not in public_text(text, "residents of Qamishli", book, id=None)


def test_the_town_of_a_witness_stays(book: Codebook) -> None:
    text = "They detained two men, a resident of Qamishli said, in Qamishli."
    assert public_text(text, "two men", book, by="resident of Qamishli") == text


def test_a_name_that_only_an_event_left_aside_holds_is_masked_too(book: Codebook) -> None:
    text = "Shells fell on Monday. They detained Amal Haddou."
    head = ReportHead("r1", None, None, None, None, None, "0" * 64)
    shelling = Event("e1", "shelling", "remote", "happened", 0.9, (Span.of(text, 0, 6),))
    at = text.index("Amal")
    victim = Actor(Span.of(text, at, at + 11), "Amal Haddou")
    told = (Span.of(text, 28, 36),)
    arrest = Event("e2", "arrest", "custody", "happened", 0.9, told, targets=(victim,))
    record = Record(CodedReport(head, (shelling,), (), "", ""), text, (arrest,))
    shown, _ = make_public(record, load_rules(), book)
    assert "Haddou" not in (shown.text or "")
    assert [e.id for e in shown.coded.events] == ["e1"] and not shown.aside
