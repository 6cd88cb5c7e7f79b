"""Distances and directions on the globe: WGS84 degrees in, kilometres and degrees out."""

from __future__ import annotations

import math

EARTH_KM = 6371.0


def km_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between two points."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def move(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away from (lat, lon) in the direction `bearing` (degrees from north, clockwise)."""
    angle, turn = km / EARTH_KM, math.radians(bearing)
    a = math.radians(lat)
    b = math.asin(math.sin(a) * math.cos(angle) + math.cos(a) * math.sin(angle) * math.cos(turn))
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(a), math.cos(angle) - math.sin(a) * math.sin(b)
    )
    return round(math.degrees(b), 5), round((lon + math.degrees(east) + 540) % 360 - 180, 5)


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The direction from the first point to the second, degrees from north, clockwise, 0..360."""
    a, b, east = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    y = math.sin(east) * math.cos(b)
    x = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(east)
    return math.degrees(math.atan2(y, x)) % 360


def midpoint(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """The point halfway along the great circle."""
    return move(lat1, lon1, bearing(lat1, lon1, lat2, lon2), km_between(lat1, lon1, lat2, lon2) / 2)
