"""Finding names in a gazetteer."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.places import Gazetteer
from dateline.places.lookup import look_up


def test_a_name_is_found_however_its_marks_are_written(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("khan shaykhun")[0].place.id == "c:khan"
    assert gazetteer.find("KHĀN-SHAYKHŪN")[0].place.id == "c:khan"


def test_a_name_in_arabic_is_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("اللطامنة")[0].place.id == "c:lataminah"


@pytest.mark.parametrize(
    ("heard", "ident"), [("Latamneh", "c:lataminah"), ("Latmeen", "c:latmin"), ("Khan Sheikhoun", "c:khan")]
)
def test_a_spelling_by_ear_leads_to_its_entry(gazetteer: Gazetteer, heard: str, ident: str) -> None:
    assert gazetteer.find(heard, country="SY")[0].place.id == ident


def test_a_kind_word_left_out_is_no_hindrance(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Sayyad", country="SY")[0].place.id == "c:sayyad"


def test_country_and_enclosing_area_narrow_the_answer(gazetteer: Gazetteer) -> None:
    assert [c.place.id for c in gazetteer.find("Paris", country="US")] == ["c:paristx"]
    assert [c.place.id for c in gazetteer.find("Paris", within="Texas")] == ["c:paristx"]


def test_nothing_close_gives_no_candidate(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Xyzzytown", country="SY") == []


def test_a_namesake_elsewhere_makes_a_single_name_unsure(gazetteer: Gazetteer) -> None:
    assert look_up(gazetteer, "Buwaydah", country="SY")[0] is None
    sure = look_up(gazetteer, "Buwaydah", country="SY", within="Hama")[0]
    assert sure is not None and sure.place.id == "c:buwaydah1"


def test_a_town_is_meant_before_the_division_of_its_name(gazetteer: Gazetteer) -> None:
    town, _ = look_up(gazetteer, "Idlib", country="SY")
    region, _ = look_up(gazetteer, "Idlib Governorate", country="SY")
    assert town is not None and town.place.id == "c:idlib"
    assert region is not None and region.place.id == "adm:idlib"


def test_a_place_knows_its_divisions_and_names(gazetteer: Gazetteer) -> None:
    place = gazetteer.place("c:lataminah")
    assert place is not None and place.admin == ("Hama",)
    assert ("اللطامنة", "", "Arabic") in gazetteer.names("c:lataminah")


def test_a_gazetteer_travels_to_another_process(gazetteer: Gazetteer) -> None:
    assert pickle.loads(pickle.dumps(gazetteer)).find("Hama")[0].place.name == "Hama"


def test_a_broken_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "gazetteer.db"
    file.write_bytes(b"no database at all, only text" * 40)
    with pytest.raises(GazetteerError, match="gazetteer") as caught:
        Gazetteer(file)
    assert caught.value.hint
