"""A small gazetteer, made by hand, of real places in six countries."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.model.place import Level
from dateline.places import Entry, Gazetteer, Source
from dateline.places.schema import create
from dateline.places.write import write_entries

SOURCE = Source("hand", "CC0", "made for the tests")


def entry(
    ident: str,
    names: str,
    level: Level,
    at: tuple[float, float] | None,
    country: str,
    *,
    parents: tuple[str, ...] = (),
    people: int = 0,
    kind: str = "PPL",
    exact: bool = True,
) -> Entry:
    """An entry from a few words: names joined by '|', the main one first."""
    lat, lon = at if at else (None, None)
    texts = tuple((n, "") for n in names.split("|"))
    return Entry((ident,), texts, level, kind, lat, lon, country, parents, people, None, exact)


ENTRIES = [
    entry("iso:SY", "Syria", "country", (35.0, 38.5), "SY", people=17_000_000, kind="PCLI"),
    entry("iso:TR", "Turkey", "country", (39.0, 35.0), "TR", people=82_000_000, kind="PCLI"),
    entry("iso:US", "United States", "country", (39.8, -98.5), "US", people=330_000_000, kind="PCLI"),
    entry("iso:FR", "France", "country", (46.0, 2.0), "FR", people=67_000_000, kind="PCLI"),
    entry("iso:SD", "Sudan", "country", (15.0, 30.0), "SD", people=41_000_000, kind="PCLI"),
    entry("iso:UA", "Ukraine", "country", (49.0, 32.0), "UA", people=44_000_000, kind="PCLI"),
    entry("adm:hama", "Hama|Hama Governorate", "region", (35.3, 36.8), "SY", people=1_500_000, kind="ADM1"),
    entry(
        "adm:idlib", "Idlib|Idlib Governorate", "region", (35.8, 36.68), "SY", people=1_400_000, kind="ADM1"
    ),
    entry("adm:latakia", "Latakia Governorate|Latakia", "region", (35.6, 36.0), "SY", kind="ADM1"),
    entry("adm:texas", "Texas", "region", (31.3, -99.2), "US", people=29_000_000, kind="ADM1"),
    entry(
        "c:hama",
        "Hama|Ḩamāh|حماة",
        "settlement",
        (35.1318, 36.7578),
        "SY",
        parents=("adm:hama",),
        people=460_000,
    ),
    entry(
        "c:idlib",
        "Idlib|Adlib",
        "settlement",
        (35.9306, 36.6339),
        "SY",
        parents=("adm:idlib",),
        people=128_000,
    ),
    entry("c:latakia", "Latakia|Lattakia", "settlement", (35.5313, 35.7909), "SY", people=340_000),
    entry(
        "c:lataminah", "Al Laţāminah|اللطامنة", "settlement", (35.3215, 36.6229), "SY", parents=("adm:hama",)
    ),
    entry("c:latmin", "Latmin|لطمين", "settlement", (35.358, 36.6516), "SY", parents=("adm:hama",)),
    entry(
        "c:khan",
        "Khān Shaykhūn",
        "settlement",
        (35.4421, 36.6510),
        "SY",
        parents=("adm:idlib",),
        people=34_000,
    ),
    entry(
        "c:saraqib", "Saraqib", "settlement", (35.8644, 36.8058), "SY", parents=("adm:idlib",), people=32_000
    ),
    entry("c:ariha", "Ariha", "settlement", (35.8136, 36.6094), "SY", parents=("adm:idlib",), people=39_000),
    entry("c:sayyad", "Tall as Sayyad", "settlement", (35.36, 36.57), "SY", parents=("adm:hama",)),
    entry("c:buwaydah1", "Buwaydah", "settlement", (35.316, 36.695), "SY", parents=("adm:hama",)),
    entry("c:buwaydah2", "Buwaydah", "settlement", (32.95, 36.1), "SY"),
    entry("c:paris", "Paris", "settlement", (48.8534, 2.3488), "FR", people=2_138_000),
    entry(
        "c:paristx", "Paris", "settlement", (33.6609, -95.5555), "US", parents=("adm:texas",), people=25_000
    ),
    entry(
        "c:dallas",
        "Dallas",
        "settlement",
        (32.7831, -96.8067),
        "US",
        parents=("adm:texas",),
        people=1_300_000,
    ),
    entry("c:fasher", "El Fasher|Al Fashir", "settlement", (13.6279, 25.3494), "SD", people=252_000),
    entry("c:damascus", "Damascus", "settlement", (33.5102, 36.2913), "SY", people=1_500_000),
    entry("c:luhansk", "Луганськ|Luhans'k", "settlement", (48.567, 39.3171), "UA", people=452_000),
]


@pytest.fixture(scope="session")
def gazetteer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the small gazetteer."""
    file = tmp_path_factory.mktemp("places") / "gazetteer.db"
    db = create(file)
    write_entries(db, ENTRIES, SOURCE)
    db.close()
    return file


@pytest.fixture(scope="session")
def gazetteer(gazetteer_file: Path) -> Gazetteer:
    """The small gazetteer."""
    return Gazetteer(gazetteer_file)
