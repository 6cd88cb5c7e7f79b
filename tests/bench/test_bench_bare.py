"""The coder without its trained reader, and the process a contestant of the speed measure runs in."""

from __future__ import annotations

from pathlib import Path

from dateline.bench.bare import NoReader, read_nothing
from dateline.bench.worker import CONTESTANTS, Contestant, measure, peak_mb
from dateline.model import STATUSES


def test_a_reader_that_was_taught_nothing_knows_no_type_and_has_a_name() -> None:
    assert NoReader().types == ()
    assert NoReader().name == "codebook words@0"


def test_its_reading_holds_no_mention_and_takes_every_word_to_have_happened() -> None:
    raw = read_nothing("Rebels shelled the town.")
    assert raw.mentions == () and len(raw.words) == len(raw.triggers)
    assert (raw.triggers[:, 0] == 1).all()
    assert (raw.statuses.argmax(axis=1) == STATUSES.index("happened")).all()


def test_a_contestant_is_warmed_up_and_then_given_the_reports(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"text": "one two three"}\n{"text": "four"}\n', "utf-8")
    given: list[str] = []
    contestant = Contestant("test", lambda: lambda file: given.append(file.name))
    measured = measure(contestant, path)
    assert given == ["short.jsonl", "reports.jsonl"]
    assert (measured["words"], measured["reports"]) == (4, 2)
    assert measured["cpu_s"] >= 0 and measured["peak_mb"] > 1


def test_peak_memory_counts_what_was_held_and_let_go() -> None:
    before = peak_mb()
    block = b"x" * int((before + 64) * 2**20)
    del block
    assert peak_mb() >= before + 32


def test_bare_language_models_are_among_the_contestants() -> None:
    assert {"dateline", "words", "sm", "md"} <= CONTESTANTS.keys()
