"""Read back by the field's own readers; each test skips, saying so, where its reader is not installed."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from publish_records import kafr_zeita, lake_orin, make_event, make_record, row_id, write

from dateline.codebook import load_codebook
from dateline.publish import Record, find_format
from dateline.publish.columns import COLUMNS

KML = "{http://www.opengis.net/kml/2.2}"
TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}


def records() -> list[Record]:
    """A located strike, one at two places, one that no gazetteer locates, one without a date."""
    twice = make_event(
        "e2", places=(kafr_zeita(), replace(kafr_zeita(), id="geonames:2", name="Murak", lat=35.3))
    )
    return [
        make_record(make_event(), twice, make_event("e3", places=(lake_orin(),)), make_event("e4", date=None))
    ]


def written(name: str, folder: Path) -> Path:
    format_ = find_format(name)
    path = folder / f"record{format_.suffix}"
    path.write_bytes(write(format_, records(), codebook=load_codebook())[0])
    return path


def test_libhxl_reads_the_tags_and_finds_no_mistake(tmp_path: Path) -> None:
    hxl = pytest.importorskip("hxl")
    data = hxl.data(str(written("hxl", tmp_path)), hxl.InputOptions(allow_local=True))
    assert "#adm1+code" in data.display_tags and [row.get("#geo+lat") for row in data][0] == "35.37"
    assert hxl.validate(data)


def test_geopandas_reads_points_and_reference_system(tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    pytest.importorskip("pyarrow")
    frame = geopandas.read_parquet(written("geoparquet", tmp_path))
    assert list(frame.geometry.geom_type) == ["Point", "MultiPoint", "Point"]
    assert frame.crs.to_epsg() in (4326, None) and frame.geometry.iloc[0].x == 36.6


@pytest.mark.parametrize(("name", "count"), [("geojson", 3), ("kml", 3)])
def test_gdal_reads_every_located_occurrence(name: str, count: int, tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    pytest.importorskip("geopandas")
    frame = pyogrio.read_dataframe(written(name, tmp_path))
    assert len(frame) == count and frame.geometry.iloc[0].y == 35.37


def test_frictionless_finds_the_package_valid(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    with zipfile.ZipFile(written("datapackage", tmp_path)) as archive:
        archive.extractall(tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.to_summary()


def test_duckdb_reads_parquet_with_the_described_types(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    found = duckdb.sql(f"DESCRIBE SELECT * FROM '{written('parquet', tmp_path)}'").fetchall()
    assert [(name, kind) for name, kind, *_ in found] == [(c.name, TYPES[c.kind]) for c in COLUMNS]


@pytest.mark.parametrize("name", ["csv", "acled", "ucdp", "polecat"])
def test_duckdb_reads_every_table(name: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = written(name, tmp_path)
    ((count,),) = duckdb.sql(f"SELECT count(*) FROM read_csv('{path}', header = true)").fetchall()
    assert count == {"csv": 4, "acled": 2, "ucdp": 2, "polecat": 4}[name]


def test_kml_is_well_formed_whatever_the_words_are() -> None:
    record = make_record(make_event(), title="\x00\x0b<b>&", outlet="A & <B>\x1f")
    data, _ = write(find_format("kml"), [record], title="<&>")
    root = ElementTree.fromstring(data)
    assert root.findtext(f"{KML}Document/{KML}Placemark/{KML}Point/{KML}coordinates") == "36.6,35.37"


def test_timemap_events_name_sources_and_associations_that_are_there() -> None:
    data: Any = json.loads(write(find_format("timemap"), records())[0])
    families = {a["id"] for a in data["associations"]}
    assert [e["id"] for e in data["events"]] == [row_id("e1"), row_id("e2")]
    assert all(
        set(e["sources"]) <= set(data["sources"]) and set(e["associations"]) <= families
        for e in data["events"]
    )


@pytest.mark.parametrize("name", ["parquet", "geoparquet", "datapackage", "kml", "timemap"])
def test_the_same_record_gives_the_same_bytes(name: str) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    assert write(find_format(name), records())[0] == write(find_format(name), records())[0]


def test_a_data_package_holds_its_codebook_and_the_hash_of_every_file() -> None:
    with zipfile.ZipFile(
        io.BytesIO(write(find_format("datapackage"), records(), codebook=load_codebook())[0])
    ) as z:
        package = json.loads(z.read("datapackage.json"))
        assert {r["path"] for r in package["resources"]} | {"datapackage.json"} == set(z.namelist())
        assert "air_strike" in json.loads(z.read("codebook.json"))["types"]
    assert all(r["hash"].startswith("sha256:") and r["bytes"] > 0 for r in package["resources"])
