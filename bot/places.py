"""The regions of the country and their districts and cities: KATO codes with names in both languages."""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.words import Name
from domain.place import queue_place, region_of

_FILE = Path(__file__).with_name("places.csv")
_CENTRES = Path(__file__).with_name("centres.csv")

Spot = tuple[float, float]
"""Latitude and longitude, decimal degrees."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Names by KATO code (nine digits)."""

    regions: dict[str, Name]
    districts: dict[str, Name]
    centres: dict[str, Spot] = field(default_factory=dict)
    """Roughly where the centre of each region lies."""

    def districts_of(self, region: str) -> dict[str, Name]:
        """The districts and cities of a region, in the order of their codes."""
        return {code: name for code, name in self.districts.items() if region_of(code) == region}

    def name(self, code: str) -> Name:
        """The name of a region, district or queue place; the code itself when it is unknown."""
        return self.districts.get(code) or self.regions.get(code) or Name(code, code)

    def queue_places(self) -> dict[str, Name]:
        """Every queue place (R-40): cities as a whole, districts as a whole."""
        return {code: self.name(code) for code in map(queue_place, self.districts)}


@cache
def places() -> Places:
    """All places, read once."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with _CENTRES.open(encoding="utf-8", newline="") as file:
        centres = {r["code"]: (float(r["latitude"]), float(r["longitude"])) for r in csv.DictReader(file)}
    return Places(
        regions={r["region_code"]: Name(r["region_kk"], r["region_ru"]) for r in rows},
        districts={r["district_code"]: Name(r["district_kk"], r["district_ru"]) for r in rows},
        centres=centres,
    )
