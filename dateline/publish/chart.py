"""A small map as SVG shapes: outlines around the places, the places on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from dateline.publish.outlines import Ring, clip_ring, load_outlines

KM_PER_DEGREE = 111.32
FINEST = 1.6  # units of the chart: what lies closer together is not told apart
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pin:
    """A place to show: WGS84 degrees, name, how far off it may be (km), and the numbers of its events."""

    lat: float
    lon: float
    name: str
    precision: float | None
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A pin in the chart's units; `halo` is its uncertainty as a radius, `label` where its name stands."""

    x: float
    y: float
    halo: float
    pin: Pin
    label: tuple[float, float, str] | None


@dataclass(frozen=True, slots=True)
class Land:
    """A country's shape as an SVG path."""

    country: str
    path: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws, in a viewBox of `width` by `height`; `bar` is a scale bar: units, km."""

    width: int
    height: int
    lands: tuple[Land, ...]
    dots: tuple[Dot, ...]
    bar: tuple[float, int]


def draw_chart(pins: Sequence[Pin], *, width: int = 480, height: int = 320) -> Chart | None:
    """The chart of `pins`, or None where there is none to show.

    Equirectangular, true at the middle latitude; at least 2 degrees high, so that one place keeps its
    surroundings.
    """
    if not pins:
        return None
    box, scale = _fit(pins, width, height)
    west, _, _, north = box
    squeeze = cos(radians((box[1] + box[3]) / 2))

    def place(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * squeeze * scale, 1), round((north - lat) * scale, 1)

    lands = tuple(
        Land(outline.country, path)
        for outline in load_outlines()
        if (path := "".join(_path(clip_ring(r, box), place) for r in outline.rings if _meets(r, box)))
    )
    spots = [(*place(p.lon, p.lat), _halo(p, scale, height), p) for p in sorted(pins, key=lambda p: -p.lat)]
    return Chart(width, height, lands, tuple(_label(spots, width, height)), _bar(scale, width))


def _fit(pins: Sequence[Pin], width: int, height: int) -> tuple[Box, float]:
    lats, lons = [p.lat for p in pins], [p.lon for p in pins]
    middle, centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(cos(radians(middle)), 0.05)
    tall = max((max(lats) - min(lats)) * 1.45, (max(lons) - min(lons)) * squeeze * 1.45 * height / width, 2.0)
    wide = tall * width / height / squeeze
    return (centre - wide / 2, middle - tall / 2, centre + wide / 2, middle + tall / 2), height / tall


def _meets(ring: Ring, box: Box) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs) < box[2] and max(xs) > box[0] and min(ys) < box[3] and max(ys) > box[1]


def _path(ring: Ring, place: Callable[[float, float], tuple[float, float]]) -> str:
    points: list[tuple[float, float]] = []
    for x, y in (place(lon, lat) for lon, lat in ring):
        if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) >= FINEST:
            points.append((x, y))
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z" if len(points) > 2 else ""


def _halo(pin: Pin, scale: float, height: int) -> float:
    return round(min((pin.precision or 0) / KM_PER_DEGREE * scale, height / 3), 1)


def _label(spots: Iterable[tuple[float, float, float, Pin]], width: int, height: int) -> Iterable[Dot]:
    taken: list[Box] = []
    for x, y, halo, pin in spots:
        yield Dot(x, y, halo, pin, _room(x, y, pin.name, width, taken))


def _room(x: float, y: float, name: str, width: int, taken: list[Box]) -> tuple[float, float, str] | None:
    # A name stands right or left of its dot, or nowhere: the list beside the map has them all.
    long = len(name) * 6.6
    for anchor, left in (("start", x + 9), ("end", x - 9 - long)):
        box = (left, y - 8, left + long, y + 8)
        if left >= 2 and left + long <= width - 2 and not any(_overlap(box, t) for t in taken):
            taken.append(box)
            return (x + 9 if anchor == "start" else x - 9, y + 4, anchor)
    return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _bar(scale: float, width: int) -> tuple[float, int]:
    steps = [s * 10**n for n in range(4) for s in (1, 2, 5)]
    km = max((k for k in steps if k / KM_PER_DEGREE * scale <= width / 4), default=1)
    return round(km / KM_PER_DEGREE * scale, 1), km
