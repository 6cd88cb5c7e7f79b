"""Feature codes of the sources, in levels of the record (`data/kinds.yml`)."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

from dateline.model.place import Level

_KINDS: dict[str, Any] = yaml.safe_load(
    resources.files("dateline.places").joinpath("data/kinds.yml").read_text("utf-8")
)


def geonames_level(feature_class: str, code: str) -> Level:
    """The level of a GeoNames feature, e.g. ('P', 'PPLA') -> 'settlement'."""
    level: Level = _KINDS["geonames"]["codes"].get(code) or _KINDS["geonames"]["classes"].get(
        feature_class, "site"
    )
    return level


def whosonfirst_level(placetype: str) -> Level | None:
    """The level of a Who's On First place type, None for types that are no places here (planet …)."""
    level: Level | None = _KINDS["whosonfirst"].get(placetype)
    return level
