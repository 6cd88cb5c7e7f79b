"""Annotations kept apart from the texts that they are of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.text.hashing import sha256_hex
from dateline.train.standoff import CORPORA, KEPT, join_tokens, load_standoff, plain_text

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpora"
SENTENCE = "Rebels from al - Noor shelled the port , killing 4 people ."


@pytest.mark.parametrize(
    ("apart", "joined"),
    [
        ("Khalid Al - Amin , he said .", "Khalid Al-Amin, he said."),
        ('He said : " Stay here . " Then he left .', 'He said: "Stay here." Then he left.'),
        ("The army ’ s men ( 40 ) left at 9 : 30 .", "The army’s men (40) left at 9:30."),
    ],
)
def test_tokens_are_joined_as_printed(apart: str, joined: str) -> None:
    assert join_tokens(apart) == joined


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A corpus of one document in the form of WikiEvents."""
    for name in CORPORA["wikievents"]:
        (tmp_path / "wikievents").mkdir(exist_ok=True)
        line = json.dumps({"docid": name, "sentences": [SENTENCE]})
        (tmp_path / "wikievents" / name).write_text(line + "\n")
    return tmp_path


def kept(folder: Path, sha256: str) -> Path:
    text = plain_text({"sentences": [SENTENCE]})
    at = text.index
    event = {
        "type": "shelling",
        "status": "happened",
        "mentions": [[at("shelled"), at("shelled") + 7]],
        "actors": [[0, 6]],
        "toll": [["killed", 4, 4, at("4 people"), at("4 people") + 8]],
    }
    row = {"corpus": "wikievents", "id": "train.jsonl", "sha256": sha256, "events": [event]}
    (folder / "kept.jsonl").write_text(json.dumps(row) + "\n")
    return folder / "kept.jsonl"


def test_spans_become_words_again(corpora: Path) -> None:
    text = plain_text({"sentences": [SENTENCE]})
    (report,) = load_standoff(corpora, kept(corpora, sha256_hex(text.encode())))
    (event,) = report["events"]
    assert event["mentions"][0]["text"] == "shelled"
    assert event["actors"][0]["text"] == "Rebels"
    assert event["toll"] == [{"effect": "killed", "low": 4, "high": 4, "text": "4 people"}]


def test_another_text_than_was_annotated_is_refused(corpora: Path) -> None:
    with pytest.raises(InputError, match="not the text that was annotated"):
        load_standoff(corpora, kept(corpora, "0" * 64))


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_standoff(tmp_path, KEPT)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpora are not on this machine")
def test_what_ships_fits_the_published_corpora() -> None:
    reports = load_standoff(CORPUS)
    assert len(reports) > 100
    for report in reports:
        for event in report["events"]:
            assert all(m["text"] == report["text"][m["start"] : m["end"]] for m in event["mentions"])
