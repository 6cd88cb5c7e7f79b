"""The columns of other projects' tables, from data/columns.yml."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _layouts() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(
        files("dateline.publish").joinpath("data", "columns.yml").read_text("utf-8")
    )
    return data


def columns_of(table: str) -> tuple[str, ...]:
    """The column names of 'acled', 'ucdp', 'polecat' or 'hxl', in order."""
    names = _layouts()[table]
    return tuple(names.split() if isinstance(names, str) else names)


def hxl_tags() -> dict[str, str]:
    """HXL: the hashtag under each heading."""
    return dict(_layouts()["hxl"])
