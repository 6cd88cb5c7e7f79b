"""A small map as SVG shapes: outlines around the places, the places on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, radians

from dateline.publish.countries import country_names
from dateline.publish.outlines import Box, clip_outlines

KM_PER_DEGREE = 111.32
LETTER = 7.4  # units a letter of a label takes
WIDE_GAP = 240.0  # degrees of longitude
FINEST = 1.6  # units of the chart: what lies closer together is not told apart
Spot = tuple[float, float]
Projection = Callable[[float, float], Spot]


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
    """A country's shape as an SVG path; `label` is where its name may stand, None where there is no room."""

    country: str
    path: str
    label: tuple[float, float] | None = None


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
    pins = _together(pins)
    box, scale = _fit(pins, width, height)
    west, _, _, north = box
    squeeze = cos(radians((box[1] + box[3]) / 2))

    def place(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * squeeze * scale, 1), round((north - lat) * scale, 1)

    spots = [(*place(p.lon, p.lat), _halo(p, scale, height), p) for p in sorted(pins, key=lambda p: -p.lat)]
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y, _, _ in spots]
    dots = tuple(_label(spots, width, taken))
    lands = tuple(_lands(box, place, (width, height), taken))
    return Chart(width, height, lands, dots, _bar(scale, width))


def _together(pins: Sequence[Pin]) -> list[Pin]:
    # Places on both sides of the date line lie side by side: those west of a gap of most of the world are
    # turned once round it.
    lons = sorted(p.lon for p in pins)
    widest, first = max(((east - west, east) for west, east in pairwise(lons)), default=(0.0, 0.0))
    if widest <= WIDE_GAP:
        return list(pins)
    return [p if p.lon >= first else replace(p, lon=p.lon + 360) for p in pins]


def _fit(pins: Sequence[Pin], width: int, height: int) -> tuple[Box, float]:
    lats, lons = [p.lat for p in pins], [p.lon for p in pins]
    middle, centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(cos(radians(middle)), 0.05)
    tall = max((max(lats) - min(lats)) * 1.45, (max(lons) - min(lons)) * squeeze * 1.45 * height / width, 2.0)
    wide = tall * width / height / squeeze
    return (centre - wide / 2, middle - tall / 2, centre + wide / 2, middle + tall / 2), height / tall


def _path(shape: Iterable[Spot]) -> str:
    points: list[Spot] = []
    for x, y in shape:
        if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) >= FINEST:
            points.append((x, y))
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z" if len(points) > 2 else ""


def _halo(pin: Pin, scale: float, height: int) -> float:
    return round(min((pin.precision or 0) / KM_PER_DEGREE * scale, height / 3), 1)


def _lands(box: Box, place: Projection, size: tuple[int, int], taken: list[Box]) -> Iterator[Land]:
    names = country_names()
    for outline in clip_outlines(box):
        shapes = [[place(lon, lat) for lon, lat in ring] for ring in outline.rings]
        name = names.get(outline.country, "")
        path = "".join(_path(shape) for shape in shapes)
        yield Land(outline.country, path, _middle(max(shapes, key=_area), name, size, taken))


def _area(shape: Sequence[Spot]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(shape))) / 2


def _edges(shape: Sequence[Spot]) -> Iterator[tuple[Spot, Spot]]:
    return zip(shape, (*shape[1:], shape[0]), strict=True)


def _middle(shape: Sequence[Spot], name: str, size: tuple[int, int], taken: list[Box]) -> Spot | None:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(shape)) / 2
    long = len(name) * LETTER
    if not name or abs(area) < long * 40:
        return None
    turns = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in _edges(shape)]
    x, y = (sum((a[i] + b[i]) * turn for a, b, turn in turns) / (6 * area) for i in (0, 1))
    box = (x - long / 2, y - 10, x + long / 2, y + 6)
    inside = box[0] > 2 and box[1] > 2 and box[2] < size[0] - 2 and box[3] < size[1] - 24
    if not inside or any(_overlap(box, t) for t in taken):
        return None
    taken.append(box)
    return round(x, 1), round(y, 1)


def _label(spots: Iterable[tuple[float, float, float, Pin]], width: int, taken: list[Box]) -> Iterator[Dot]:
    for x, y, halo, pin in spots:
        yield Dot(x, y, halo, pin, _room(x, y, pin.name, width, taken))


def _room(x: float, y: float, name: str, width: int, taken: list[Box]) -> tuple[float, float, str] | None:
    # A name stands right or left of its dot, or nowhere: the list beside the map has them all.
    long = len(name) * LETTER
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
