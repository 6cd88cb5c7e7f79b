"""What linking knows as data: weights, kin types, stop words. Read once, from the package's own files."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import yaml


def load_yaml(name: str) -> Any:
    """The YAML file `name` of this folder."""
    return yaml.safe_load(resources.files(__name__).joinpath(name).read_text("utf-8"))


def load_json(name: str) -> Any:
    """The JSON file `name` of this folder."""
    return json.loads(resources.files(__name__).joinpath(name).read_text("utf-8"))
