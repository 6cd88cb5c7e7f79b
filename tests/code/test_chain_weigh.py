"""Weighing: under an attribution, or in the outlet's own voice as well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.code.chain_weigh import Occasion, candidates, chain_names, chains_of_event
from dateline.code.logistic import load_logistics
from dateline.code.reader import SHIPPED
from dateline.code.voices import Voices
from dateline.model import Chain
from tests.code.chain_case import span_of, voices_of

DECISIONS, FLOORS = load_logistics(SHIPPED / "decisions.json")
SHARED = Path(__file__).parents[2].parent / "shared" / "bench" / "train.jsonl"


def weighed(voices: Voices, event: Occasion, **floors: float) -> tuple[Chain, ...]:
    return chains_of_event(voices, event, DECISIONS["chain"], {**FLOORS, **floors})


def coded(text: str, *words: str, type: str = "shelling", family: str = "remote", speech: bool = False,
          actors: tuple[str, ...] = ()) -> list[list[str]]:  # fmt: skip
    mentions = tuple(span_of(text, w) for w in words)
    event = Occasion(mentions, type, family, "happened", speech, (), actors)
    return chain_names(weighed(voices_of(text), event))


def test_event_told_only_by_a_source_has_its_chain() -> None:
    assert coded("The governor said rebels had shelled the port on Sunday.", "shelled") == [["governor"]]


def test_event_told_by_nobody_else_has_none() -> None:
    assert coded("Rebels shelled the port on Sunday. The governor resigned.", "shelled") == []


def test_speech_event_drops_its_own_speaker() -> None:
    text = "The governor said the rebels must leave the port."
    assert coded(text, "must leave", type="demand", family="speech", speech=True, actors=("governor",)) == []


def test_higher_threshold_never_adds_a_chain() -> None:
    text = "The governor said rebels had shelled the port, and residents reported a fire."
    event = Occasion((span_of(text, "shelled"),), "shelling", "remote", "happened")
    voices = voices_of(text)
    floors = (0.0, 0.3, 0.6, 0.9, 1.1)
    counts = [len(weighed(voices, event, **{"chain": floor, "chain also": 0.0})) for floor in floors]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


def test_chance_is_told_in_the_reason() -> None:
    text = "The governor said rebels had shelled the port on Sunday."
    event = Occasion((span_of(text, "shelled"),), "shelling", "remote", "happened")
    assert "with chance" in weighed(voices_of(text), event)[0][-1].why


def test_a_source_that_the_reader_marks_is_weighed_too() -> None:
    text = "A doctor spoke of four dead. Rebels had shelled the port, a witness said on Monday."
    mention = span_of(text, "four dead")
    marked = Occasion((mention,), "shelling", "remote", "happened", read=lambda s: float("witness" in s.text))
    assert ["witness"] in [[link.name for link in chain] for _, chain in candidates(voices_of(text), marked)]


def test_candidates_are_innermost_only() -> None:
    text = "The Daily Herald reported that Mayor Ana Ruiz said rebels had shelled the port."
    event = Occasion((span_of(text, "shelled"),), "shelling", "remote", "happened")
    assert [chain[-1].name for _, chain in candidates(voices_of(text), event)] == ["Ana Ruiz"]


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated reports are not on this machine")
def test_weighing_beats_no_chain_on_annotated_reports() -> None:
    from bench.who.agree import chain_agrees

    hits = none = total = 0
    for line in SHARED.read_text("utf-8").splitlines()[:12]:
        report = json.loads(line)
        for e in report["events"]:
            mentions = tuple(span_of_offsets(report["text"], m) for m in e["mentions"])
            names = tuple(a["name"] for a in e["actors"])
            event = Occasion(mentions, e["type"], "", e["status"], e["type"] in SPEECH, (), names)
            hits += chain_agrees(e["chain"], weighed(voices_of(report["text"]), event))
            none += not e["chain"]
            total += 1
    assert total > 50
    assert hits > none


SPEECH = frozenset({"accuse", "threaten", "refuse", "demand", "support", "claim"})


def span_of_offsets(text: str, mention: dict[str, int]):  # type: ignore[no-untyped-def]
    from dateline.model import Span

    return Span.of(text, mention["start"], mention["end"])
