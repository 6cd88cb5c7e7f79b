"""Loading: extending, replacing, and mistakes told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.codebook import load_codebook, plain_tokens
from dateline.errors import CodebookError

HEAD = 'codebook: mine\nversion: "1"\nextends: conflict\n'
TYPE = """types:
  road_toll:
    family: movement
    title: Road toll
    definition: Armed people take money from travellers.
    words: {nouns: [road-toll]}
"""


def _write(folder: Path, text: str, name: str = "mine.yml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def _mistake(folder: Path, text: str) -> str:
    with pytest.raises(CodebookError) as caught:
        load_codebook(_write(folder, text))
    return str(caught.value)


def test_an_extending_codebook_adds_its_type_to_the_shipped_ones(tmp_path: Path) -> None:
    book = load_codebook(_write(tmp_path, HEAD + TYPE))
    assert book.id == "mine@1"
    assert {"air_strike", "road_toll"} <= set(book.types)
    assert not book.types["road_toll"].learned


def test_a_type_of_ones_own_is_found_by_its_words(tmp_path: Path) -> None:
    book = load_codebook(_write(tmp_path, HEAD + TYPE))
    found = book.find_words(plain_tokens("Drivers pay road tolls at six checkpoints."))
    assert ("road_toll", 2, 4) in {(m.type, m.start, m.end) for m in found}


def test_a_codebook_without_extends_stands_alone(tmp_path: Path) -> None:
    family = 'families:\n  movement: {title: Movement, colour: "#123456", definition: Moving.}\n'
    book = load_codebook(_write(tmp_path, 'codebook: mine\nversion: "1"\n' + family + TYPE))
    assert list(book.types) == ["road_toll"]


def test_a_type_named_anew_replaces_the_shipped_one(tmp_path: Path) -> None:
    book = load_codebook(_write(tmp_path, HEAD + TYPE.replace("road_toll", "blockade")))
    assert book.types["blockade"].title == "Road toll"


def test_dropped_types_are_left_out(tmp_path: Path) -> None:
    book = load_codebook(_write(tmp_path, HEAD + "drop_types: [claim, aid]\n"))
    assert not {"claim", "aid"} & set(book.types)


def test_a_codebook_may_be_a_folder_of_files(tmp_path: Path) -> None:
    _write(tmp_path, HEAD, "a.yml")
    _write(tmp_path, TYPE, "b.yml")
    assert "road_toll" in load_codebook(str(tmp_path)).types


def test_a_codebook_may_extend_a_file_beside_it(tmp_path: Path) -> None:
    _write(tmp_path, HEAD + TYPE, "base.yml")
    book = load_codebook(_write(tmp_path, 'codebook: top\nversion: "2"\nextends: base.yml\n', "top.yml"))
    assert book.id == "top@2"
    assert "road_toll" in book.types


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("family: movement", "family: movment"), "mine.yml:6: found 'movment'"),
        (("family: movement", "family: movment"), "did you mean 'movement'?"),
        (("title:", "titel:"), "unknown key 'titel'"),
        (("title: Road toll", "title: no"), "mine.yml:7: found False, expected a text for 'title'"),
        (("{nouns: [road-toll]}", "{nouns: [toll, toll]}"), "mine.yml:9: found 'toll' again"),
        (("[road-toll]", "[take <vehicle>]"), "found <vehicle>, expected a class of the codebook"),
        (("[road-toll]", "[toll ...]"), "begins and ends with a word"),
        (("[road-toll]", "[road|way-toll]"), "no hyphen within a choice"),
        (("{nouns:", "{names:"), "unknown key 'names'"),
        (("road_toll:", "Road-Toll:"), "small letters and underscores"),
        (("    words: {nouns: [road-toll]}\n", ""), "no 'words'"),
    ],
)
def test_a_mistake_is_told_with_line_and_expectation(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    assert told in _mistake(tmp_path, HEAD + TYPE.replace(*change))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            "tpyes: {}\n",
            "mine.yml:4: found 'tpyes:', expected a section of a codebook (did you mean 'types'?)",
        ),
        ("title: a: b\n", "mine.yml:4: not YAML"),
        ("title: a\ntitle: b\n", "mine.yml:5: found 'title' twice"),
        ("actors:\n  x: {name: X, kind: rebel_grp}\n", "did you mean 'rebel_group'?"),
        ("actors:\n  x: {name: X, kind: rebel_group, country: Syria}\n", "ISO 3166-1 alpha-2"),
        ("drop_types: [clam]\n", "did you mean 'claim'?"),
        ("weapons: [gun]\n", "a mapping for 'weapons'"),
    ],
)
def test_a_mistake_outside_types_is_told_too(tmp_path: Path, more: str, told: str) -> None:
    assert told in _mistake(tmp_path, HEAD + more)


def test_all_mistakes_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = HEAD + TYPE.replace("family: movement", "family: x").replace("title: Road toll", "title: 5")
    lines = _mistake(tmp_path, text).splitlines()
    assert [line.split(": ")[0].rpartition(":")[2] for line in lines[:2]] == ["6", "7"]


def test_a_crosswalk_to_a_code_that_does_not_exist_is_a_mistake(tmp_path: Path) -> None:
    text = HEAD + TYPE + "    crosswalk: {ucdp: [4], plover: {event: ASSALT}, acled: {event_type: Riots}}\n"
    told = _mistake(tmp_path, text)
    assert "did you mean 'ASSAULT'?" in told
    assert "a type of violence: 1, 2, 3" in told
    assert "'sub_event_type:' in an ACLED code" in told


def test_a_codebook_that_extends_itself_is_refused(tmp_path: Path) -> None:
    assert "extends itself" in _mistake(tmp_path, HEAD.replace("conflict", "mine.yml"))


@pytest.mark.parametrize(("text", "told"), [("", "an empty file"), ("- a\n", "a mapping of sections")])
def test_a_file_that_is_no_codebook_is_refused(tmp_path: Path, text: str, told: str) -> None:
    assert told in _mistake(tmp_path, text)


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(CodebookError, match="did you mean 'conflict'"):
        load_codebook("conflit")
