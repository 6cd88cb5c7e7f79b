"""What the map and the timeline draw: incidents that lie close together, and how many begin when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.desk.atlas import NO_DAY, Atlas, Picked

Numbers = NDArray[np.integer[Any]]
MANY = 5000
"""So many incidents at once are drawn no finer than at zoom 6."""

FINEST = 11
"""From this zoom on only what lies on one point is drawn as one."""

SQUARE_PIXELS = 56


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents that lie close together: where they lie in the mean, how many, and the newest of them."""

    lat: float
    lon: float
    count: int
    contested: int
    family: str | None
    newest: tuple[int, ...]


def cluster(atlas: Atlas, picked: Picked, zoom: int, *, named: int = 20) -> list[Cluster]:
    """The located incidents of `picked` by squares of about 56 pixels at that zoom of a web map.

    `named`: of how many in each the positions are given, newest first; `family` is that of all, or None.
    """
    square_of = _squares(atlas, min(zoom, 6) if len(picked) > MANY else min(zoom, FINEST))
    squares = square_of[picked]
    located, squares = picked[squares >= 0], squares[squares >= 0]
    if not len(located):
        return []
    order = np.argsort(squares, kind="stable")
    starts = np.flatnonzero(np.diff(squares[order], prepend=-1))
    counts = np.diff(starts, append=len(order))
    members = located[order]
    columns = {name: atlas.columns[name][members] for name in ("lat", "lon", "contested")}
    families = atlas.terms["family"].flat[members]
    sums = {name: np.add.reduceat(values, starts) for name, values in columns.items()}
    one = np.minimum.reduceat(families, starts) == np.maximum.reduceat(families, starts)
    return [
        Cluster(
            float(sums["lat"][n] / counts[n]),
            float(sums["lon"][n] / counts[n]),
            int(counts[n]),
            int(sums["contested"][n]),
            atlas.spots[int(members[start])].family if one[n] else None,
            tuple(members[start : start + min(named, int(counts[n]))].tolist()),
        )
        for n, start in enumerate(starts)
    ]


def _squares(atlas: Atlas, zoom: int) -> Numbers:
    """The number of the square that each incident lies in at that zoom; -1 where it is not located."""
    known = atlas.kept.get(("squares", zoom))
    if known is None:
        known = atlas.kept["squares", zoom] = _number_squares(atlas, zoom)
    found: Numbers = known
    return found


def _number_squares(atlas: Atlas, zoom: int) -> Numbers:
    lat, lon = atlas.columns["lat"], atlas.columns["lon"]
    located = np.flatnonzero(~np.isnan(lat))
    found = np.full(len(lat), -1, dtype=np.int64)
    stretch = np.degrees(np.arcsinh(np.tan(np.radians(np.clip(lat[located], -85, 85)))))
    side = 360.0 * SQUARE_PIXELS / (256 * 2**zoom)
    if zoom >= FINEST:
        side, stretch = 1e-5, lat[located]
    columns, rows = (np.floor(degrees / side).astype(np.int64) for degrees in (lon[located], stretch))
    _, found[located] = np.unique(columns * 2**32 + rows, return_inverse=True)
    # Small numbers are sorted several times more quickly.
    return found.astype(np.int16) if found.max(initial=0) < 2**15 else found


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, both inclusive, and how many incidents begin in it."""

    first: date
    last: date
    count: int


def histogram(atlas: Atlas, picked: Picked, *, most: int = 120) -> list[Bar]:
    """At most `most` bars of equal length over the days of `picked`; incidents of unknown day are in none."""
    days = atlas.columns["first"][picked].astype(np.int64)
    days = days[days != NO_DAY]
    if not len(days):
        return []
    start, end = int(days.min()), int(days.max())
    width = -(-(end - start + 1) // most)
    counts = np.bincount((days - start) // width)
    return [_bar(start + n * width, width, int(count)) for n, count in enumerate(counts)]


def _bar(start: int, width: int, count: int) -> Bar:
    return Bar(date.fromordinal(start), date.fromordinal(min(start + width - 1, date.max.toordinal())), count)
