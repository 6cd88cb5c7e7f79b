"""Actors, countries and sources by name."""

from __future__ import annotations

import pytest

from dateline.codebook import load_codebook

BOOK = load_codebook()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("the Syrian army", "forces:SY"),
        ("Syrian government forces", "forces:SY"),
        ("Colombian troops", "forces:CO"),
        ("the army of Chad", "forces:TD"),
        ("Turkey's government", "state:TR"),
        ("Kenyan police", "police:KE"),
        ("Moscow", "state:RU"),
        ("Hamas militants", "hamas"),
        ("members of Boko Haram", "boko_haram"),
        ("ISIL", "islamic_state"),
        ("the FARC guerrillas", "farc"),
        ("Tamil Tigers", "ltte"),
        ("gunmen", "generic:gunmen"),
        ("The villagers", "generic:civilians"),
    ],
)
def test_an_actor_is_found_by_its_words(text: str, actor: str) -> None:
    found = BOOK.find_actor(text)
    assert found and found.id == actor


@pytest.mark.parametrize(
    "text", ["", "the", "yesterday", "Ana Beridze", "the armies of Rwanda and Burundi", "its"]
)
def test_words_that_name_nobody_known_give_no_actor(text: str) -> None:
    assert BOOK.find_actor(text) is None


def test_a_generic_actor_keeps_the_words_of_the_report() -> None:
    found = BOOK.find_actor("The villagers")
    assert found and (found.name, found.kind) == ("villagers", "civilians")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Nigerian fishermen", "NG"),
        ("South Sudanese soldiers", "SS"),
        ("the President of Niger", "NE"),
        ("citizens from Jordan and Iraq", None),
        ("the mayor", None),
    ],
)
def test_a_country_is_named_only_where_there_is_a_single_one(text: str, country: str | None) -> None:
    assert BOOK.country_of(text) == country


@pytest.mark.parametrize(
    ("text", "inter"),
    [("Sudanese soldiers", 1), ("the rebels", 2), ("a militia from the hills", 3), ("armed herders", 4),
     ("a mob", 5), ("demonstrators", 6), ("three nurses", 7), ("UN peacekeepers", 8)],
)  # fmt: skip
def test_the_kind_of_an_actor_gives_its_inter_code(text: str, inter: int) -> None:
    kind = BOOK.actor_kind(text)
    assert kind and BOOK.actor_kinds[kind].inter == inter


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Reuters", "agency"),
        ("Human Rights Watch", "monitor"),
        ("a resident of the town", "witness"),
        ("a rebel spokesman", "armed_group"),
        ("a police spokesman", "police"),
        ("the interior ministry", "official"),
        ("state television", "outlet"),
        ("a doctor at the hospital", "medical"),
        ("reports", "unnamed"),
        ("Ana Beridze", "person"),
        ("Hezbollah", "armed_group"),
        ("something else", "unnamed"),
    ],
)
def test_the_kind_of_a_source_is_told_by_its_name(name: str, kind: str) -> None:
    assert BOOK.source_kind(name) == kind


@pytest.mark.parametrize(
    ("lemma", "use", "type_id"), [("say", "chain", None), ("accuse", "speech", "accuse")]
)
def test_a_reporting_verb_makes_a_chain_or_an_event(lemma: str, use: str, type_id: str | None) -> None:
    verb = BOOK.reporting_verbs[lemma]
    assert (verb.use, verb.type) == (use, type_id)


def test_the_longest_words_for_a_weapon_win() -> None:
    from dateline.codebook import plain_tokens

    found = BOOK.find_weapons(plain_tokens("A car bomb and two mortar rounds."))
    assert [f.entry.id for f in found] == ["car_bomb", "mortar"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("they did not fire", "denied"),
        ("they plan to fire", "planned"),
        ("they threatened to fire", "threatened"),
        ("it is feared that they fired", "feared"),
    ],
)
def test_a_cue_tells_the_status(text: str, status: str) -> None:
    from dateline.codebook import plain_tokens

    assert status in {f.entry.status for f in BOOK.find_cues(plain_tokens(text))}
