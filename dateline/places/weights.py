"""The weights of `data/weights.yml`, read once."""

from __future__ import annotations

from importlib import resources

import yaml

WEIGHTS: dict[str, float] = yaml.safe_load(
    resources.files("dateline.places").joinpath("data/weights.yml").read_text("utf-8")
)
