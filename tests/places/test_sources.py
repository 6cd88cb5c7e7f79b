"""Gazetteers of every kind read into one store."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.places import Gazetteer, add, open_gazetteer
from dateline.places.add import add_gazetteer
from dateline.places.home import NAME
from tests.places.conftest import ENTRIES, SOURCE


@pytest.fixture
def home(tmp_path: Path, gazetteer_file: Path) -> Path:
    """A home whose gazetteer is the small one."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / NAME).write_bytes(gazetteer_file.read_bytes())
    return folder


def dump_line(
    gid: int, name: str, also: str, lat: float, lon: float, code: str = "PPL", admin1: str = "10"
) -> str:
    """A line of a GeoNames dump."""
    cells = [
        str(gid),
        name,
        name,
        also,
        str(lat),
        str(lon),
        code[0] if code != "ADM1" else "A",
        code,
        "SY",
        "",
    ]
    return "\t".join([*cells, admin1, "", "", "", "1200", "", "", "Asia/Damascus", "2020-01-01"]) + "\n"


DUMP = dump_line(170015, "Ḩamāh", "Hama", 35.2, 36.9, "ADM1") + dump_line(
    1, "Kafr Zaytā", "Kafr Zita,كفر زيتا", 35.37, 36.6
)


def feature(wof: int, name: str, lat: float, lon: float, **more: object) -> str:
    """A Who's On First feature of a locality."""
    known = {
        "wof:id": wof,
        "wof:name": name,
        "wof:placetype": "locality",
        "wof:country": "SY",
        "geom:latitude": lat,
    }
    properties = {**known, "geom:longitude": lon, "mz:is_current": 1, **more}
    return json.dumps({"id": wof, "type": "Feature", "properties": properties, "geometry": {"type": "Point"}})


def test_a_geonames_dump_brings_places_with_their_names_and_divisions(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "SY.txt"
    file.write_text(DUMP, "utf-8")
    assert add_gazetteer(str(file), home).places == 2
    found = open_gazetteer(home).find("كفر زيتا")[0].place
    assert (found.id, found.population, found.admin) == ("geonames:1", 1200, ("Ḩamāh",))


def test_a_zipped_dump_is_the_same(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "SY.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", DUMP)
    assert add_gazetteer(str(file), home).places == 2


def test_alternate_names_join_the_places_that_are_here(home: Path, tmp_path: Path) -> None:
    dump, names = tmp_path / "SY.txt", tmp_path / "alternateNamesV2.txt"
    dump.write_text(DUMP, "utf-8")
    names.write_text(
        "9\t1\tuk\tКафр-Зіта\t\t\t\t\t\t\n8\t1\tlink\thttps://x\t\t\t\t\t\t\n7\t99\ten\tNo\t\t\t\t\t\t\n",
        "utf-8",
    )
    add_gazetteer(str(dump), home)
    assert add_gazetteer(str(names), home).places == 1
    known = open_gazetteer(home)
    assert known.find("Кафр Зіта")[0].place.id == "geonames:1"
    assert ("Кафр-Зіта", "uk", "Cyrillic") in known.names("geonames:1")


def test_a_line_cut_short_is_refused_with_its_number_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "SY.txt"
    file.write_text(DUMP + "3\tcut short\n", "utf-8")
    before = (home / NAME).read_bytes()
    with pytest.raises(GazetteerError, match="line 3: 2 columns found, 19 expected"):
        add_gazetteer(str(file), home)
    assert (home / NAME).read_bytes() == before
    assert [p.name for p in home.iterdir() if p.name.startswith(f"{NAME}.")] == []


def test_the_same_place_from_two_sources_is_one_with_both_ids(home: Path, tmp_path: Path) -> None:
    dump, tar = tmp_path / "SY.txt", tmp_path / "whosonfirst-data-admin-sy.tar.gz"
    dump.write_text(DUMP, "utf-8")
    body = feature(77, "Kafr Zeita", 35.37, 36.6, **{"wof:concordances": {"gn:id": 1}}).encode()
    with tarfile.open(tar, "w:gz") as archive:
        member = tarfile.TarInfo("whosonfirst-data-admin-sy/data/77/77.geojson")
        member.size = len(body)
        archive.addfile(member, io.BytesIO(body))
    add_gazetteer(str(dump), home)
    add_gazetteer(str(tar), home)
    known = open_gazetteer(home)
    assert known.ids("geonames:1") == ("geonames:1", "wof:77")
    assert [c.place.id for c in known.find("Kafr Zeita")] == ["geonames:1"]


def test_a_place_of_one_name_and_nearly_one_point_is_one_without_a_shared_id(
    home: Path, tmp_path: Path
) -> None:
    repo = tmp_path / "repo" / "data"
    repo.mkdir(parents=True)
    (repo / "5.geojson").write_text(feature(5, "Latmin", 35.36, 36.65), "utf-8")
    (repo / "6.geojson").write_text(feature(6, "Latmin", 34.0, 38.0), "utf-8")
    (repo / "7.geojson").write_text(feature(7, "Gone", 34.0, 38.0, **{"wof:superseded_by": [6]}), "utf-8")
    assert add_gazetteer(str(tmp_path / "repo"), home).places == 2
    known = open_gazetteer(home)
    assert known.ids("c:latmin") == ("c:latmin", "wof:5")
    assert known.place("wof:6") is not None and known.place("wof:7") is None


def test_a_sqlite_distribution_is_read(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "whosonfirst-data-admin-sy-latest.db"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE geojson (id INTEGER, body TEXT, is_alt INTEGER)")
        db.execute("INSERT INTO geojson VALUES (8, ?, 0), (8, ?, 1)", (feature(8, "Kurin", 35.8, 36.5),) * 2)
    assert add_gazetteer(str(file), home).places == 1


def test_pcodes_join_the_division_of_their_name(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "pcodes.csv"
    file.write_text(
        "Location,Admin Level,P-Code,Name,Parent P-Code\nSYR,1,SY07,Idleb,SYR\nSYR,2,SY0705,Ariha,SY07\n"
    )
    add_gazetteer(str(file), home)
    known = open_gazetteer(home)
    assert known.ids("pcode:SY07") == ("adm:idlib", "pcode:SY07")
    district = known.place("pcode:SY0705")
    assert district is not None and (district.level, district.admin) == ("district", ("Idlib",))


def test_a_cod_table_brings_each_of_its_divisions_once(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "cod.csv"
    rows = "SYR,SY07,Idleb,SY0705,Ariha\nSYR,SY07,Idleb,SY0706,Harim\n"
    file.write_text("admin0Pcode,admin1Pcode,admin1Name_en,admin2Pcode,admin2Name_en\n" + rows)
    assert add_gazetteer(str(file), home).places == 3


def test_a_list_of_ones_own_is_read_and_a_bad_line_named(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("name;lat;lon;level;also\nCheckpoint 7;35.5;36.5;site;Hajez Sabaa|CP7\n")
    add_gazetteer(str(file), home)
    assert open_gazetteer(home).find("hajez sabaa")[0].place.level == "site"
    file.write_text("name,lat,lon\nNowhere,north,36\n")
    with pytest.raises(GazetteerError, match="line 2"):
        add_gazetteer(str(file), home)


@pytest.mark.parametrize("name", ["list.csv", "list.xyz", "list.txt", "list.zip", "list.tar.gz"])
def test_a_file_of_no_known_kind_is_refused_with_what_is_expected(
    home: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_text("some,other,table\n1,2,3\n")
    with pytest.raises(GazetteerError) as caught:
        add_gazetteer(str(file), home)
    assert name in caught.value.message and caught.value.hint


def test_a_download_that_fails_says_how_to_do_it_by_hand(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add.geonames, "URL", "http://127.0.0.1:9/{country}.zip")
    with pytest.raises(GazetteerError) as caught:
        add_gazetteer("sy", home)
    assert caught.value.hint and "gazetteer add SY.zip" in caught.value.hint


def test_adding_twice_changes_nothing(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "SY.txt"
    file.write_text(DUMP, "utf-8")
    add_gazetteer(str(file), home)
    once = open_gazetteer(home).count()
    add_gazetteer(str(file), home)
    assert open_gazetteer(home).count() == once


def test_a_reader_keeps_its_answers_while_another_process_adds(home: Path, tmp_path: Path) -> None:
    reader = open_gazetteer(home)
    file = tmp_path / "SY.txt"
    file.write_text(DUMP, "utf-8")
    add_gazetteer(str(file), home)
    assert reader.place("geonames:1") is None and reader.find("Hama")[0].place.name == "Hama"


def test_credits_are_listed(gazetteer: Gazetteer) -> None:
    assert gazetteer.sources() == [(SOURCE, len(ENTRIES))]
