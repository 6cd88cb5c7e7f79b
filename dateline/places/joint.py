"""The places of a report weighed against each other: each name's candidates vote for those near the others'.

Every name holds a share (a chance) of each of its candidates. In each round a candidate's score is its own
signs plus how much of the other names' shares lie near it or in its division; shares follow from scores.
After a few rounds the names agree on an area, or stay apart where the report does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.model.place import Place
from dateline.places.weights import WEIGHTS

Array = NDArray[np.float64]
ROUNDS = 4
EARTH_KM = 6371.0


@dataclass(slots=True)
class Node:
    """One name of a report: its candidate places, their own scores, and the shares they hold."""

    places: Sequence[Place]
    own: Array
    scores: Array
    shares: Array


def make_node(places: Sequence[Place], own: Sequence[float]) -> Node:
    """A name with its candidates and what speaks for each on its own."""
    scores = np.asarray(own, dtype=np.float64)
    return Node(places, scores, scores.copy(), _shares(scores))


def weigh_together(nodes: Sequence[Node]) -> None:
    """Let the names of a report settle: updates every node's scores and shares."""
    if len(nodes) < 2:
        return
    fits = _fits(nodes)
    bounds = np.cumsum([0, *(len(n.places) for n in nodes)])
    for _ in range(ROUNDS):
        held = np.concatenate([n.shares for n in nodes])
        pull = fits * held
        support = np.maximum.reduceat(pull, bounds[:-1], axis=1)
        for i, node in enumerate(nodes):
            mine = support[bounds[i] : bounds[i + 1]].copy()
            mine[:, i] = 0.0
            near = np.minimum(1.0, mine.sum(axis=1) / WEIGHTS["near_count"])
            node.scores = node.own + WEIGHTS["near"] * near
            node.shares = _shares(node.scores)


def _shares(scores: Array) -> Array:
    powers = np.exp((scores - scores.max()) / WEIGHTS["temper"])
    shares: Array = powers / powers.sum()
    return shares


def _fits(nodes: Sequence[Node]) -> Array:
    """How well each pair of candidates goes together, 0..1: by distance, division, country."""
    places = [p for n in nodes for p in n.places]
    lat = np.radians([p.lat if p.lat is not None else np.nan for p in places])
    lon = np.radians([p.lon if p.lon is not None else np.nan for p in places])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    away = EARTH_KM * np.arccos(np.clip(points.T @ points, -1.0, 1.0))
    fits = np.nan_to_num(1.0 / (1.0 + (away / WEIGHTS["near_km"]) ** 2), nan=0.0)
    area, country = _codes(places)
    same_area = (area[:, None] == area[None, :]) & (area[:, None] >= 0)
    same_country = (country[:, None] == country[None, :]) & (country[:, None] >= 0)
    wide = np.asarray([p.level == "country" for p in places])
    fits = np.where(wide[:, None] | wide[None, :], 0.0, fits)
    fits = np.maximum(fits, WEIGHTS["same_area"] * same_area)
    together: Array = np.maximum(fits, WEIGHTS["same_country"] * same_country)
    return together


def _codes(places: Sequence[Place]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers for each place's first-order division (its own where it is one) and country; -1 for none."""
    known: dict[tuple[str, ...], int] = {}

    def code(*key: str) -> int:
        return known.setdefault(key, len(known))

    areas, countries = [], []
    for p in places:
        first = p.name if p.level == "region" else p.admin[0] if p.admin else ""
        areas.append(code("area", p.country, first) if first and p.country else -1)
        countries.append(code("country", p.country) if p.country else -1)
    return np.asarray(areas), np.asarray(countries)
