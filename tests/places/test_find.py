"""Every place name of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import cli
from dateline.model.span import Span
from dateline.places import Gazetteer, find_places
from dateline.places.home import NAME
from dateline.places.lists import listed_places

TEXT = "Syrian warplanes struck Idlib and Hama on Tuesday. Paris Hilton told the BBC that Damascus was calm."


def found(text: str, gazetteer: Gazetteer, **options: bool) -> list[str]:
    return [s.text for s in find_places(text, gazetteer, **options)]


def test_place_names_are_found_and_people_and_nations_left_out(gazetteer: Gazetteer) -> None:
    assert found(TEXT, gazetteer) == ["Idlib", "Hama", "Damascus"]


def test_words_for_a_nation_count_where_asked(gazetteer: Gazetteer) -> None:
    assert "Syrian" in found(TEXT, gazetteer, demonyms=True)


def test_spans_give_their_words_and_do_not_overlap(gazetteer: Gazetteer) -> None:
    spans = find_places(TEXT, gazetteer)
    assert all(TEXT[s.start : s.end] == s.text for s in spans)
    assert all(not a.overlaps(b) for a, b in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize("text", ["", "   ", "no capitals at all", "¡¿ 🙂 …"])
def test_texts_without_places_give_none(gazetteer: Gazetteer, text: str) -> None:
    assert find_places(text, gazetteer) == ()


def test_an_unknown_name_in_a_list_of_places_is_one_too() -> None:
    text = "They left the villages of Kafr Zita, Al-Layah and Qwxyz on Monday."
    known = [Span.of(text, text.index("Kafr"), text.index(", Al"))]
    assert [s.text for s in listed_places(text, known)] == ["Al-Layah", "Qwxyz"]


def test_a_list_of_people_is_no_list_of_places() -> None:
    assert listed_places("Ahmad, Omar and Khaled met.", []) == []


def test_the_command_writes_a_report_a_line(gazetteer_file: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(gazetteer_file.read_bytes())
    reports = tmp_path / "reports.jsonl"
    reports.write_text(
        json.dumps({"id": "a", "text": TEXT}) + "\n" + json.dumps({"id": "b", "text": "x"}) + "\n"
    )
    result = CliRunner().invoke(cli, ["places", str(reports)], env={"DATELINE_HOME": str(tmp_path)})
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["report"]["id"] for line in lines] == ["a", "b"]
    first = lines[0]["places"][0]
    assert (first["text"], first["id"], first["level"], first["start"]) == (
        "Idlib",
        "c:idlib",
        "settlement",
        24,
    )


def test_names_are_resolved_a_line_each(gazetteer_file: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(gazetteer_file.read_bytes())
    names = tmp_path / "names.jsonl"
    names.write_text('{"name": "Latamneh", "country": "SY"}\n{"name": "Qwxyz", "country": "SY"}\n')
    result = CliRunner().invoke(
        cli, ["gazetteer", "resolve", str(names)], env={"DATELINE_HOME": str(tmp_path)}
    )
    known, unknown = (json.loads(line) for line in result.stdout.splitlines())
    assert known["place"]["id"] == "c:lataminah" and known["place"]["why"]
    assert unknown["place"] is None and unknown["candidates"] == []


def test_find_and_list_speak_to_people(gazetteer_file: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(gazetteer_file.read_bytes())
    run = CliRunner()
    env = {"DATELINE_HOME": str(tmp_path)}
    assert (
        "c:lataminah" in run.invoke(cli, ["gazetteer", "find", "Latamneh", "--country", "SY"], env=env).stdout
    )
    assert run.invoke(cli, ["gazetteer", "find", "Qwxyz"], env=env).exit_code == 1
    assert "made for the tests" in run.invoke(cli, ["gazetteer", "list"], env=env).stdout
